-- title = "Every model group says what it is for"
-- group = "registry"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 1
-- asset = "model_group"
-- why = "A name alone does not tell an auditor, a successor or an incident responder what a model does. Without a description nobody outside the team can judge whether its use is still the one that was approved."
-- remedy = "Write two or three sentences into the description of the model package group: what the model predicts, for whom, and on which data. SageMaker cannot change the description of a group: create the group anew, or describe it in the model card."
-- reads = ["Search:ModelPackageGroup"]
select
    m.model_group_arn as asset,
    m.account_id,
    m.region,
    case
        when length(trim(m.description)) < 10 then 'fail'
        when lower(trim(m.description)) in ('to be defined', 'description', 'placeholder', 'not available') then 'fail'
        when m.description is null then 'unknown'
        else 'pass'
    end as status,
    case
        when m.description is null then 'The description was not seen.'
        when trim(m.description) = '' then 'It has no description.'
        when length(trim(m.description)) < 10 then 'Its description, "' || trim(m.description) || '", says nothing.'
        when lower(trim(m.description)) in ('to be defined', 'description', 'placeholder', 'not available')
            then 'Its description, "' || trim(m.description) || '", is a placeholder.'
        else 'It has a description.'
    end as reason,
    m.description,
    m.owner,
    m.versions,
    m.created_at
from model_group as m
