-- Hours in service by version, team and month, from every state that was seen of an endpoint: their list price,
-- and what AWS billed for them, shared by list price where an endpoint serves several versions.
select
    c.month,
    c.account_id,
    c.region,
    coalesce(s.business_unit, f.unassigned) as business_unit,
    coalesce(s.team, f.unassigned) as team,
    s.model_group,
    s.version,
    k.model_version_arn,
    round(sum(c.instance_hours), 6) as instance_hours,
    round(sum(c.assumed_hours), 6) as assumed_hours,
    round(sum(c.unpriced_hours), 6) as unpriced_hours,
    round(sum(c.usd), 6) as usd,
    round(sum(c.unbilled_hours), 6) as unbilled_hours,
    round(sum(c.billed_usd), 6) as billed_usd
from endpoint_cost_month as c
cross join fallback as f
left join model_source as k
    on k.account_id = c.account_id and k.region = c.region and k.model_name = c.model_name
left join model_version as s on s.model_version_arn = k.model_version_arn
group by
    c.month,
    c.account_id,
    c.region,
    coalesce(s.business_unit, f.unassigned),
    coalesce(s.team, f.unassigned),
    s.model_group,
    s.version,
    k.model_version_arn
