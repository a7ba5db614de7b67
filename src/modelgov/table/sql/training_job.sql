-- Training jobs now, with the pipeline execution that ran each, where one did.
with run as (
    select
        training_job_arn,
        max(pipeline_execution_arn) as pipeline_execution_arn
    from pipeline_step
    where training_job_arn is not null
    group by training_job_arn
)

select
    j.account_id,
    coalesce(a.account_name, j.account_id) as account_name,
    j.region,
    j.job_name,
    j.asset as training_job_arn,
    j.job_status,
    j.failure_reason,
    j.tuning_job_arn,
    r.pipeline_execution_arn,
    j.image,
    case when strpos(j.image, '@') > 0 then split_part(j.image, '@', 2) end as image_digest,
    j.algorithm,
    j.artifact_url,
    j.model_package_arn,
    j.role_arn,
    j.instance_type,
    j.instance_count,
    j.managed_spot,
    j.training_seconds,
    j.billable_seconds,
    j.created_at,
    j.started_at,
    j.ended_at,
    j.changed_at,
    j.observed_at,
    j.position
from training_job_now as j
left join account as a on a.account_id = j.account_id
left join run as r on r.training_job_arn = j.asset
