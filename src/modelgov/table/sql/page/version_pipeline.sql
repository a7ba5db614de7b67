-- The pipeline execution that one version came from: what it names itself, what registered it, or what ran its
-- training job. Takes the version's ARN twice and the execution of its training job.
with named as (
    select
        generated_by as pipeline_execution_arn,
        1 as rank
    from model_version_now
    where asset = ?
    union all
    select
        pipeline_execution_arn,
        2 as rank
    from pipeline_step
    where model_package_arn = ?
    union all
    select
        cast(? as varchar) as pipeline_execution_arn,
        3 as rank
)

select
    e.pipeline_arn,
    e.pipeline_name,
    e.pipeline_execution_arn,
    e.account_id,
    e.region,
    e.execution_name,
    e.execution_status,
    e.failure_reason,
    e.failed_step,
    e.created_by_arn,
    e.created_at,
    e.modified_at
from named as n
inner join pipeline_execution as e on e.pipeline_execution_arn = n.pipeline_execution_arn
order by n.rank, e.pipeline_execution_arn
limit 1
