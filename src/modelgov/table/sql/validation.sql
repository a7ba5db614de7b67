-- Validation steps of pipeline executions: checks of quality and bias, and conditions; one row a step.
-- A condition that is False has not passed; a check that broke off before it compared anything is an error.
with refusal as (
    select
        pipeline_execution_arn,
        max_by(fail_message, started_at) as fail_message
    from pipeline_step
    where step_kind = 'Fail'
    group by pipeline_execution_arn
)

select
    s.account_id,
    e.account_name,
    s.region,
    s.pipeline_arn,
    e.pipeline_name,
    s.pipeline_execution_arn,
    s.step_name,
    s.step_kind,
    case
        when s.step_status in ('Starting', 'Executing', 'Stopping') then 'pending'
        when s.step_kind = 'Condition' and s.condition_outcome = 'True' then 'passed'
        when s.step_kind = 'Condition' and s.condition_outcome = 'False' then 'failed'
        when s.step_status = 'Succeeded' then 'passed'
        when s.step_status = 'Failed' and s.quality_violations is not null then 'failed'
        else 'error'
    end as validation_result,
    coalesce(
        s.failure_reason,
        case when s.step_kind = 'Condition' and s.condition_outcome = 'False' then r.fail_message end
    ) as failure_reason,
    s.quality_violations,
    e.owner,
    e.team,
    e.team_source,
    e.business_unit,
    s.started_at,
    s.ended_at,
    s.observed_at
from pipeline_step as s
inner join pipeline_execution as e on e.pipeline_execution_arn = s.pipeline_execution_arn
left join refusal as r on r.pipeline_execution_arn = s.pipeline_execution_arn
where s.step_kind in ('QualityCheck', 'ClarifyCheck', 'Condition')
