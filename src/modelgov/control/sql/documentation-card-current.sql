-- title = "The model card is not older than the version that it documents"
-- group = "documentation"
-- severity = "medium"
-- version = 2
-- asset = "model_version"
-- why = "A card that was written for an earlier version describes other data, other results and other limits. Whoever relies on it judges a model that no longer serves."
-- remedy = "The owner writes the card again for this version: SageMaker console, Governance, Model cards, Create new version, or puts it on the version itself with `aws sagemaker update-model-package --model-card`. A card that is part of the version came with it; a version without a card is a matter of documentation-card-complete; a prototype needs none."
-- settle = "Let modelgov list the model cards there (ListModelCards) and read the model packages, so that it is known when the card was written and the version registered."
-- reads = ["Search:ModelPackage", "ListModelCards"]
-- absence = ["ListModelCards"]
-- since = { card_written_at = "Card last written" }
-- [parameters]
-- days = { default = 30, tier_1 = 0, meaning = "Days by which a card may be older than the version." }
-- [evidence]
-- days_older = "Days by which the card is older than the version; negative when it is newer."
with judged as (
    select
        v.model_version_arn,
        v.registered_at,
        v.owner,
        v.team,
        v.approval_status,
        v.production
    from model_version as v
    where v.approval_status = 'Approved' or v.production
),

compared as (
    select
        c.model_version_arn,
        c.account_id,
        c.region,
        c.card_source,
        c.card_name,
        c.card_written_at,
        j.registered_at,
        j.owner,
        j.team,
        j.approval_status,
        j.production,
        date_diff('day', cast(c.card_written_at as date), cast(j.registered_at as date)) as days_older
    from version_card as c
    inner join judged as j on j.model_version_arn = c.model_version_arn
    where c.card_source <> 'none'
)

select
    d.model_version_arn as asset,
    d.account_id,
    d.region,
    case
        when d.card_source = 'version' then 'pass'
        when d.days_older is null then 'unknown'
        when d.days_older > :days then 'fail'
        else 'pass'
    end as status,
    case
        when d.card_source = 'version' then 'Its card is part of it.'
        when d.days_older is null then 'When its card was written, or it was registered, was not seen.'
        when d.days_older > :days
            then 'Its card was written on ' || cast(cast(d.card_written_at as date) as varchar)
            || ', and it was registered on ' || cast(cast(d.registered_at as date) as varchar) || ', '
            || cast(d.days_older as varchar) || ' days later; ' || cast(:days as varchar) || ' are allowed.'
        else 'Its card is new enough.'
    end as reason,
    d.card_source,
    d.card_name,
    d.card_written_at,
    d.registered_at,
    d.days_older,
    d.approval_status,
    d.production,
    d.owner,
    d.team
from compared as d
inner join governed as g on g.asset = d.model_version_arn
