-- Steps of pipeline executions now, each with what kind of step it is and what it ran.
select
    e.account_id,
    e.region,
    e.pipeline_arn,
    e.asset as pipeline_execution_arn,
    s.step_name,
    case
        when s.training_job_arn is not null then 'Training'
        when s.quality_check_arn is not null then 'QualityCheck'
        when s.clarify_check_arn is not null then 'ClarifyCheck'
        when s.processing_job_arn is not null then 'Processing'
        when s.transform_job_arn is not null then 'Transform'
        when s.tuning_job_arn is not null then 'Tuning'
        when s.condition_outcome is not null then 'Condition'
        when s.fail_message is not null then 'Fail'
        when s.model_package_arn is not null then 'RegisterModel'
        when s.model_arn is not null then 'Model'
        when s.lambda_arn is not null then 'Lambda'
        else 'unknown'
    end as step_kind,
    s.step_status,
    s.failure_reason,
    s.started_at,
    s.ended_at,
    s.attempts,
    s.training_job_arn,
    s.processing_job_arn,
    s.transform_job_arn,
    s.tuning_job_arn,
    s.model_package_arn,
    s.condition_outcome,
    s.fail_message,
    s.quality_violations,
    e.observed_at
from pipeline_execution_now as e
inner join pipeline_step_observation as s on s.asset = e.asset and s.position = e.position
