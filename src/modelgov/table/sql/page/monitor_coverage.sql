-- Whether each type of monitor watches each endpoint in service that is in production, or may be.
select
    c.account_id,
    coalesce(a.account_name, c.account_id) as account_name,
    c.region,
    c.endpoint_name,
    c.endpoint_arn,
    x.environment,
    x.in_production,
    g.team,
    g.business_unit,
    g.tier,
    c.monitoring_type,
    c.monitoring_state,
    c.obstacle,
    c.schedules,
    c.last_execution_status,
    c.last_execution_at
from monitoring_coverage as c
inner join endpoint_environment as x on x.endpoint_arn = c.endpoint_arn
inner join governed as g on g.asset = c.endpoint_arn
left join account as a on a.account_id = c.account_id
where c.endpoint_status = 'InService' and coalesce(x.in_production, true)
order by g.tier, c.account_id, c.region, c.endpoint_name, c.monitoring_type
