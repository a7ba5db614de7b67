-- title = "The newest execution of every monitor found nothing wrong"
-- group = "quality"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 2
-- asset = "monitoring_schedule"
-- why = "A violation says that data or predictions are outside of what the team itself laid down as right. Left open, it teaches everybody to overlook the next one."
-- remedy = "The team that runs the endpoint looks at each violation in the evidence and in the report, mends the data or the model, or corrects a constraint that was wrong from the beginning."
-- settle = "Wait until an execution of the monitor comes to a result, or start it again where it has stopped, and let modelgov read its report in S3 (GetObject)."
-- reads = ["ListMonitoringSchedules", "ListMonitoringExecutions", "GetObject"]
-- since = { scheduled_at = "Last measured" }
-- [parameters]
-- days = { default = 7, meaning = "Days after which an execution that found nothing wrong says nothing of the present; violations stand until an execution is clean." }
-- [evidence]
-- checks = "Different checks that were violated."
-- example = "One of the violations: what it is about, and the check."
-- example_text = "What the monitor says of it."
with newest as (
    select
        x.account_id,
        x.region,
        x.schedule_name,
        x.execution,
        x.execution_status,
        x.report_state,
        x.scheduled_at,
        x.violations,
        row_number() over (
            partition by x.account_id, x.region, x.schedule_name order by x.scheduled_at desc, x.execution desc
        ) as place
    from monitoring_execution as x
    where x.execution_status in ('Completed', 'CompletedWithViolations')
),

told as (
    select
        v.execution,
        count(distinct v.constraint_type) as checks,
        min(
            coalesce(v.feature, v.metric_name, v.facet, v.label, 'something') || ' ('
            || coalesce(v.constraint_type, 'a check without a name') || ')'
        ) as example,
        min_by(
            coalesce(v.description, ''),
            coalesce(v.feature, v.metric_name, v.facet, v.label, 'something') || ' ('
            || coalesce(v.constraint_type, 'a check without a name') || ')'
        ) as example_text
    from violation as v
    where v.execution is not null
    group by v.execution
)

select
    s.schedule_arn as asset,
    s.account_id,
    s.region,
    case
        when n.execution_status = 'CompletedWithViolations' or n.violations > 0 then 'fail'
        when n.execution_status is null then 'unknown'
        when date_diff('day', cast(n.scheduled_at as date), cast(:now as date)) > :days then 'unknown'
        else 'pass'
    end as status,
    case
        when n.violations > 0
            then 'Its newest execution found ' || cast(n.violations as varchar)
            || case when n.violations = 1 then ' violation' else ' violations' end
            || coalesce(', such as ' || t.example, '') || '.'
        when n.execution_status = 'CompletedWithViolations'
            then 'Its newest execution found violations that could not be read.'
        when n.execution_status is null then 'No execution of it has come to a result.'
        when date_diff('day', cast(n.scheduled_at as date), cast(:now as date)) > :days
            then 'Its newest execution with a result was due on '
            || cast(cast(n.scheduled_at as date) as varchar) || '; after ' || cast(:days as varchar)
            || ' days that says nothing of the present.'
        else 'Its newest execution found no violation.'
    end as reason,
    s.schedule_name,
    s.monitoring_type,
    s.endpoint_name,
    n.scheduled_at,
    n.execution,
    n.report_state,
    n.violations,
    t.checks,
    t.example,
    t.example_text
from monitoring_schedule as s
left join newest as n
    on
        n.account_id = s.account_id and n.region = s.region and n.schedule_name = s.schedule_name
        and n.place = 1
left join told as t on t.execution = n.execution
where s.schedule_status = 'Scheduled'
