-- Model groups now, with their effective facts and the counts of their versions.
with counted as (
    select
        account_id,
        region,
        model_group,
        count(*) as versions,
        count(*) filter (where approval_status = 'Approved') as approved,
        count(*) filter (where approval_status = 'PendingManualApproval') as pending,
        count(*) filter (where approval_status = 'Rejected') as rejected,
        count(*) filter (where production) as production,
        max(version) as latest_version,
        max_by(approval_status, version) as latest_status,
        max_by(registered_at, version) as latest_registered_at
    from model_version
    group by account_id, region, model_group
)

select
    g.account_id,
    coalesce(a.account_name, g.account_id) as account_name,
    g.region,
    g.model_group,
    g.asset as model_group_arn,
    coalesce(g.description, '') as description,
    coalesce(f.owner, d.unassigned) as owner,
    coalesce(f.owner_source, 'none') as owner_source,
    coalesce(f.team, d.unassigned) as team,
    coalesce(f.team_source, 'none') as team_source,
    coalesce(f.business_unit, d.unassigned) as business_unit,
    coalesce(f.business_unit_source, 'none') as business_unit_source,
    coalesce(f.environment, d.unassigned) as environment,
    coalesce(f.environment_source, 'none') as environment_source,
    coalesce(f.intended_use, d.unassigned) as intended_use,
    coalesce(f.intended_use_source, 'none') as intended_use_source,
    coalesce(n.versions, 0) as versions,
    coalesce(n.approved, 0) as approved,
    coalesce(n.pending, 0) as pending,
    coalesce(n.rejected, 0) as rejected,
    coalesce(n.production, 0) as production,
    n.latest_version,
    n.latest_status,
    n.latest_registered_at,
    g.created_at,
    g.changed_at,
    g.observed_at,
    lower(concat(
        g.model_group, chr(10), coalesce(f.owner, d.unassigned), chr(10), coalesce(f.team, d.unassigned), chr(10),
        coalesce(f.business_unit, d.unassigned), chr(10), coalesce(a.account_name, g.account_id), chr(10),
        coalesce(g.description, '')
    )) as search_text,
    g.position
from model_group_now as g
cross join fallback as d
left join account as a on a.account_id = g.account_id
left join group_effective as f
    on f.account_id = g.account_id and f.region = g.region and f.model_group = g.model_group
left join counted as n
    on n.account_id = g.account_id and n.region = g.region and n.model_group = g.model_group
