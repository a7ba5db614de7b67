-- title = "Production models are reviewed in time"
-- group = "freshness"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 3
-- asset = "model_version"
-- why = "An approval holds for the world in which it was given. Without a new look after some time, nobody has confirmed that the model's use, its limits and its risks are still those that were approved."
-- remedy = "The model's owner and somebody who may approve models look at it again, and say so: a decision on the version in the registry, or a new version of its model card with the status Approved."
-- settle = "Let modelgov read CloudTrail in this account and the model cards (ListModelCards), or let somebody who may approve models decide on the version again while modelgov watches."
-- reads = ["Search:ModelPackage", "ListModelCards"]
-- absence = ["ListModelCards"]
-- since = { last_decision_at = "Last decided on", card_approved_at = "Model card last approved" }
-- [parameters]
-- days = { default = 1095, tier_1 = 365, tier_2 = 540, tier_3 = 730, meaning = "Days after which a review is too long ago." }
-- [evidence]
-- last_decision_at = "When somebody last decided on it in the registry, UTC; empty where the time is not known."
-- card_approved_at = "When the newest version of an approved model card of it was written, UTC."
-- decided_by = "Who made that decision, where it is known."
with decision as (
    select
        a.model_version_arn,
        max(case when a.approval_status_before is not null then a.changed_at end) as decided_at,
        max_by(
            coalesce(a.actor, ''), case when a.approval_status_before is null then 0 else to_unixtime(a.changed_at) end
        ) as decided_by,
        -- What a version was when it was first seen was decided at some time before that state.
        max(a.changed_at) as no_later
    from approval as a
    where a.approval_status in ('Approved', 'Rejected')
    group by a.model_version_arn
),

card as (
    select
        c.model_id,
        max(c.modified_at) as approved_at
    from model_card as c
    where c.card_status = 'Approved' and coalesce(c.model_id, '') <> ''
    group by c.model_id
),

reviewed as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.model_group,
        v.version,
        v.approval_status,
        v.registered_at,
        d.decided_at,
        nullif(d.decided_by, '') as decided_by,
        c.approved_at,
        case
            when c.approved_at is null or d.decided_at > c.approved_at then d.decided_at else c.approved_at
        end as reviewed_at,
        case
            when c.approved_at is null or d.no_later > c.approved_at then d.no_later else c.approved_at
        end as no_later
    from model_version as v
    left join decision as d on d.model_version_arn = v.model_version_arn
    left join card as c on c.model_id = v.model_version_arn
    where v.production
),

judged as (
    select
        r.model_version_arn,
        r.account_id,
        r.region,
        r.model_group,
        r.version,
        r.approval_status,
        r.registered_at,
        r.decided_at,
        r.decided_by,
        r.approved_at,
        r.reviewed_at,
        r.no_later,
        case
            when date_diff('day', cast(r.reviewed_at as date), cast(:now as date)) <= :days then 'pass'
            when date_diff('day', cast(r.registered_at as date), cast(:now as date)) <= :days then 'pass'
            when date_diff('day', cast(r.no_later as date), cast(:now as date)) > :days then 'fail'
            when r.no_later is null and r.registered_at is not null then 'fail'
            else 'unknown'
        end as status,
        date_diff('day', cast(r.reviewed_at as date), cast(:now as date)) <= :days as lately,
        cast(:days as varchar) as days_limit
    from reviewed as r
    left join governed as g on g.asset = r.model_version_arn
)

select
    j.model_version_arn as asset,
    j.account_id,
    j.region,
    j.status,
    case
        when j.status = 'pass' and j.lately
            then 'It was last reviewed on ' || cast(cast(j.reviewed_at as date) as varchar) || '.'
        when j.status = 'pass'
            then 'It was registered on ' || cast(cast(j.registered_at as date) as varchar)
            || ', so no new review is due yet.'
        when j.status = 'fail' and j.reviewed_at is not null
            then 'Its last review was on ' || cast(cast(j.reviewed_at as date) as varchar)
            || case
                when j.reviewed_at = j.decided_at then coalesce(', by ' || j.decided_by, ', by whom is not known')
                else ', in its model card'
            end
            || '; one is due after ' || j.days_limit || ' days.'
        when j.status = 'fail' and j.no_later is not null
            then 'It was decided on no later than ' || cast(cast(j.no_later as date) as varchar)
            || ', and nobody has reviewed it since; a review is due after ' || j.days_limit || ' days.'
        when j.status = 'fail'
            then 'It was registered on ' || cast(cast(j.registered_at as date) as varchar)
            || ', and no review of it is known; one is due after ' || j.days_limit || ' days.'
        else 'It was decided on before it was first seen here, and nothing tells when; a review is due after '
            || j.days_limit || ' days.'
    end as reason,
    j.model_group,
    j.version,
    j.approval_status,
    j.registered_at,
    j.decided_at as last_decision_at,
    j.decided_by,
    j.approved_at as card_approved_at
from judged as j
