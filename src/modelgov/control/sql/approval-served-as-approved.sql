-- title = "What serves is what was approved, to the digest"
-- group = "approval"
-- severity = "critical"
-- version = 1
-- asset = "endpoint"
-- why = "An image tag can be moved and a model can be made from other files than the version's. Then the endpoint runs code that nobody approved while every list shows an approved version."
-- remedy = "The owner puts the approved version back into service; if what runs is meant, the team registers it as a new version and has it approved. Name container images by their digest, a fingerprint that no other image has, not by a tag, which can be moved. In AWS: create the model from the package (`aws sagemaker create-model --containers ModelPackageName=<arn>`) and update the endpoint."
-- settle = "Let modelgov read models, model packages and endpoints there, and name images by digest, so that what runs and what was approved can be compared."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage"]
-- [evidence]
-- differing_variants = "Variants that do not run what was approved."
-- unsure_variants = "Variants of which it cannot be told."
-- approved_variants = "Variants that serve an approved version."
-- served_image = "Image that a differing variant runs."
-- served_image_digest = "Digest of the image that it runs."
-- approved_image = "Image that was approved."
-- approved_image_digest = "Digest of the image that was approved."
with variant as (
    select
        e.endpoint_arn,
        e.account_id,
        e.region,
        e.endpoint_name,
        e.endpoint_status,
        e.model_version_arn,
        e.deployed_image,
        e.image_digest as served_image_digest,
        a.image as approved_image,
        coalesce(a.image_digest, nullif(split_part(a.image, '@', 2), '')) as approved_image_digest
    from endpoint as e
    inner join version_approval as a on a.model_version_arn = e.model_version_arn
    where e.endpoint_status not in ('Failed', 'Deleting', 'Creating')
),

compared as (
    select
        v.endpoint_arn,
        v.account_id,
        v.region,
        v.endpoint_name,
        v.endpoint_status,
        v.model_version_arn,
        v.deployed_image,
        v.served_image_digest,
        v.approved_image,
        v.approved_image_digest,
        case
            when v.served_image_digest <> v.approved_image_digest then 2
            when v.served_image_digest = v.approved_image_digest then 0
            when v.deployed_image not like '%@%' and v.approved_image not like '%@%'
                and v.deployed_image <> v.approved_image then 2
            else 1
        end as doubt
    from variant as v
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case max(c.doubt) when 2 then 'fail' when 1 then 'unknown' else 'pass' end as status,
    case max(c.doubt)
        when 2 then 'It runs another image than the one that was approved for '
            || max(case when c.doubt = 2 then c.model_version_arn end) || '.'
        when 1 then 'The digest of the image that it runs, or of the one that was approved, is not known.'
        else 'It runs the image that was approved.'
    end as reason,
    c.endpoint_name,
    c.endpoint_status,
    count(*) as approved_variants,
    count(*) filter (where c.doubt = 2) as differing_variants,
    count(*) filter (where c.doubt = 1) as unsure_variants,
    max_by(c.model_version_arn, c.doubt) as model_version_arn,
    max(case when c.doubt = 2 then c.deployed_image end) as served_image,
    max(case when c.doubt = 2 then c.served_image_digest end) as served_image_digest,
    max(case when c.doubt = 2 then c.approved_image end) as approved_image,
    max(case when c.doubt = 2 then c.approved_image_digest end) as approved_image_digest
from compared as c
group by c.endpoint_arn, c.account_id, c.region, c.endpoint_name, c.endpoint_status
