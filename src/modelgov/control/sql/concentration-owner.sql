-- title = "Production models do not all hang on one person"
-- group = "concentration"
-- severity = "medium"
-- version = 2
-- asset = "owner"
-- why = "When one person answers for many models that serve, a holiday or a resignation leaves all of them without anybody who knows them. Supervisors ask for such dependencies."
-- remedy = "Whoever the owner reports to names a second owner for the most important models, or gives a part of them to others (tag of the model group), and lets the knowledge be written into the model cards."
-- settle = "Let modelgov read endpoints, model groups and model packages in every account, and run a full collection: the tier of each model group follows from that."
-- reads = ["Search:ModelPackage", "Search:ModelPackageGroup", "Search:Endpoint"]
-- [parameters]
-- models = { default = 20, meaning = "Model groups with a serving version that one owner may have." }
-- critical_models = { default = 5, meaning = "Model groups of the highest tier with a serving version that one owner may have." }
-- [evidence]
-- models = "Model groups of the owner with a serving version."
-- critical_models = "Those of them with a serving version of the highest tier."
-- example = "One of these model groups, of the highest tier where there is one."
with owned as (
    select
        lower(trim(v.owner)) as owner,
        v.account_id,
        v.region,
        v.model_group,
        min(g.tier) as tier
    from model_version as v
    left join governed as g on g.asset = v.model_version_arn
    where v.production and v.owner_source <> 'none' and trim(v.owner) <> ''
    group by lower(trim(v.owner)), v.account_id, v.region, v.model_group
),

counted as (
    select
        o.owner,
        count(*) as models,
        count(*) filter (where o.tier = 1) as critical_models,
        count(*) filter (where o.tier is null) as without_tier,
        min_by(o.model_group, coalesce(o.tier, 9)) as example
    from owned as o
    group by o.owner
)

select
    'owner:' || c.owner as asset,
    'all' as account_id,
    'all' as region,
    case
        when c.models > :models or c.critical_models > :critical_models then 'fail'
        when c.critical_models + c.without_tier > :critical_models then 'unknown'
        else 'pass'
    end as status,
    case
        when c.models > :models
            then 'One owner answers for ' || cast(c.models as varchar) || ' model groups that serve, '
            || cast(c.critical_models as varchar) || ' of them of the highest tier; ' || cast(:models as varchar)
            || ' are allowed, and ' || cast(:critical_models as varchar) || ' of the highest tier.'
        when c.critical_models > :critical_models
            then 'One owner answers for ' || cast(c.critical_models as varchar)
            || ' model groups of the highest tier that serve; ' || cast(:critical_models as varchar) || ' are allowed.'
        when c.critical_models + c.without_tier > :critical_models
            then 'One owner answers for ' || cast(c.critical_models as varchar)
            || ' model groups of the highest tier that serve, and of ' || cast(c.without_tier as varchar)
            || ' more the tier is not known; ' || cast(:critical_models as varchar) || ' are allowed.'
        else 'This owner does not answer for too many model groups that serve.'
    end as reason,
    c.owner,
    c.models,
    c.critical_models,
    c.example
from counted as c
