-- Every asset that a control can judge: what it is, whose it is, and its materiality tier (1 is the highest).
with grouped as (
    select
        account_id,
        region,
        model_group,
        min(tier) as tier,
        min_by(tier_reason, tier * 100000 - version) as tier_reason
    from materiality
    group by account_id, region, model_group
)

select
    v.model_version_arn as asset,
    'model_version' as asset_kind,
    v.model_group || ' v' || cast(v.version as varchar) as asset_name,
    v.account_id,
    v.region,
    v.model_group,
    v.version,
    v.business_unit,
    v.team,
    v.owner,
    v.environment,
    v.intended_use,
    v.production,
    m.tier,
    m.tier_reason
from model_version as v
inner join materiality as m on m.model_version_arn = v.model_version_arn
union all
select
    g.model_group_arn as asset,
    'model_group' as asset_kind,
    g.model_group as asset_name,
    g.account_id,
    g.region,
    g.model_group,
    cast(null as bigint) as version,
    g.business_unit,
    g.team,
    g.owner,
    g.environment,
    g.intended_use,
    g.production > 0 as production,
    coalesce(t.tier, 4) as tier,
    coalesce(t.tier_reason, 'It has no version') as tier_reason
from model_group as g
left join grouped as t on t.account_id = g.account_id and t.region = g.region and t.model_group = g.model_group
union all
select
    e.asset,
    'endpoint' as asset_kind,
    e.endpoint_name as asset_name,
    e.account_id,
    e.region,
    v.model_group,
    v.version,
    coalesce(v.business_unit, d.unassigned) as business_unit,
    coalesce(v.team, d.unassigned) as team,
    coalesce(v.owner, d.unassigned) as owner,
    coalesce(v.environment, d.unassigned) as environment,
    coalesce(v.intended_use, d.unassigned) as intended_use,
    e.endpoint_status = 'InService' as production,
    coalesce(m.tier, 2) as tier,
    coalesce(m.tier_reason, 'Serves what no version explains') as tier_reason
from endpoint_now as e
cross join fallback as d
inner join endpoint_served as s on s.endpoint_arn = e.asset
left join model_version as v on v.model_version_arn = s.model_version_arn
left join materiality as m on m.model_version_arn = s.model_version_arn
union all
select
    n.schedule_arn as asset,
    'monitoring_schedule' as asset_kind,
    n.schedule_name as asset_name,
    n.account_id,
    n.region,
    v.model_group,
    v.version,
    coalesce(v.business_unit, d.unassigned) as business_unit,
    coalesce(v.team, d.unassigned) as team,
    coalesce(v.owner, d.unassigned) as owner,
    coalesce(v.environment, d.unassigned) as environment,
    coalesce(v.intended_use, d.unassigned) as intended_use,
    coalesce(e.endpoint_status = 'InService', false) as production,
    coalesce(m.tier, 3) as tier,
    coalesce(m.tier_reason, 'Watches what no version explains') as tier_reason
from monitoring_schedule as n
cross join fallback as d
left join endpoint_now as e
    on e.account_id = n.account_id and e.region = n.region and e.endpoint_name = n.endpoint_name
left join endpoint_served as s on s.endpoint_arn = e.asset
left join model_version as v on v.model_version_arn = s.model_version_arn
left join materiality as m on m.model_version_arn = s.model_version_arn
union all
select
    p.pipeline_arn as asset,
    'pipeline' as asset_kind,
    p.pipeline_name as asset_name,
    p.account_id,
    p.region,
    cast(null as varchar) as model_group,
    cast(null as bigint) as version,
    p.business_unit,
    p.team,
    p.owner,
    d.unassigned as environment,
    d.unassigned as intended_use,
    false as production,
    4 as tier,
    'A pipeline has no tier of its own' as tier_reason
from pipeline as p
cross join fallback as d
