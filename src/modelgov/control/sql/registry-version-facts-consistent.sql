-- title = "An approved version does not contradict its group"
-- group = "registry"
-- severity = "medium"
-- version = 1
-- asset = "model_version"
-- why = "A version's own properties and card overrule its group's tags. Where they name another owner, team or unit, the wrong person is asked to decide, and the version leaves the reports of the unit that answers for it."
-- remedy = "The owner finds out which is right. A wrong property goes with `aws sagemaker update-model-package --customer-metadata-properties-to-remove owner`; a wrong card is corrected in the console, Models, Model groups, the version; a wrong group tag with `aws sagemaker add-tags`."
-- settle = "Let modelgov read the model packages and model groups there in full (Search), and run a full collection."
-- reads = ["Search:ModelPackage", "Search:ModelPackageGroup"]
-- [evidence]
-- contradicting = "Facts on which the version and its group differ: what the version says, then what the group says."
-- contradicting_count = "On how many facts they differ."
-- compared = "Facts that both say."
with judged as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.model_group,
        v.owner,
        v.owner_source,
        v.team,
        v.team_source,
        v.business_unit,
        v.business_unit_source,
        v.environment,
        v.environment_source
    from model_version as v
    where v.approval_status = 'Approved' or v.production
),

own as (
    select
        f.asset,
        f.fact,
        f.value as own_value,
        case f.fact
            when 'owner' then e.owner
            when 'team' then e.team
            when 'business_unit' then e.business_unit
            when 'environment' then e.environment
        end as group_value
    from version_fact as f
    inner join judged as j on j.model_version_arn = f.asset
    inner join group_effective as e
        on e.account_id = f.account_id and e.region = f.region and e.model_group = f.model_group
    where
        f.origin in ('version property', 'model card')
        and f.fact in ('owner', 'team', 'business_unit', 'environment')
        -- An owner of the account or the unit is not the group's: a version may name another.
        and (f.fact <> 'owner' or e.owner_source = 'group tag')
        and (f.fact <> 'team' or e.team_source = 'group tag')
),

compared as (
    select
        o.asset,
        o.fact,
        o.own_value,
        o.group_value,
        replace(replace(replace(lower(trim(o.own_value)), ' ', ''), '-', ''), '_', '')
        <> replace(replace(replace(lower(trim(o.group_value)), ' ', ''), '-', ''), '_', '') as differs
    from own as o
    where o.group_value is not null
),

counted as (
    select
        c.asset,
        count(distinct c.fact) as compared,
        count(distinct case when c.differs then c.fact end) as contradicting_count,
        max(case when c.fact = 'owner' and c.differs then c.own_value || ' or ' || c.group_value end) as owner_said,
        max(case when c.fact = 'team' and c.differs then c.own_value || ' or ' || c.group_value end) as team_said,
        max(case when c.fact = 'business_unit' and c.differs then c.own_value || ' or ' || c.group_value end)
            as unit_said,
        max(case when c.fact = 'environment' and c.differs then c.own_value || ' or ' || c.group_value end)
            as environment_said
    from compared as c
    group by c.asset
),

listed as (
    select
        n.asset,
        n.compared,
        n.contradicting_count,
        substr(
            coalesce(', owner ' || n.owner_said, '') || coalesce(', team ' || n.team_said, '')
            || coalesce(', business unit ' || n.unit_said, '')
            || coalesce(', environment ' || n.environment_said, ''),
            3
        ) as contradicting
    from counted as n
)

select
    j.model_version_arn as asset,
    j.account_id,
    j.region,
    case when l.contradicting_count = 0 then 'pass' else 'fail' end as status,
    case
        when l.contradicting_count = 0 then 'What it says of itself agrees with its group.'
        else 'It contradicts its group: ' || l.contradicting || '.'
    end as reason,
    l.contradicting,
    l.contradicting_count,
    l.compared,
    j.owner,
    j.owner_source,
    j.team,
    j.team_source,
    j.business_unit,
    j.business_unit_source,
    j.environment,
    j.environment_source
from judged as j
inner join listed as l on l.asset = j.model_version_arn
