-- Pipelines now, with their effective owner, team and business unit, and the counts of their executions.
with counted as (
    select
        pipeline_arn,
        count(*) as executions,
        count(*) filter (where execution_status = 'Succeeded') as succeeded,
        count(*) filter (where execution_status = 'Failed') as failed,
        max(created_at) as latest_execution_at
    from pipeline_execution_now
    group by pipeline_arn
)

select
    p.account_id,
    coalesce(a.account_name, p.account_id) as account_name,
    p.region,
    p.pipeline_name,
    p.asset as pipeline_arn,
    coalesce(p.description, '') as description,
    p.pipeline_status,
    coalesce(f.owner, d.unassigned) as owner,
    coalesce(f.owner_source, 'none') as owner_source,
    coalesce(f.team, d.unassigned) as team,
    coalesce(f.team_source, 'none') as team_source,
    coalesce(f.business_unit, d.unassigned) as business_unit,
    coalesce(f.business_unit_source, 'none') as business_unit_source,
    coalesce(n.executions, 0) as executions,
    coalesce(n.succeeded, 0) as succeeded,
    coalesce(n.failed, 0) as failed,
    n.latest_execution_at,
    p.role_arn,
    p.created_at,
    p.modified_at,
    p.changed_at,
    p.observed_at
from pipeline_now as p
cross join fallback as d
left join account as a on a.account_id = p.account_id
left join pipeline_effective as f on f.asset = p.asset
left join counted as n on n.pipeline_arn = p.asset
