-- Since when every version serves on every endpoint, from all states of endpoints that were seen, gone ones too.
with serving as (
    select
        e.account_id,
        e.region,
        e.asset,
        e.endpoint_name,
        e.config_name,
        e.created_at,
        e.changed_at
    from endpoint_observation as e
    where
        not e.deleted and e.endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack')
        and e.changed_at <= e.observed_at + interval '5' minute
),

ran as (
    select
        s.account_id,
        s.region,
        s.asset,
        s.endpoint_name,
        coalesce(v.model_name, i.model_name) as model_name,
        case when i.created_at > s.changed_at then i.created_at else s.changed_at end as served_at,
        case when v.created_at > s.created_at then v.created_at else s.created_at end as possible_at
    from serving as s
    inner join variant_plan as v
        on v.account_id = s.account_id and v.region = s.region and v.config_name = s.config_name and not v.shadow
    left join inference_component_now as i
        on
            i.account_id = s.account_id and i.region = s.region and i.endpoint_name = s.endpoint_name
            and i.variant_name = v.variant_name and v.model_name is null
)

select
    r.account_id,
    r.region,
    k.model_version_arn,
    r.endpoint_name,
    r.asset as endpoint_arn,
    min(r.served_at) as first_served_at,
    min(r.possible_at) as served_no_earlier
from ran as r
inner join model_source as k
    on k.account_id = r.account_id and k.region = r.region and k.model_name = r.model_name
where k.model_version_arn is not null
group by r.account_id, r.region, k.model_version_arn, r.endpoint_name, r.asset
