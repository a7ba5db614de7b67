-- Executions of monitors, with what their reports say and whether these could be read.
with found as (
    select
        asset,
        position,
        count(*) as violations
    from violation_observation
    group by asset, position
),

read as (
    select
        r.execution,
        count(*) filter (where r.report <> 'violations') as measured,
        count(*) filter (where r.report = 'violations') as told,
        coalesce(sum(f.violations), 0) as violations
    from monitoring_report_now as r
    left join found as f on f.asset = r.asset and f.position = r.position
    where r.execution is not null
    group by r.execution
)

select
    e.account_id,
    e.region,
    e.schedule_name,
    e.monitoring_type,
    e.endpoint_name,
    e.asset as execution,
    e.scheduled_at,
    e.execution_status,
    e.failure_reason,
    case
        when e.execution_status not in ('Completed', 'CompletedWithViolations') then 'none'
        when coalesce(r.measured, 0) > 0
            and (e.execution_status = 'Completed' or r.told > 0) then 'read'
        when coalesce(r.measured, 0) + coalesce(r.told, 0) > 0 then 'partly'
        else 'unread'
    end as report_state,
    case
        when e.execution_status = 'Completed' then 0
        when r.told > 0 then cast(r.violations as bigint)
    end as violations,
    e.definition_name,
    e.processing_job_arn,
    e.created_at,
    e.modified_at,
    e.changed_at,
    e.observed_at
from monitoring_execution_now as e
left join read as r on r.execution = e.asset
