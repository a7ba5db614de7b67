-- title = "Tags of model groups are spelt in the one agreed key"
-- group = "registry"
-- severity = "low"
-- version = 1
-- asset = "model_group"
-- why = "AWS compares tag keys letter by letter: a policy, a bill or a report that asks for `owner` does not see `Owner` or `model_owner`. modelgov understands the common spellings; AWS's own tools do not."
-- remedy = "The owner tags the group again with the agreed key and removes the other. Which key is agreed is the first of each list in the setting `spellings`. In AWS: `aws sagemaker add-tags`, then `aws sagemaker delete-tags`; a tag policy in AWS Organizations keeps new groups from drifting."
-- settle = "Let modelgov read the model groups there with their tags (Search), and run a full collection."
-- reads = ["Search:ModelPackageGroup"]
-- [evidence]
-- misspelt = "Keys that are not the agreed one, each with the agreed one."
-- misspelt_count = "How many keys are not the agreed one."
-- fact_tags = "Tags of the group that say one of the five facts."
with tag as (
    select
        f.account_id,
        f.region,
        f.model_group,
        count(*) as fact_tags,
        count(*) filter (where f.spelt <> f.canonical) as misspelt_count,
        max(case when f.fact = 'owner' and f.spelt <> f.canonical then f.spelt || ' for ' || f.canonical end)
            as owner_tag,
        max(case when f.fact = 'team' and f.spelt <> f.canonical then f.spelt || ' for ' || f.canonical end)
            as team_tag,
        max(case when f.fact = 'business_unit' and f.spelt <> f.canonical then f.spelt || ' for ' || f.canonical end)
            as unit_tag,
        max(case when f.fact = 'environment' and f.spelt <> f.canonical then f.spelt || ' for ' || f.canonical end)
            as environment_tag,
        max(case when f.fact = 'intended_use' and f.spelt <> f.canonical then f.spelt || ' for ' || f.canonical end)
            as use_tag
    from group_fact as f
    where f.origin = 'group tag'
    group by f.account_id, f.region, f.model_group
),

listed as (
    select
        m.model_group_arn,
        m.account_id,
        m.region,
        m.owner,
        m.team,
        t.fact_tags,
        t.misspelt_count,
        substr(
            coalesce(', ' || t.owner_tag, '') || coalesce(', ' || t.team_tag, '') || coalesce(', ' || t.unit_tag, '')
            || coalesce(', ' || t.environment_tag, '') || coalesce(', ' || t.use_tag, ''),
            3
        ) as misspelt
    from model_group as m
    inner join tag as t
        on t.account_id = m.account_id and t.region = m.region and t.model_group = m.model_group
)

select
    l.model_group_arn as asset,
    l.account_id,
    l.region,
    case when l.misspelt_count = 0 then 'pass' else 'fail' end as status,
    case
        when l.misspelt_count = 0 then 'Every tag that says a fact is spelt as agreed.'
        else 'Tags are not spelt as agreed: ' || l.misspelt || '.'
    end as reason,
    l.owner,
    l.team,
    l.misspelt,
    l.misspelt_count,
    l.fact_tags
from listed as l
