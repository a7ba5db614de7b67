-- Processing jobs now: preparation, evaluation and monitoring, with the execution or schedule that ran each.
with run as (
    select
        processing_job_arn,
        max(pipeline_execution_arn) as pipeline_execution_arn
    from pipeline_step
    where processing_job_arn is not null
    group by processing_job_arn
)

select
    j.account_id,
    coalesce(a.account_name, j.account_id) as account_name,
    j.region,
    j.job_name,
    j.asset as processing_job_arn,
    j.job_status,
    j.failure_reason,
    j.exit_message,
    r.pipeline_execution_arn,
    j.monitoring_schedule_arn,
    j.training_job_arn,
    j.image,
    j.role_arn,
    j.instance_type,
    j.instance_count,
    j.created_at,
    j.started_at,
    j.ended_at,
    j.changed_at,
    j.observed_at
from processing_job_now as j
left join account as a on a.account_id = j.account_id
left join run as r on r.processing_job_arn = j.asset
