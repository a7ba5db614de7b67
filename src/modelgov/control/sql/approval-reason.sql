-- title = "Every approval gives a reason"
-- group = "approval"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 2
-- asset = "model_version"
-- why = "A year later the reason is all that is left of a decision. Ok and approved do not tell what was looked at, what was accepted, and on which condition."
-- remedy = "Whoever approved it (the finding names them where that is known) writes what the decision rests on: `aws sagemaker update-model-package --model-package-arn <arn> --model-approval-status Approved --approval-description \"<tests, reports, conditions>\"`, or Comment in the console's Update status."
-- settle = "Let modelgov read the model packages of this account and region (Search), and run a full collection."
-- reads = ["Search:ModelPackage"]
-- since = { approved_at = "Approved" }
-- [parameters]
-- characters = { default = 10, tier_1 = 25, meaning = "The fewest characters that give a reason." }
with told as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.approval_description,
        v.production,
        v.owner,
        v.team,
        a.actor,
        a.approved_at,
        a.approval_known_by,
        coalesce(trim(v.approval_description), '') as text,
        :characters as characters
    from model_version as v
    inner join governed as g on g.asset = v.model_version_arn
    left join version_approval as a on a.model_version_arn = v.model_version_arn
    where v.approval_status = 'Approved'
),

judged as (
    select
        t.model_version_arn,
        t.account_id,
        t.region,
        t.approval_description,
        t.production,
        t.owner,
        t.team,
        t.actor,
        t.approved_at,
        t.approval_known_by,
        t.text,
        length(t.text) < t.characters
        or lower(t.text) in (
            'approved for production', 'approved by pipeline', 'automatically approved', 'auto-approved', 'auto approved',
            'auto approval', 'automatic approval', 'model approved', 'approved model', 'looks good to me', 'as discussed',
            'see above', 'no comment', 'no comments', 'not applicable', 'placeholder', 'description', 'approve this model'
        ) as trivial
    from told as t
)

select
    j.model_version_arn as asset,
    j.account_id,
    j.region,
    case when j.trivial then 'fail' else 'pass' end as status,
    case
        when j.trivial
            then case
                when j.text = '' then 'It was approved without a reason'
                else 'It was approved with no more than "' || j.text || '" as the reason'
            end || coalesce(', by ' || j.actor || '.', '; nobody is named who approved it.')
        else 'Its approval gives a reason.'
    end as reason,
    j.approval_description,
    j.actor,
    j.approved_at,
    j.approval_known_by,
    j.production,
    j.owner,
    j.team
from judged as j
