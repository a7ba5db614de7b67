-- Steps of one pipeline execution, in the order that they ran. Takes its ARN.
select
    step_name,
    step_kind,
    step_status,
    condition_outcome,
    coalesce(failure_reason, fail_message) as failure_reason,
    started_at,
    ended_at
from pipeline_step
where pipeline_execution_arn = ?
order by started_at nulls last, step_name
