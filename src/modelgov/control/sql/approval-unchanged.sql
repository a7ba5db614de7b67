-- title = "What was approved is what the version still is"
-- group = "approval"
-- severity = "high"
-- severity_tier_1 = "critical"
-- version = 3
-- asset = "model_version"
-- why = "SageMaker lets image, artifact and reports of a version be changed after it was approved, and the approval stays. Then a model serves that nobody looked at, under the name of one that somebody did."
-- remedy = "Whoever approved it, or somebody else who may approve models, looks at what changed and decides again, or the team registers the change as a new version. Let nobody but the pipeline change what a version is made of. In AWS: set the version to PendingManualApproval, then approve it; deny `sagemaker:UpdateModelPackage` with InferenceSpecification to all other roles."
-- settle = "What the version was when it was approved can no longer be seen; somebody who may approve models looks at it as it is and approves it again while modelgov watches."
-- reads = ["Search:ModelPackage"]
-- since = { approved_at = "Approved", modified_at = "Last changed" }
-- [evidence]
-- altered = "What is not as it was approved."
-- approved_image = "Image when it was approved; empty when that state was not seen."
-- approved_image_digest = "Digest of its image when it was approved; empty when that state was not seen."
-- approved_artifact = "Artifact when it was approved; empty when that state was not seen."
-- modified_at = "When the version was last changed, UTC."
-- image_digest = "Digest of its image as it is."
-- image = "Image as it is."
-- model_data_url = "Artifact as it is."
with compared as (
    select
        a.model_version_arn,
        a.account_id,
        a.region,
        a.content_seen,
        a.approval_known_by,
        a.approved_at,
        a.actor,
        -- The state of the first sight is not what was approved before it.
        case when a.content_seen then a.image end as approved_image,
        case when a.content_seen then a.image_digest end as approved_image_digest,
        case when a.content_seen then a.model_data_url end as approved_artifact,
        n.image,
        n.image_digest,
        n.model_data_url,
        n.actor as changed_by,
        n.modified_at,
        substr(
            case when coalesce(a.image, '') <> coalesce(n.image, '') then ', image' else '' end
            -- SageMaker may resolve the digest later: one that was not there before is no change.
            || case when a.image_digest <> coalesce(n.image_digest, '') then ', image digest' else '' end
            || case when coalesce(a.model_data_url, '') <> coalesce(n.model_data_url, '') then ', artifact' else '' end
            || case
                when a.evaluation_uri
                    <> coalesce(json_extract_scalar(n.metrics_json, '$.ModelQuality.Statistics.S3Uri'), '')
                    then ', evaluation report'
                else ''
            end,
            3
        ) as altered
    from version_approval as a
    inner join model_version_now as n on n.asset = a.model_version_arn
)

select
    c.model_version_arn as asset,
    c.account_id,
    c.region,
    case
        when c.altered <> '' then 'fail'
        when not coalesce(c.content_seen, false) then 'unknown'
        else 'pass'
    end as status,
    case
        when c.altered <> '' and not coalesce(c.content_seen, false)
            then 'Changed since it was first seen, and approved before that, '
            || coalesce('by ' || c.actor, 'by whom is not known') || ': ' || c.altered || '.'
        when c.altered <> '' then 'Changed since it was approved, '
            || coalesce('by ' || c.actor, 'by whom is not known') || ': ' || c.altered || '.'
        when not coalesce(c.content_seen, false) then 'It was approved before it was first seen; what it was then was not seen.'
        else 'It is as it was approved.'
    end as reason,
    c.altered,
    c.approved_image,
    c.image,
    c.approved_image_digest,
    c.image_digest,
    c.approved_artifact,
    c.model_data_url,
    c.approval_known_by,
    c.approved_at,
    c.actor,
    c.changed_by,
    c.modified_at
from compared as c
