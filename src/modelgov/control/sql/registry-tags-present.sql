-- title = "Every model group says its owner, team, business unit, environment and intended use"
-- group = "registry"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "model_group"
-- why = "Without these five facts nobody can be asked about a model, it is missing from every report by unit or team, and nobody can tell whether it is used for what it was made for."
-- remedy = "The owner adds the missing tags to the model package group: SageMaker console, Models, Model groups, Tags, or `aws sagemaker add-tags --resource-arn <group> --tags Key=owner,Value=<address>`. Versions cannot carry tags; their group does."
-- settle = "Let modelgov read the model groups there with their tags (Search), and run a full collection."
-- reads = ["Search:ModelPackageGroup"]
-- [parameters]
-- inherited = { default = 1, tier_1 = 0, meaning = "1 counts what the account's and its units' tags say; 0 asks for tags on the group itself." }
-- [evidence]
-- missing = "Facts that nothing says."
-- missing_count = "How many of the five facts are missing."
with said as (
    select
        f.account_id,
        f.region,
        f.model_group,
        max(case when f.fact = 'owner' then 1 else 0 end) as any_owner,
        max(case when f.fact = 'team' then 1 else 0 end) as any_team,
        max(case when f.fact = 'business_unit' then 1 else 0 end) as any_unit,
        max(case when f.fact = 'environment' then 1 else 0 end) as any_environment,
        max(case when f.fact = 'intended_use' then 1 else 0 end) as any_use,
        max(case when f.fact = 'owner' and f.origin = 'group tag' then 1 else 0 end) as own_owner,
        max(case when f.fact = 'team' and f.origin = 'group tag' then 1 else 0 end) as own_team,
        max(case when f.fact = 'business_unit' and f.origin = 'group tag' then 1 else 0 end) as own_unit,
        max(case when f.fact = 'environment' and f.origin = 'group tag' then 1 else 0 end) as own_environment,
        max(case when f.fact = 'intended_use' and f.origin = 'group tag' then 1 else 0 end) as own_use
    from group_fact as f
    group by f.account_id, f.region, f.model_group
),

counted as (
    select
        m.model_group_arn,
        m.account_id,
        m.region,
        m.owner,
        m.team,
        m.business_unit,
        m.environment,
        m.intended_use,
        case when :inherited = 1 then coalesce(s.any_owner, 0) else coalesce(s.own_owner, 0) end as has_owner,
        case when :inherited = 1 then coalesce(s.any_team, 0) else coalesce(s.own_team, 0) end as has_team,
        case when :inherited = 1 then coalesce(s.any_unit, 0) else coalesce(s.own_unit, 0) end as has_unit,
        case
            when :inherited = 1 then coalesce(s.any_environment, 0)
            else coalesce(s.own_environment, 0)
        end as has_environment,
        case when :inherited = 1 then coalesce(s.any_use, 0) else coalesce(s.own_use, 0) end as has_use
    from model_group as m
    inner join governed as g on g.asset = m.model_group_arn
    left join said as s
        on s.account_id = m.account_id and s.region = m.region and s.model_group = m.model_group
),

listed as (
    select
        c.model_group_arn,
        c.account_id,
        c.region,
        c.owner,
        c.team,
        c.business_unit,
        c.environment,
        c.intended_use,
        5 - c.has_owner - c.has_team - c.has_unit - c.has_environment - c.has_use as missing_count,
        substr(
            case when c.has_owner = 0 then ', owner' else '' end
            || case when c.has_team = 0 then ', team' else '' end
            || case when c.has_unit = 0 then ', business unit' else '' end
            || case when c.has_environment = 0 then ', environment' else '' end
            || case when c.has_use = 0 then ', intended use' else '' end,
            3
        ) as missing
    from counted as c
)

select
    l.model_group_arn as asset,
    l.account_id,
    l.region,
    case when l.missing_count = 0 then 'pass' else 'fail' end as status,
    case
        when l.missing_count = 0 then 'All five facts are said.'
        else 'No tag says: ' || l.missing || '.'
    end as reason,
    l.owner,
    l.team,
    l.business_unit,
    l.environment,
    l.intended_use,
    l.missing,
    l.missing_count
from listed as l
