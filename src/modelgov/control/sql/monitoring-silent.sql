-- title = "Monitors run when they are due"
-- group = "monitoring"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "monitoring_schedule"
-- why = "A schedule that is on but has not run for twice its own interval has fallen silent. No failure is reported then, since nothing ran that could fail."
-- remedy = "The team that runs the endpoint stops the monitor and starts it again, and asks AWS where it stays silent. In AWS: StopMonitoringSchedule, StartMonitoringSchedule, and a support case."
-- settle = "Let modelgov list the executions of monitors there (ListMonitoringExecutions), and wait for the first execution of a new monitor."
-- reads = ["ListMonitoringSchedules", "ListMonitoringExecutions"]
-- absence = ["ListMonitoringExecutions"]
-- since = { silent_since = "Last run, or first due" }
-- [parameters]
-- times = { default = 2, meaning = "How many times its own interval a monitor may be without an execution." }
-- [evidence]
-- every_hours = "Hours between two executions, as its expression says."
-- silent_since = "When its last execution was due; where there is none, when it was created or last changed, UTC."
-- executions = "Executions of the monitor that were seen."
with read as (
    select
        k.account_id,
        k.region,
        max(k.observed_at) as read_at
    from coverage as k
    where k.operation = 'ListMonitoringExecutions' and k.named_asset = '' and not k.gap
    group by k.account_id, k.region
),

-- Model Monitor takes cron(0 * ? * * *) for every hour, cron(0 5 ? * * *) for once a day and
-- cron(0 5/6 ? * * *) for every so many hours from a beginning.
timed as (
    select
        s.schedule_arn,
        s.account_id,
        s.region,
        s.schedule_name,
        s.monitoring_type,
        s.endpoint_name,
        s.schedule_expression,
        s.executions,
        s.last_execution_at,
        split_part(split_part(lower(s.schedule_expression), 'cron(', 2), ' ', 2) as hour_field,
        case
            when s.last_execution_at is null or s.changed_at > s.last_execution_at
                then coalesce(s.changed_at, s.created_at)
            else s.last_execution_at
        end as silent_since
    from monitoring_schedule as s
    where s.schedule_status = 'Scheduled' and upper(coalesce(s.schedule_expression, '')) <> 'NOW'
),

paced as (
    select
        t.schedule_arn,
        t.account_id,
        t.region,
        t.schedule_name,
        t.monitoring_type,
        t.endpoint_name,
        t.schedule_expression,
        t.executions,
        t.last_execution_at,
        t.silent_since,
        r.read_at,
        case
            when t.hour_field = '*' then 1
            when t.hour_field like '%/%' then try_cast(split_part(t.hour_field, '/', 2) as bigint)
            when try_cast(t.hour_field as bigint) is not null then 24
        end as every_hours
    from timed as t
    left join read as r on r.account_id = t.account_id and r.region = t.region
)

select
    p.schedule_arn as asset,
    p.account_id,
    p.region,
    case
        when p.read_at is null or p.every_hours is null or p.silent_since is null then 'unknown'
        when to_unixtime(p.read_at) - to_unixtime(p.silent_since) > p.every_hours * 3600 * :times then 'fail'
        when p.last_execution_at is null then 'unknown'
        else 'pass'
    end as status,
    case
        when p.every_hours is null then 'Its expression does not tell how often it runs.'
        when p.read_at is null then 'Its executions were never read.'
        when p.silent_since is null then 'It is not known since when it is on.'
        when to_unixtime(p.read_at) - to_unixtime(p.silent_since) > p.every_hours * 3600 * :times
            then case
                when p.every_hours = 1 then 'It is due every hour'
                else 'It is due every ' || cast(p.every_hours as varchar) || ' hours'
            end || ' and has not run since '
            || cast(cast(p.silent_since as date) as varchar) || ', for more than ' || cast(:times as varchar)
            || ' times as long.'
        when p.last_execution_at is null then 'It is new, and its first execution is not due yet.'
        else 'It runs as often as it is due.'
    end as reason,
    p.schedule_name,
    p.monitoring_type,
    p.endpoint_name,
    p.schedule_expression,
    p.every_hours,
    p.silent_since,
    p.executions
from paced as p
