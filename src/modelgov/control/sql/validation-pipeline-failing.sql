-- title = "Pipelines bring their work to an end"
-- group = "validation"
-- severity = "medium"
-- version = 2
-- asset = "pipeline"
-- why = "A pipeline that fails every time trains, checks and registers nothing. Models then grow old, or somebody replaces them by hand, past every check that the pipeline holds."
-- remedy = "The pipeline's owner reads the failed step of the newest execution (evidence, and the execution's graph in SageMaker Studio), mends it and starts the pipeline again; a pipeline that nobody needs is deleted."
-- settle = "Let modelgov read the executions of pipelines there (Search), and wait until as many have ended as the control asks for."
-- reads = ["Search:Pipeline", "Search:PipelineExecution"]
-- since = { last_success_at = "Last success", latest_execution_at = "Last run" }
-- [parameters]
-- executions = { default = 3, meaning = "Newest ended executions of which at least one must have succeeded." }
-- [evidence]
-- ended = "Newest executions that succeeded or failed and were looked at."
-- succeeded_lately = "Those of them that succeeded."
-- last_failure_reason = "Why the last one that failed did so: its failed step, else itself."
-- last_success_at = "When the newest execution that succeeded began, UTC; empty when none is known."
with ended as (
    select
        x.pipeline_arn,
        x.execution_status,
        x.failed_step,
        coalesce(x.step_reason, x.failure_reason) as failure_reason,
        x.created_at,
        row_number() over (
            partition by x.pipeline_arn order by x.created_at desc, x.pipeline_execution_arn desc
        ) as place
    from pipeline_execution as x
    where x.execution_status in ('Succeeded', 'Failed')
),

counted as (
    select
        e.pipeline_arn,
        count(*) filter (where e.place <= :executions) as ended,
        count(*) filter (where e.place <= :executions and e.execution_status = 'Succeeded') as succeeded_lately,
        max(case when e.place = 1 then e.failed_step end) as failed_step,
        max(case when e.place = 1 then e.failure_reason end) as last_failure_reason,
        max(case when e.execution_status = 'Succeeded' then e.created_at end) as last_success_at,
        max(case when e.place <= :executions then e.created_at end) as latest_execution_at
    from ended as e
    group by e.pipeline_arn
)

select
    p.pipeline_arn as asset,
    p.account_id,
    p.region,
    case
        when c.succeeded_lately > 0 then 'pass'
        when c.ended >= :executions then 'fail'
        else 'unknown'
    end as status,
    case
        when c.succeeded_lately > 0 then 'One of its newest executions succeeded.'
        when c.ended >= :executions
            then 'All of its newest ' || cast(c.ended as varchar) || ' executions failed'
            || coalesce(', the last in the step ' || c.failed_step, '') || '.'
        when c.ended > 0 then 'Only ' || cast(c.ended as varchar) || ' of the ' || cast(:executions as varchar)
            || ' executions that are needed to judge have ended, and none succeeded.'
        else 'No execution of it has ended yet.'
    end as reason,
    p.pipeline_name,
    p.owner,
    c.ended,
    c.succeeded_lately,
    c.failed_step,
    c.last_failure_reason,
    c.last_success_at,
    c.latest_execution_at
from pipeline as p
left join counted as c on c.pipeline_arn = p.pipeline_arn
where p.executions > 0
