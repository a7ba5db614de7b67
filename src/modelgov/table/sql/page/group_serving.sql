-- Variants of endpoints that run a version of one group. Takes account, region, group.
select
    e.account_id,
    coalesce(a.account_name, e.account_id) as account_name,
    e.region,
    e.endpoint_name,
    e.endpoint_arn,
    e.endpoint_status,
    coalesce(e.variant_name, '') as variant_name,
    coalesce(e.model_name, '') as model_name,
    e.matched_by,
    e.instance_type,
    e.instance_count,
    e.usd_per_month,
    e.changed_at,
    v.version
from endpoint as e
inner join model_version as v on v.model_version_arn = e.model_version_arn
left join account as a on a.account_id = e.account_id
where v.account_id = ? and v.region = ? and v.model_group = ?
order by v.version desc, e.account_id, e.region, e.endpoint_name, e.variant_name
