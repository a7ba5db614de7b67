-- title = "Every model group has a description"
-- group = "registry"
-- severity = "low"
-- version = 2
-- asset = "model_group"
-- why = "The name alone does not tell a reader what a model does. Without a description nobody outside its team can find it, judge it, or see that two teams build the same."
-- remedy = "The owner describes the model in its card and has this finding waived, or creates the group anew with a description: SageMaker cannot change the description of a group that exists. The pipeline that creates groups sets one for each new group. In AWS: `aws sagemaker create-model-package-group --model-package-group-description`."
-- settle = "Let modelgov read the model groups there in full (Search), and run a full collection."
-- reads = ["Search:ModelPackageGroup"]
-- since = { created_at = "Model group created" }
-- [parameters]
-- characters = { default = 15, meaning = "The fewest characters that describe anything." }
-- [evidence]
-- described_characters = "How many characters the description has, blanks around it left out."
-- description = "The description, as it stands."
with told as (
    select
        m.model_group_arn,
        m.account_id,
        m.region,
        m.model_group,
        m.description,
        m.owner,
        m.team,
        m.versions,
        m.created_at,
        trim(m.description) as text,
        replace(replace(replace(lower(trim(m.description)), ' ', ''), '-', ''), '_', '') as folded,
        replace(replace(lower(m.model_group), '-', ''), '_', '') as folded_name
    from model_group as m
)

select
    t.model_group_arn as asset,
    t.account_id,
    t.region,
    case
        when t.text is null then 'unknown'
        when length(t.text) < :characters then 'fail'
        when t.folded = t.folded_name then 'fail'
        when t.folded like 'tbd%' or t.folded like 'todo%' or t.folded like 'loremipsum%' or t.folded like 'nodescription%'
            or t.folded like 'addadescription%' or t.folded like 'descriptiontobe%' then 'fail'
        else 'pass'
    end as status,
    case
        when t.text is null then 'Its description was not seen.'
        when t.text = '' then 'It has no description.'
        when t.folded = t.folded_name then 'Its description only repeats its name.'
        when length(t.text) < :characters then 'Its description is only "' || t.text || '": '
            || cast(length(t.text) as varchar) || ' characters, and ' || cast(:characters as varchar) || ' are needed.'
        when t.folded like 'tbd%' or t.folded like 'todo%' or t.folded like 'loremipsum%' or t.folded like 'nodescription%'
            or t.folded like 'addadescription%' or t.folded like 'descriptiontobe%'
            then 'Its description is a placeholder: "' || t.text || '".'
        else 'It is described.'
    end as reason,
    t.description,
    cast(length(t.text) as bigint) as described_characters,
    t.owner,
    t.team,
    t.versions,
    t.created_at
from told as t
