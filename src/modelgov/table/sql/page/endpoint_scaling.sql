-- What scales one endpoint, a row for each policy. Takes account, region, name.
select
    t.variant_name,
    t.component_name,
    t.scalable_dimension,
    t.min_capacity,
    t.max_capacity,
    t.scale_in_suspended,
    t.scale_out_suspended,
    t.policy_name,
    t.policy_type,
    t.tracked_metric,
    t.target_value
from scaling_target as t
left join inference_component_now as i
    on i.account_id = t.account_id and i.region = t.region and i.component_name = t.component_name
where
    t.account_id = ? and t.region = ? and coalesce(t.endpoint_name, i.endpoint_name) = ?
order by t.variant_name, t.component_name, t.policy_name
