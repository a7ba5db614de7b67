-- Executions of pipelines now, with the team of the pipeline and the step that failed.
with broken as (
    select
        pipeline_execution_arn,
        max_by(step_name, started_at) as failed_step,
        max_by(failure_reason, started_at) as step_reason
    from pipeline_step
    where step_status = 'Failed'
    group by pipeline_execution_arn
)

select
    e.account_id,
    coalesce(a.account_name, e.account_id) as account_name,
    e.region,
    e.pipeline_arn,
    coalesce(p.pipeline_name, split_part(e.pipeline_arn, '/', 2)) as pipeline_name,
    e.asset as pipeline_execution_arn,
    e.execution_name,
    e.execution_status,
    e.failure_reason,
    b.failed_step,
    b.step_reason,
    coalesce(f.owner, d.unassigned) as owner,
    coalesce(f.team, d.unassigned) as team,
    coalesce(f.team_source, 'none') as team_source,
    coalesce(f.business_unit, d.unassigned) as business_unit,
    e.created_by_arn,
    e.created_at,
    e.modified_at,
    e.changed_at,
    e.observed_at
from pipeline_execution_now as e
cross join fallback as d
left join account as a on a.account_id = e.account_id
left join pipeline_now as p on p.asset = e.pipeline_arn
left join pipeline_effective as f on f.asset = e.pipeline_arn
left join broken as b on b.pipeline_execution_arn = e.asset
