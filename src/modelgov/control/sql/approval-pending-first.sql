-- title = "Every approved version waited for approval before it got it"
-- group = "approval"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "model_version"
-- why = "A version that is registered as approved was decided on by whoever registered it: nobody else had the chance to look at it. An approval is worth something only where somebody could have said no."
-- remedy = "The team registers its versions as waiting for approval, and somebody else, who may approve models, decides afterwards. Somebody who may approve models looks at this version, sets it to waiting and decides. In AWS: ModelApprovalStatus PendingManualApproval (in the SDK, `approval_status=`), and a deny of `sagemaker:CreateModelPackage` with the status Approved in the pipeline's role."
-- settle = "Let modelgov read CloudTrail in this account; for a version that was approved before CloudTrail's 90 days, set it to PendingManualApproval and let it be approved again."
-- reads = ["Search:ModelPackage"]
-- since = { registered_at = "Registered as approved" }
-- [evidence]
-- created_by_arn = "Who registered it, as AWS names them."
select
    a.model_version_arn as asset,
    a.account_id,
    a.region,
    case
        when a.was_pending is null then 'unknown'
        when a.was_pending then 'pass'
        else 'fail'
    end as status,
    case
        when a.was_pending is null then 'It was approved before it was first seen; whether it waited was not seen.'
        when a.was_pending then 'It waited for approval first.'
        else 'It was registered as approved on ' || cast(cast(v.registered_at as date) as varchar)
            || coalesce(' by ' || a.actor, ', by whom is not known') || ', and never waited for approval.'
    end as reason,
    a.was_pending,
    a.approval_known_by,
    a.approved_at,
    a.approved_no_later,
    a.actor,
    a.approval_description,
    v.registered_at,
    v.created_by_arn,
    v.generated_by,
    v.owner,
    v.team
from version_approval as a
inner join model_version as v on v.model_version_arn = a.model_version_arn
