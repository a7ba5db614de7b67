-- title = "Every approved or serving version has a risk rating"
-- group = "documentation"
-- severity = "medium"
-- version = 1
-- asset = "model_version"
-- why = "How often a model is validated, who may approve it and how closely it is watched all follow from its risk. A model without a rating is treated as harmless by default, which nobody decided."
-- remedy = "The model risk officer rates the model with its owner and writes High, Medium or Low into the card (intended_uses.risk_rating): SageMaker console, Models, Model groups, the version, Model card. Unknown is no rating. A prototype, neither approved nor serving, needs none."
-- settle = "Let modelgov list and read the model cards there (ListModelCards), and run a full collection, so that it is known whether the version has one."
-- reads = ["Search:ModelPackage", "ListModelCards"]
-- absence = ["ListModelCards"]
with judged as (
    select
        v.model_version_arn,
        v.owner,
        v.team,
        v.business_unit,
        v.intended_use,
        v.approval_status,
        v.production
    from model_version as v
    where v.approval_status = 'Approved' or v.production
)

select
    c.model_version_arn as asset,
    c.account_id,
    c.region,
    case
        when c.card_source is null then 'unknown'
        when lower(trim(c.card_risk)) in ('low', 'medium', 'high', 'critical') then 'pass'
        else 'fail'
    end as status,
    case
        when c.card_source is null then 'Whether it has a card was not seen.'
        when c.card_source = 'none' then 'It has no card, and so no risk rating.'
        when coalesce(trim(c.card_risk), '') = '' then 'Its card gives no risk rating.'
        when lower(trim(c.card_risk)) in ('low', 'medium', 'high', 'critical') then 'Its risk is rated.'
        else 'Its card rates its risk as "' || c.card_risk || '", which is no rating.'
    end as reason,
    c.card_risk,
    c.card_source,
    c.card_name,
    c.card_status,
    j.intended_use,
    j.approval_status,
    j.production,
    j.owner,
    j.team,
    j.business_unit
from version_card as c
inner join judged as j on j.model_version_arn = c.model_version_arn
