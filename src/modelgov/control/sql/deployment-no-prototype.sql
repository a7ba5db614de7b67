-- title = "A production account keeps no prototypes"
-- group = "deployment"
-- severity = "low"
-- version = 2
-- asset = "model_group"
-- why = "A group in a production account of which no version was ever approved or serves is an experiment beside live data and live customers: it costs, it has rights that it does not need, and one mistake deploys it."
-- remedy = "The owner moves the experiment to a development account, has a version approved, or deletes the group with its versions. A registry that all accounts share is no prototype: waive it. In AWS: `aws sagemaker delete-model-package`, then `aws sagemaker delete-model-package-group`."
-- settle = "Tag the account, or its unit in AWS Organizations, with its environment, and let modelgov read when the group was created."
-- reads = ["Search:ModelPackageGroup", "Search:ModelPackage", "Search:Endpoint"]
-- absence = ["Search:ModelPackage", "Search:Endpoint"]
-- since = { created_at = "Model group created", latest_registered_at = "Newest version registered" }
-- [parameters]
-- days = { default = 90, meaning = "Days that a new group may take until one of its versions is approved." }
-- [evidence]
-- account_environment = "Environment that the account's tags or its units' say, else the group's."
with placed as (
    select
        m.model_group_arn,
        m.account_id,
        m.region,
        m.versions,
        m.approved,
        m.pending,
        m.rejected,
        m.production,
        m.latest_registered_at,
        m.created_at,
        m.owner,
        m.team,
        case
            when a.environment_source <> 'none' then a.environment
            when m.environment_source <> 'none' then m.environment
        end as account_environment
    from model_group as m
    left join account as a on a.account_id = m.account_id
    where m.versions > 0
),

judged as (
    select
        p.model_group_arn,
        p.account_id,
        p.region,
        p.versions,
        p.approved,
        p.pending,
        p.rejected,
        p.production,
        p.latest_registered_at,
        p.created_at,
        p.owner,
        p.team,
        p.account_environment,
        p.approved > 0 or p.production > 0 as grown,
        date_diff('day', cast(p.created_at as date), cast(:now as date)) <= :days as young
    from placed as p
    where
        p.account_environment is null
        or lower(trim(p.account_environment)) in ('production', 'prod', 'prd', 'live')
)

select
    j.model_group_arn as asset,
    j.account_id,
    j.region,
    case
        when j.grown then 'pass'
        when j.account_environment is null or j.created_at is null then 'unknown'
        when j.young then 'pass'
        else 'fail'
    end as status,
    case
        when j.grown then 'A version of it is approved or serves.'
        when j.account_environment is null then 'It is a prototype; whether its account is in production is said nowhere.'
        when j.created_at is null then 'It is a prototype; since when was not seen.'
        when j.young then 'It is a prototype, and new.'
        else case
            when j.versions = 1 then 'Its only version is neither approved nor serving'
            else 'None of its ' || cast(j.versions as varchar) || ' versions is approved or serves'
        end || ', and it is there since '
            || cast(cast(j.created_at as date) as varchar) || '; ' || cast(:days as varchar) || ' days are allowed.'
    end as reason,
    j.account_environment,
    j.versions,
    j.approved,
    j.pending,
    j.rejected,
    j.created_at,
    j.latest_registered_at,
    j.owner,
    j.team
from judged as j
