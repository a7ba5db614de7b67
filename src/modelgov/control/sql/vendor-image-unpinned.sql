-- title = "Images from outside are named by their digest"
-- group = "vendor"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 1
-- asset = "endpoint"
-- why = "A tag can be moved. Whoever owns an image outside the organisation can put other software under the same tag, and the next instance that starts serves with it, unseen and unapproved."
-- remedy = "The team registers its next version with the image's digest, a fingerprint that no other image has, or copies the image into a registry of the organisation in which tags cannot be moved, and serves that version. In AWS: `repository@sha256:…`, or immutable tags in ECR."
-- settle = "Let modelgov read the endpoint's config, its models, the model packages and the list of the organisation's accounts (organizations:ListAccounts), and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage"]
-- [evidence]
-- outside_parts = "Variants or components that run an image from outside the organisation."
-- unpinned_parts = "Those of them whose image is named by its tag, with no digest in the registry either."
-- unseen_parts = "Variants or components of which it was not seen what they run."
with named as (
    -- A model that is made from a package names no image of its own: it runs the package's.
    select
        e.endpoint_arn,
        e.account_id,
        e.region,
        e.endpoint_name,
        coalesce(e.image, v.image) as image,
        v.image_digest
    from endpoint as e
    left join model_version as v on v.model_version_arn = e.model_version_arn
    where e.endpoint_status = 'InService'
),

part as (
    -- Where not even the endpoint's own account is known, nobody knows which accounts are ours.
    select
        n.endpoint_arn,
        n.account_id,
        n.region,
        n.endpoint_name,
        n.image,
        n.image is null or (n.image like '%.dkr.ecr.%' and a.account_id is null and o.account_id is null)
            as unseen,
        n.image like '%.dkr.ecr.%' and a.account_id is null and o.account_id is not null as outside,
        n.image like '%@sha256:%' or coalesce(n.image_digest, '') <> '' as pinned
    from named as n
    left join account as a on a.account_id = split_part(n.image, '.', 1)
    left join account as o on o.account_id = n.account_id
),

counted as (
    select
        p.endpoint_arn,
        p.account_id,
        p.region,
        p.endpoint_name,
        count(*) filter (where p.outside) as outside_parts,
        count(*) filter (where p.outside and not p.pinned) as unpinned_parts,
        count(*) filter (where p.unseen) as unseen_parts,
        min(case when p.outside and not p.pinned then p.image end) as image
    from part as p
    group by p.endpoint_arn, p.account_id, p.region, p.endpoint_name
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case
        when c.unpinned_parts > 0 then 'fail'
        when c.unseen_parts > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when c.unpinned_parts > 0
            then 'It runs an image of account ' || split_part(c.image, '.', 1)
            || ', outside the organisation, by a tag that can be moved.'
        when c.unseen_parts > 0 then 'It was not seen which image a variant of it runs.'
        else 'Its images from outside are named by their digest.'
    end as reason,
    c.endpoint_name,
    c.image,
    c.outside_parts,
    c.unpinned_parts,
    c.unseen_parts
from counted as c
where c.outside_parts > 0 or c.unseen_parts > 0
