-- title = "The model card of every approved or serving version is approved"
-- group = "documentation"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 1
-- asset = "model_version"
-- why = "A draft is nobody's word. Only a card that somebody approved may be relied on when a model is validated, audited or taken over."
-- remedy = "The model risk officer reads the card and approves it: SageMaker console, Governance, Model cards, or `aws sagemaker update-model-card --model-card-status Approved`; for the card of a version, `aws sagemaker update-model-package --model-card ModelCardStatus=Approved`. A version without a card is a matter of documentation-card-complete; a prototype needs none."
-- settle = "Let modelgov list the model cards there (ListModelCards) and read the model packages, and run a full collection."
-- reads = ["Search:ModelPackage", "ListModelCards"]
-- since = { card_written_at = "Card last written" }
with judged as (
    select
        v.model_version_arn,
        v.owner,
        v.team,
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
        when coalesce(c.card_status, '') = '' then 'unknown'
        when c.card_status = 'Approved' then 'pass'
        else 'fail'
    end as status,
    case
        when coalesce(c.card_status, '') = '' then 'The status of its card was not seen.'
        when c.card_status = 'Approved' then 'Its card is approved.'
        when c.card_status = 'Draft' then 'Its card is still a draft.'
        when c.card_status = 'PendingReview' then 'Its card waits for review.'
        when c.card_status = 'Archived' then 'Its card is archived.'
        else 'Its card has the status ' || c.card_status || '.'
    end as reason,
    c.card_status,
    c.card_source,
    c.card_name,
    c.card_written_at,
    j.approval_status,
    j.production,
    j.owner,
    j.team
from version_card as c
inner join judged as j on j.model_version_arn = c.model_version_arn
where c.card_source <> 'none'
