-- title = "The most important models do not all hang on one image"
-- group = "concentration"
-- severity = "low"
-- version = 2
-- asset = "image"
-- why = "A fault, a vulnerability or a withdrawn licence in one container image strikes every model that runs it at the same time. SR 26-2 asks for an inventory that shows such dependencies."
-- remedy = "The platform team keeps a plan for replacing this image everywhere within days, and tests it; teams of the most important models pin a digest and do not all move to a new one together."
-- settle = "Let modelgov read endpoints and model packages in every account, and run a full collection: the tier of each model group follows from that."
-- reads = ["Search:ModelPackage", "Search:Endpoint"]
-- [parameters]
-- models = { default = 5, meaning = "Model groups of the highest tier that may serve from one image." }
-- [evidence]
-- critical_models = "Model groups of the highest tier with a serving version that runs the image."
-- models = "All model groups with a serving version that runs the image."
-- example = "One of these model groups, of the highest tier where there is one."
with run as (
    select
        coalesce(v.image_digest, v.image) as used,
        v.account_id,
        v.region,
        v.model_group,
        min(v.image) as image,
        min(g.tier) as tier
    from model_version as v
    left join governed as g on g.asset = v.model_version_arn
    where v.production and coalesce(v.image_digest, v.image) is not null
    group by coalesce(v.image_digest, v.image), v.account_id, v.region, v.model_group
),

counted as (
    select
        r.used,
        min(r.image) as image,
        count(*) as models,
        count(*) filter (where r.tier = 1) as critical_models,
        count(*) filter (where r.tier is null) as without_tier,
        min_by(r.model_group, coalesce(r.tier, 9)) as example
    from run as r
    group by r.used
)

select
    'image:' || c.used as asset,
    'all' as account_id,
    'all' as region,
    case
        when c.critical_models > :models then 'fail'
        when c.critical_models + c.without_tier > :models then 'unknown'
        else 'pass'
    end as status,
    case
        when c.critical_models > :models
            then cast(c.critical_models as varchar) || ' model groups of the highest tier serve from this image; '
            || cast(:models as varchar) || ' are allowed.'
        when c.critical_models + c.without_tier > :models
            then cast(c.critical_models as varchar) || ' model groups of the highest tier serve from this image, and of '
            || cast(c.without_tier as varchar) || ' more the tier is not known; ' || cast(:models as varchar)
            || ' are allowed.'
        else cast(c.critical_models as varchar) || ' model groups of the highest tier serve from this image; '
            || cast(:models as varchar) || ' are allowed.'
    end as reason,
    c.image,
    c.critical_models,
    c.models,
    c.example
from counted as c
