-- Variants of endpoints that serve one version. Takes its ARN.
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
    e.changed_at
from endpoint as e
left join account as a on a.account_id = e.account_id
where e.model_version_arn = ?
order by e.account_id, e.region, e.endpoint_name, e.variant_name
