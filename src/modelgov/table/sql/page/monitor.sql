-- The endpoints that serve one version, by type of monitor, with their schedules. Takes its ARN.
with serving as (
    select
        e.endpoint_arn,
        count(distinct o.model_version_arn) - 1 as other_versions
    from endpoint as e
    inner join endpoint as o on o.endpoint_arn = e.endpoint_arn
    where e.model_version_arn = ?
    group by e.endpoint_arn
)

select
    c.account_id,
    coalesce(a.account_name, c.account_id) as account_name,
    c.region,
    c.endpoint_name,
    c.endpoint_arn,
    c.endpoint_status,
    e.other_versions,
    coalesce(m.tier, 2) as tier,
    c.monitoring_type,
    c.monitoring_state,
    c.obstacle,
    s.schedule_name,
    s.schedule_status,
    s.baseline_state,
    s.baseline_uri,
    coalesce(s.executions, 0) as executions,
    coalesce(s.failed_executions, 0) as failed_executions,
    s.last_execution_status,
    s.last_failure_reason,
    s.last_execution_at
from serving as e
inner join monitoring_coverage as c on c.endpoint_arn = e.endpoint_arn
left join monitoring_schedule as s
    on
        s.account_id = c.account_id and s.region = c.region and s.endpoint_name = c.endpoint_name
        and s.monitoring_type = c.monitoring_type
left join account as a on a.account_id = c.account_id
left join endpoint_served as w on w.endpoint_arn = c.endpoint_arn
left join materiality as m on m.model_version_arn = w.model_version_arn
order by c.account_id, c.region, c.endpoint_name, c.monitoring_type, s.schedule_name
