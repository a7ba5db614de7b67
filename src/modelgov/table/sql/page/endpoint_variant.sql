-- Variants and components of one endpoint: what each serves, on what, at which price. Takes account, region, name.
-- A shadow variant gets copies of requests and answers nobody; it is known from the config alone.
select
    e.variant_name,
    e.component_name,
    false as shadow,
    e.model_name,
    e.matched_by,
    v.account_id as version_account_id,
    v.region as version_region,
    e.model_group,
    e.version,
    e.approval_status,
    c.hosting,
    e.instance_type,
    e.instance_count,
    e.serverless_memory_mb,
    e.usd_per_month,
    c.priced_by,
    c.price_region,
    c.price_date,
    e.image
from endpoint as e
left join model_version as v on v.model_version_arn = e.model_version_arn
left join endpoint_cost as c
    on c.endpoint_arn = e.endpoint_arn and c.variant_name = e.variant_name and not c.shadow
where e.account_id = ? and e.region = ? and e.endpoint_name = ? and e.variant_name is not null
union all
select
    c.variant_name,
    cast(null as varchar) as component_name,
    c.shadow,
    p.model_name,
    coalesce(k.matched_by, 'unknown') as matched_by,
    v.account_id as version_account_id,
    v.region as version_region,
    v.model_group,
    v.version,
    v.approval_status,
    c.hosting,
    c.instance_type,
    c.instance_count,
    p.serverless_memory_mb,
    c.usd_per_month,
    c.priced_by,
    c.price_region,
    c.price_date,
    k.image
from endpoint_cost as c
inner join endpoint_now as n on n.asset = c.endpoint_arn
inner join variant_plan as p
    on
        p.account_id = n.account_id and p.region = n.region and p.config_name = n.config_name
        and p.variant_name = c.variant_name and p.shadow
left join model_source as k
    on k.account_id = n.account_id and k.region = n.region and k.model_name = p.model_name
left join model_version as v on v.model_version_arn = k.model_version_arn
where c.shadow and c.account_id = ? and c.region = ? and c.endpoint_name = ?
order by shadow, variant_name, component_name
