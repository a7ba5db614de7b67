-- What Application Auto Scaling may scale, a row for each of its policies; one without a policy where it has none.
select
    t.account_id,
    t.region,
    t.asset as scaling_target_arn,
    t.resource_id,
    case when t.resource_id like 'endpoint/%' then split_part(t.resource_id, '/', 2) end as endpoint_name,
    case when t.resource_id like 'endpoint/%' then split_part(t.resource_id, '/', 4) end as variant_name,
    case
        when t.resource_id like 'inference-component/%' then split_part(t.resource_id, '/', 2)
    end as component_name,
    t.scalable_dimension,
    t.min_capacity,
    t.max_capacity,
    t.scale_in_suspended,
    t.scale_out_suspended,
    p.policy_name,
    p.policy_type,
    p.tracked_metric,
    p.target_value,
    p.scale_in_disabled,
    t.created_at,
    t.observed_at
from scaling_target_now as t
left join scaling_policy_now as p
    on
        p.account_id = t.account_id and p.region = t.region and p.resource_id = t.resource_id
        and p.scalable_dimension = t.scalable_dimension
