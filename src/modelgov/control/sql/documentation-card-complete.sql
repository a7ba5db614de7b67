-- title = "The model card of every approved or serving version is complete"
-- group = "documentation"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "model_version"
-- why = "The card is what a validator, an auditor and the next owner read. Without purpose, intended use, training, evaluation and known limits they cannot judge whether the model may do what it does."
-- remedy = "The owner fills in what is missing: SageMaker console, Models, Model groups, the version, Model card, or `aws sagemaker update-model-package --model-card`. TBD, n/a and the like count as empty. A prototype, neither approved nor serving, needs no card."
-- settle = "Let modelgov list and read the model cards there (ListModelCards), and run a full collection, so that it is known whether the version has one."
-- reads = ["Search:ModelPackage", "ListModelCards"]
-- absence = ["ListModelCards"]
-- [parameters]
-- score = { default = 60, tier_1 = 90, tier_2 = 75, meaning = "Points of 100 that a card must reach: evaluation 20, purpose 15, intended use 15, owner 10, risk rating 10, training 10, caveats 10, business unit 5, ethics 5." }
-- [evidence]
-- card_score = "Points of 100 that the card reaches."
-- score_needed = "Points that a card of this tier must reach."
-- card_missing = "What the card does not say."
with judged as (
    select
        v.model_version_arn,
        v.owner,
        v.team,
        v.approval_status,
        v.production
    from model_version as v
    where v.approval_status = 'Approved' or v.production
),

said as (
    select
        c.model_version_arn,
        c.account_id,
        c.region,
        c.card_source,
        c.card_name,
        c.card_status,
        j.owner,
        j.team,
        j.approval_status,
        j.production,
        case when lower(trim(coalesce(c.card_evaluation, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'none', 'unknown')
            then 0 else 20 end as evaluation,
        case when lower(trim(coalesce(c.card_purpose, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'none', 'unknown')
            then 0 else 15 end as purpose,
        case when lower(trim(coalesce(c.card_use, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'none', 'unknown')
            then 0 else 15 end as intended,
        case when lower(trim(coalesce(c.card_owner, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'none', 'unknown')
            then 0 else 10 end as owned,
        case when lower(trim(coalesce(c.card_risk, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'none', 'unknown')
            then 0 else 10 end as risk,
        case when lower(trim(coalesce(c.card_training, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'none', 'unknown')
            then 0 else 10 end as training,
        case when lower(trim(coalesce(c.card_caveats, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'unknown')
            then 0 else 10 end as caveats,
        case when lower(trim(coalesce(c.card_unit, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'none', 'unknown')
            then 0 else 5 end as unit,
        case when lower(trim(coalesce(c.card_ethics, ''))) in ('', '-', 'tbd', 'todo', 'n/a', 'na', 'unknown')
            then 0 else 5 end as ethics
    from version_card as c
    inner join judged as j on j.model_version_arn = c.model_version_arn
),

scored as (
    select
        s.model_version_arn,
        s.account_id,
        s.region,
        s.card_source,
        s.card_name,
        s.card_status,
        s.owner,
        s.team,
        s.approval_status,
        s.production,
        s.evaluation + s.purpose + s.intended + s.owned + s.risk + s.training + s.caveats + s.unit + s.ethics
            as card_score,
        :score as score_needed,
        substr(
            case when s.purpose = 0 then ', purpose' else '' end
            || case when s.intended = 0 then ', intended use' else '' end
            || case when s.owned = 0 then ', owner' else '' end
            || case when s.risk = 0 then ', risk rating' else '' end
            || case when s.unit = 0 then ', business unit' else '' end
            || case when s.training = 0 then ', training' else '' end
            || case when s.evaluation = 0 then ', evaluation' else '' end
            || case when s.ethics = 0 then ', ethics' else '' end
            || case when s.caveats = 0 then ', caveats' else '' end,
            3
        ) as card_missing
    from said as s
    inner join governed as g on g.asset = s.model_version_arn
)

select
    d.model_version_arn as asset,
    d.account_id,
    d.region,
    case when d.card_score >= d.score_needed then 'pass' else 'fail' end as status,
    case
        when d.card_source = 'none' then 'It has no model card.'
        when d.card_score >= d.score_needed then 'Its card says what it must.'
        else case d.card_source
            when 'version' then 'The card that is part of it'
            when 'card of the version' then 'The card ' || coalesce(d.card_name, 'without a name') || ', which names it,'
            else 'The card ' || coalesce(d.card_name, 'without a name') || ' of its group (it has none of its own)'
        end || ' reaches ' || cast(d.card_score as varchar) || ' of 100 points and must reach '
            || cast(d.score_needed as varchar) || '; it lacks: ' || d.card_missing || '.'
    end as reason,
    d.card_score,
    d.score_needed,
    d.card_missing,
    d.card_source,
    d.card_name,
    d.card_status,
    d.approval_status,
    d.production,
    d.owner,
    d.team
from scored as d
