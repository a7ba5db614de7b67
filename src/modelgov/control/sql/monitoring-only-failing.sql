-- title = "Monitors come to a result"
-- group = "monitoring"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "monitoring_schedule"
-- why = "A monitor that is scheduled and fails every time has compared nothing. It costs money and gives the impression that somebody would notice."
-- remedy = "The team that runs the endpoint reads why the newest run of the monitor failed, mends that, and looks whether the next run comes to its end. In AWS: DescribeProcessingJob of the run's job, or its log in CloudWatch."
-- settle = "Wait until an execution of the monitor has ended, and let modelgov list the executions (ListMonitoringExecutions)."
-- reads = ["ListMonitoringSchedules", "ListMonitoringExecutions"]
-- since = { last_result_at = "Last result" }
-- [parameters]
-- executions = { default = 3, meaning = "Newest executions of which at least one must have come to a result." }
-- [evidence]
-- ended = "Newest executions that ended and were looked at."
-- with_result = "Those of them that came to a result."
-- last_result_at = "When the newest execution that came to a result was due, UTC; empty when none is known."
-- executions = "Executions of the monitor that were seen."
with ended as (
    select
        x.account_id,
        x.region,
        x.schedule_name,
        x.execution_status,
        x.failure_reason,
        x.scheduled_at,
        row_number() over (
            partition by x.account_id, x.region, x.schedule_name order by x.scheduled_at desc, x.execution desc
        ) as place
    from monitoring_execution as x
    where x.execution_status in ('Completed', 'CompletedWithViolations', 'Failed')
),

counted as (
    select
        n.account_id,
        n.region,
        n.schedule_name,
        count(*) filter (where n.place <= :executions) as ended,
        count(*) filter (where n.place <= :executions and n.execution_status <> 'Failed') as with_result,
        max(case when n.place = 1 then n.failure_reason end) as last_failure_reason,
        max(case when n.execution_status <> 'Failed' then n.scheduled_at end) as last_result_at
    from ended as n
    group by n.account_id, n.region, n.schedule_name
)

select
    s.schedule_arn as asset,
    s.account_id,
    s.region,
    case
        when c.with_result > 0 then 'pass'
        when c.ended > 0 then 'fail'
        else 'unknown'
    end as status,
    case
        when c.with_result > 0 then 'One of its newest executions came to a result.'
        when c.ended is null then 'No execution of it has ended yet.'
        when c.ended = 1 then 'The only execution of it that ended failed: '
        else 'All of its newest ' || cast(c.ended as varchar) || ' executions failed: '
    end || case
        when c.with_result > 0 or c.ended is null then ''
        when lower(c.last_failure_reason) like '%no data%'
            then 'there was no captured data for the time that it looks at.'
        when lower(c.last_failure_reason) like '%ground truth%' or lower(c.last_failure_reason) like '%merge%'
            then 'no true outcomes could be merged with the predictions.'
        when lower(c.last_failure_reason) like '%memory%'
            then 'its instance has too little memory for the data.'
        when lower(c.last_failure_reason) like '%denied%' or lower(c.last_failure_reason) like '%not authorized%'
            then 'its role may not read or write what it needs.'
        when lower(c.last_failure_reason) like '%assume role%' then 'its role could not be assumed.'
        when lower(c.last_failure_reason) like '%mismatch%' or lower(c.last_failure_reason) like '%parse%'
            then 'the captured data is not of the form that it expects.'
        when lower(c.last_failure_reason) like '%not found%' or lower(c.last_failure_reason) like '%not exist%'
            or lower(c.last_failure_reason) like '%nosuchkey%'
            then 'something that it needs, such as its baseline, is not there.'
        when lower(c.last_failure_reason) like '%limit%' or lower(c.last_failure_reason) like '%capacity%'
            then 'AWS had no instance for it.'
        when coalesce(c.last_failure_reason, '') = '' then 'AWS gives no reason.'
        else 'the reason that AWS gives is in the evidence.'
    end as reason,
    s.schedule_name,
    s.monitoring_type,
    s.endpoint_name,
    c.ended,
    c.with_result,
    c.last_failure_reason,
    c.last_result_at,
    s.failed_executions,
    s.executions
from monitoring_schedule as s
left join counted as c
    on c.account_id = s.account_id and c.region = s.region and c.schedule_name = s.schedule_name
where s.schedule_status = 'Scheduled'
