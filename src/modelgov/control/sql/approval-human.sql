-- title = "A person approves, not a pipeline"
-- group = "approval"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "model_version"
-- why = "A pipeline that approves what it registered checks the numbers it was told to check and nothing else. Nobody decided, and nobody can be asked why."
-- remedy = "A person who may approve models looks at the version and approves it again in their own name. Take the right to approve from the pipeline, or have it wait for a person. Where models of low risk may be approved by rule, waive it for them in writing. In AWS: take `sagemaker:UpdateModelPackage` from the pipeline's role; EventBridge on PendingManualApproval, or a manual step in CodePipeline, lets it wait."
-- settle = "Let modelgov read CloudTrail in this account, and let approvers use sessions that carry their own name; a new approval, made while modelgov watches, settles it too."
-- reads = ["Search:ModelPackage"]
-- since = { approved_at = "Approved" }
select
    a.model_version_arn as asset,
    a.account_id,
    a.region,
    case a.approver_kind when 'person' then 'pass' when 'automation' then 'fail' else 'unknown' end as status,
    case a.approver_kind
        when 'person' then 'A person approved it: ' || coalesce(a.actor, a.actor_arn) || '.'
        when 'automation'
            then 'A program approved it, not a person: ' || coalesce(a.actor, a.actor_arn)
            || case
                when a.actor_arn like '%:assumed-role/%' then ', in the role ' || split_part(a.actor_arn, '/', 2)
                else ''
            end || '.'
        when 'unnamed' then 'It was approved as ' || a.actor_arn || ', which does not tell who it was.'
        else 'Who approved it was not seen: nobody is named.'
    end as reason,
    a.approver_kind,
    a.actor,
    a.actor_arn,
    a.actor_source,
    a.approval_known_by,
    a.approved_at,
    a.approval_description,
    v.changed_by,
    v.owner,
    v.team
from version_approval as a
inner join model_version as v on v.model_version_arn = a.model_version_arn
