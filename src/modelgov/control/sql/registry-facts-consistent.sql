-- title = "The tags of a model group, its account and its units do not contradict each other"
-- group = "registry"
-- severity = "medium"
-- version = 1
-- asset = "model_group"
-- why = "Where two sources name different units, environments or owners, a report shows one of them and may show the wrong one: costs land with the wrong unit and rules for production do not reach a model that is in it."
-- remedy = "The owner decides which value is right and corrects the tag that is wrong: the group's with `aws sagemaker add-tags`, the account's or unit's with `aws organizations tag-resource`. An owner or a team may differ from the account's; two tags of the group itself may not."
-- settle = "Let modelgov read the model groups there with their tags (Search), and run a full collection."
-- reads = ["Search:ModelPackageGroup"]
-- [evidence]
-- contradicting = "Facts on which sources differ, with what they say."
-- contradicting_count = "On how many facts sources differ."
with statement as (
    select
        f.account_id,
        f.region,
        f.model_group,
        f.fact,
        f.value,
        replace(replace(replace(lower(trim(f.value)), ' ', ''), '-', ''), '_', '') as folded
    from group_fact as f
    where f.fact in ('business_unit', 'environment') or f.origin = 'group tag'
),

fact_said as (
    select
        s.account_id,
        s.region,
        s.model_group,
        s.fact,
        count(distinct s.folded) as meanings,
        min(s.value) as one_value,
        max(s.value) as other_value
    from statement as s
    group by s.account_id, s.region, s.model_group, s.fact
),

judged as (
    select
        d.account_id,
        d.region,
        d.model_group,
        count(*) filter (where d.meanings > 1) as contradicting_count,
        max(case when d.fact = 'owner' and d.meanings > 1 then d.one_value || ' or ' || d.other_value end) as owner_said,
        max(case when d.fact = 'team' and d.meanings > 1 then d.one_value || ' or ' || d.other_value end) as team_said,
        max(case when d.fact = 'business_unit' and d.meanings > 1 then d.one_value || ' or ' || d.other_value end)
            as unit_said,
        max(case when d.fact = 'environment' and d.meanings > 1 then d.one_value || ' or ' || d.other_value end)
            as environment_said,
        max(case when d.fact = 'intended_use' and d.meanings > 1 then d.one_value || ' or ' || d.other_value end)
            as use_said
    from fact_said as d
    group by d.account_id, d.region, d.model_group
),

listed as (
    select
        m.model_group_arn,
        m.account_id,
        m.region,
        m.owner,
        m.owner_source,
        m.team,
        m.team_source,
        m.business_unit,
        m.business_unit_source,
        m.environment,
        m.environment_source,
        j.contradicting_count,
        substr(
            coalesce(', owner ' || j.owner_said, '') || coalesce(', team ' || j.team_said, '')
            || coalesce(', business unit ' || j.unit_said, '')
            || coalesce(', environment ' || j.environment_said, '')
            || coalesce(', intended use ' || j.use_said, ''),
            3
        ) as contradicting
    from model_group as m
    inner join judged as j
        on j.account_id = m.account_id and j.region = m.region and j.model_group = m.model_group
)

select
    l.model_group_arn as asset,
    l.account_id,
    l.region,
    case when l.contradicting_count = 0 then 'pass' else 'fail' end as status,
    case
        when l.contradicting_count = 0 then 'What its sources say agrees.'
        else 'Sources contradict each other: ' || l.contradicting || '.'
    end as reason,
    l.contradicting,
    l.contradicting_count,
    l.owner,
    l.owner_source,
    l.team,
    l.team_source,
    l.business_unit,
    l.business_unit_source,
    l.environment,
    l.environment_source
from listed as l
