-- The newest validations of one team that failed or broke off. Takes the team, the first moment, and
-- that after the last.
select
    account_id,
    account_name,
    region,
    pipeline_name,
    pipeline_execution_arn,
    step_name,
    step_kind,
    validation_result,
    failure_reason,
    quality_violations,
    started_at
from validation
where team = ? and started_at >= ? and started_at < ? and validation_result in ('failed', 'error')
order by started_at desc, pipeline_execution_arn, step_name
limit 50
