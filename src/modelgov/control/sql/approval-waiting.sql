-- title = "No version waits for approval too long"
-- group = "approval"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 3
-- asset = "model_version"
-- why = "A decision that nobody takes is a decision too: the older version serves on, or the team finds a way around the approval. A queue that grows is the first sign that approvals do not work."
-- remedy = "Somebody who may approve models decides; the finding names who did so last for this model, where that is known. Where the version is no candidate any more, the owner rejects or deletes it. Only the newest version of a group is judged: an older one was overtaken. In AWS: SageMaker console, Models, Model groups, the version, Update status."
-- settle = "Let modelgov read the model packages there in full (Search), so that it is known when the version was registered or set to wait."
-- reads = ["Search:ModelPackage"]
-- since = { waiting_since = "Waiting" }
-- [parameters]
-- days = { default = 30, tier_1 = 14, meaning = "Days that a version may wait for a decision." }
-- [evidence]
-- last_approver = "Who approved a version of the same model last, in person; empty where nobody is known to have."
-- waiting_since = "Since when it waits, UTC: when it was registered, or set to wait again."
with asked_again as (
    select
        a.model_version_arn,
        max(a.changed_at) as asked_at
    from approval as a
    where a.approval_status = 'PendingManualApproval' and a.approval_status_before is not null
    group by a.model_version_arn
),

-- Nobody is named to decide; who approved a version of the group last is the next to ask.
approver as (
    select
        a.account_id,
        a.region,
        a.model_group,
        max_by(a.actor, a.approved_at) as last_approver
    from version_approval as a
    where a.approver_kind = 'person' and a.approved_at is not null
    group by a.account_id, a.region, a.model_group
),

waiting as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.registered_at,
        v.created_by_arn,
        v.production,
        v.owner,
        v.team,
        p.last_approver,
        coalesce(r.asked_at, v.registered_at) as waiting_since
    from model_version as v
    inner join model_group as m
        on
            m.account_id = v.account_id and m.region = v.region and m.model_group = v.model_group
            and m.latest_version = v.version
    left join approver as p
        on p.account_id = v.account_id and p.region = v.region and p.model_group = v.model_group
    left join asked_again as r on r.model_version_arn = v.model_version_arn
    where v.approval_status = 'PendingManualApproval'
)

select
    w.model_version_arn as asset,
    w.account_id,
    w.region,
    case
        when w.waiting_since is null then 'unknown'
        when date_diff('day', cast(w.waiting_since as date), cast(:now as date)) > :days then 'fail'
        else 'pass'
    end as status,
    case
        when w.waiting_since is null then 'Since when it waits was not seen.'
        else 'It waits for approval since ' || cast(cast(w.waiting_since as date) as varchar) || '; '
            || cast(:days as varchar) || ' days are allowed. '
            || coalesce(w.last_approver || ' approved a version of this model last.', 'Nobody is named who approved a version of this model before.')
    end as reason,
    w.waiting_since,
    w.last_approver,
    w.registered_at,
    w.created_by_arn,
    w.production,
    w.owner,
    w.team
from waiting as w
inner join governed as g on g.asset = w.model_version_arn
