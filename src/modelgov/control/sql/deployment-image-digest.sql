-- title = "Endpoints name their images by digest, not by a tag"
-- group = "deployment"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 1
-- asset = "endpoint"
-- why = "A tag such as latest or 1.2 can be moved to another image. The next deployment of the same version then runs other code, and nobody approved it."
-- remedy = "The pipeline registers the version with the digest of its image, a fingerprint that no other image has, and not with a tag alone, which can be moved to another image. In AWS: `<repository>@sha256:<digest>`, which `aws ecr describe-images` tells; make tags immutable in the ECR repository as well. AWS's own images have digests too."
-- settle = "Let modelgov read the endpoint's config, its models and the model packages that they are made from, and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage"]
-- [evidence]
-- variants = "Variants and components that the endpoint runs."
-- tagged_variants = "Variants and components whose image is named by a tag."
-- unseen_variants = "Variants and components whose image was not seen."
-- tagged_image = "An image that is named by a tag."
-- resolved_digest = "Digest that the tag stood for when it was deployed."
with variant as (
    select
        e.endpoint_arn,
        e.account_id,
        e.region,
        e.endpoint_name,
        e.endpoint_status,
        e.model_version_arn,
        e.image_digest,
        -- What a model leaves to its package, the package names.
        coalesce(e.deployed_image, e.image, v.image) as image
    from endpoint as e
    left join model_version as v on v.model_version_arn = e.model_version_arn
    where e.endpoint_status not in ('Failed', 'Deleting')
),

counted as (
    select
        d.endpoint_arn,
        d.account_id,
        d.region,
        d.endpoint_name,
        d.endpoint_status,
        count(*) as variants,
        count(*) filter (where d.image not like '%@sha256:%') as tagged_variants,
        count(*) filter (where d.image is null) as unseen_variants,
        max(case when d.image not like '%@sha256:%' then d.image end) as tagged_image,
        max_by(d.image_digest, case when d.image not like '%@sha256:%' then d.image end) as resolved_digest,
        max_by(d.model_version_arn, case when d.image not like '%@sha256:%' then d.image end) as model_version_arn
    from variant as d
    group by d.endpoint_arn, d.account_id, d.region, d.endpoint_name, d.endpoint_status
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case when c.tagged_variants > 0 then 'fail' when c.unseen_variants > 0 then 'unknown' else 'pass' end as status,
    case
        when c.tagged_variants > 0 then 'It names its image by a tag, which can be moved to another image: ' || c.tagged_image || '.'
        when c.unseen_variants > 0 then 'The image that it runs was not seen.'
        else 'It names its images by digest.'
    end as reason,
    c.endpoint_name,
    c.endpoint_status,
    c.variants,
    c.tagged_variants,
    c.unseen_variants,
    c.tagged_image,
    c.resolved_digest,
    c.model_version_arn
from counted as c
