-- Monitors whose last execution failed, those that never came to a result first.
select
    s.account_id,
    coalesce(a.account_name, s.account_id) as account_name,
    s.region,
    s.schedule_name,
    s.schedule_arn,
    s.monitoring_type,
    s.endpoint_name,
    s.schedule_status,
    s.executions,
    s.failed_executions,
    s.last_execution_at,
    s.last_failure_reason
from monitoring_schedule as s
left join account as a on a.account_id = s.account_id
where s.last_execution_status = 'Failed'
order by
    case when s.executions = s.failed_executions then 0 else 1 end, s.failed_executions desc, s.account_id, s.region,
    s.schedule_name
