-- title = "The most important models do not all hang on one dataset"
-- group = "concentration"
-- severity = "medium"
-- version = 2
-- asset = "dataset"
-- why = "An error in data that many models learnt from is an error in all of them, and it is found in none by comparing them with each other. SR 26-2 asks for an inventory that shows such dependencies."
-- remedy = "Whoever owns the data lets it be checked as a model is: with quality rules, versions and somebody who answers for it. The owners of the models are told of every change."
-- settle = "Let modelgov read endpoints, training jobs and model packages in every account, and run a full collection: the tier of each model group follows from that."
-- reads = ["Search:ModelPackage", "Search:Endpoint", "Search:TrainingJob"]
-- [parameters]
-- models = { default = 3, meaning = "Model groups of the highest tier that may have learnt from one place of data." }
-- [evidence]
-- critical_models = "Model groups of the highest tier with a serving version that learnt from it."
-- models = "All model groups with a serving version that learnt from it."
-- example = "One of these model groups, of the highest tier where there is one."
with learnt as (
    select
        l.source_asset as dataset,
        v.account_id,
        v.region,
        v.model_group,
        min(g.tier) as tier
    from model_version as v
    inner join version_training as t on t.model_version_arn = v.model_version_arn
    inner join lineage_said as l
        on l.how = 'training_job' and l.source_type = 'DataSet' and l.destination_asset = t.training_job_arn
    left join governed as g on g.asset = v.model_version_arn
    where v.production
    group by l.source_asset, v.account_id, v.region, v.model_group
),

counted as (
    select
        l.dataset,
        count(*) as models,
        count(*) filter (where l.tier = 1) as critical_models,
        count(*) filter (where l.tier is null) as without_tier,
        min_by(l.model_group, coalesce(l.tier, 9)) as example
    from learnt as l
    group by l.dataset
)

select
    'dataset:' || c.dataset as asset,
    'all' as account_id,
    'all' as region,
    case
        when c.critical_models > :models then 'fail'
        when c.critical_models + c.without_tier > :models then 'unknown'
        else 'pass'
    end as status,
    case
        when c.critical_models > :models
            then cast(c.critical_models as varchar) || ' model groups of the highest tier learnt from this data; '
            || cast(:models as varchar) || ' are allowed.'
        when c.critical_models + c.without_tier > :models
            then cast(c.critical_models as varchar) || ' model groups of the highest tier learnt from this data, and of '
            || cast(c.without_tier as varchar) || ' more the tier is not known; ' || cast(:models as varchar)
            || ' are allowed.'
        else cast(c.critical_models as varchar) || ' model groups of the highest tier learnt from this data; '
            || cast(:models as varchar) || ' are allowed.'
    end as reason,
    c.critical_models,
    c.models,
    c.example
from counted as c
