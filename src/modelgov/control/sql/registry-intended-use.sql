-- title = "Every approved or serving version says what it is for"
-- group = "registry"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "model_version"
-- why = "A model is fit for a purpose, never in general. Where nothing says what it was approved for, nobody can see that it is used for something else, and no rule that depends on its use can be applied."
-- remedy = "The owner writes the use into the version's model card (intended_uses) in the console, Models, Model groups, the version, or tags the group: `aws sagemaker add-tags --resource-arn <group> --tags Key=intended-use,Value=<use>`. A prototype, neither approved nor serving, needs none."
-- settle = "Let modelgov read the model packages and model groups there in full (Search), and run a full collection."
-- reads = ["Search:ModelPackage", "Search:ModelPackageGroup"]
-- [parameters]
-- characters = { default = 10, meaning = "The fewest characters that say what a model is for." }
with judged as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.intended_use,
        v.intended_use_source,
        v.owner,
        v.team,
        v.approval_status,
        v.production,
        trim(v.intended_use) as text,
        replace(lower(trim(v.intended_use)), ' ', '') as folded
    from model_version as v
    where v.approval_status = 'Approved' or v.production
)

select
    j.model_version_arn as asset,
    j.account_id,
    j.region,
    case
        when j.intended_use_source is null then 'unknown'
        when j.intended_use_source = 'none' then 'fail'
        when length(j.text) < :characters or j.folded like 'tbd%' or j.folded like 'todo%'
            or j.folded like 'loremipsum%' then 'fail'
        else 'pass'
    end as status,
    case
        when j.intended_use_source is null then 'Where its use would be said was not seen.'
        when j.intended_use_source = 'none' then 'Nothing says what it is for.'
        when length(j.text) < :characters or j.folded like 'tbd%' or j.folded like 'todo%'
            or j.folded like 'loremipsum%' then 'What it is for is only said as "' || j.text || '".'
        else 'It says what it is for.'
    end as reason,
    j.intended_use,
    j.intended_use_source,
    j.approval_status,
    j.production,
    j.owner,
    j.team
from judged as j
