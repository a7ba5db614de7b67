-- title = "Monitors of serving endpoints run"
-- group = "monitoring"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "monitoring_schedule"
-- why = "A monitor that is stopped looks like monitoring in every list, and watches nothing. It is often stopped for an incident and then forgotten."
-- remedy = "The team that runs the endpoint starts the monitor again, mends it where it failed, or deletes it where another one took its place. In AWS: StartMonitoringSchedule."
-- settle = "Wait until SageMaker has set the monitor up, let modelgov list the monitoring schedules there (ListMonitoringSchedules), and run a full collection."
-- reads = ["Search:Endpoint", "ListMonitoringSchedules"]
-- since = { last_execution_at = "Monitor last ran", changed_at = "Monitor last changed" }
-- [evidence]
-- others_running = "Other schedules of the same type for the same endpoint that are not stopped and have not failed."
with running as (
    select
        r.account_id,
        r.region,
        r.endpoint_name,
        r.monitoring_type,
        count(*) as schedules
    from monitoring_schedule as r
    where r.schedule_status not in ('Stopped', 'Failed')
    group by r.account_id, r.region, r.endpoint_name, r.monitoring_type
)

select
    s.schedule_arn as asset,
    s.account_id,
    s.region,
    case
        when s.schedule_status = 'Scheduled' then 'pass'
        when s.schedule_status in ('Stopped', 'Failed') and r.schedules > 0 then 'pass'
        when s.schedule_status in ('Stopped', 'Failed') then 'fail'
        else 'unknown'
    end as status,
    case
        when s.schedule_status = 'Scheduled' then 'It is scheduled.'
        when s.schedule_status in ('Stopped', 'Failed') and r.schedules > 0
            then 'It does not run, but another monitor of the same type watches the endpoint.'
        when s.schedule_status = 'Stopped' then 'It is stopped, and no other monitor of its type watches the endpoint.'
        when s.schedule_status = 'Failed'
            then 'SageMaker could not set it up, and no other monitor of its type watches the endpoint.'
        when s.schedule_status = 'Pending' then 'It is still being set up.'
        else 'Its status is not known.'
    end as reason,
    s.schedule_name,
    s.monitoring_type,
    s.endpoint_name,
    s.schedule_status,
    s.failure_reason,
    coalesce(r.schedules, 0) as others_running,
    s.last_execution_at,
    s.changed_at
from monitoring_schedule as s
inner join endpoint_now as e
    on
        e.account_id = s.account_id and e.region = s.region and e.endpoint_name = s.endpoint_name
        and e.endpoint_status = 'InService'
left join running as r
    on
        r.account_id = s.account_id and r.region = s.region and r.endpoint_name = s.endpoint_name
        and r.monitoring_type = s.monitoring_type
