-- title = "Models from outside are reviewed before they serve"
-- group = "vendor"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "endpoint"
-- why = "A model that somebody else trained brings their data, their licence and their mistakes. Regulators hold the user of a vendor's model to the same standard as its own, so somebody must have looked at it."
-- remedy = "The endpoint's owner registers the model in a model group of the organisation, with the vendor's reference as its source URI or a model card that is approved, lets it be approved, and serves that version."
-- settle = "Let modelgov read the endpoint's config, its models, the model packages and the list of the organisation's accounts (organizations:ListAccounts), and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage", "ListModelCards"]
-- absence = ["Search:ModelPackage", "ListModelCards"]
-- [evidence]
-- origin = "Where the model comes from: JumpStart, package of another organisation, or container of another organisation."
-- outside_account = "The account outside the organisation that it comes from; empty for JumpStart."
-- reviewed_parts = "Variants or components with a model from outside that was reviewed."
-- unreviewed_parts = "Variants or components with a model from outside that was not."
-- unseen_parts = "Variants or components of which it was not seen what they run."
-- deployed_by = "Who created the endpoint, as CloudTrail says; empty when that is not known."
with carded as (
    select
        m.model_id
    from model_card as m
    where m.card_status = 'Approved' and coalesce(m.model_id, '') <> ''
    group by m.model_id
),

-- A model is ours when its file is ours, whoever made the container that loads it. Where not even the endpoint's
-- own account is known, nobody knows which accounts are ours.
part as (
    select
        e.endpoint_arn,
        e.account_id,
        e.region,
        e.endpoint_name,
        e.variant_name,
        e.image,
        e.model_data_url,
        e.model_version_arn,
        case
            when e.matched_by = 'unknown' or (e.image is null and e.model_version_arn is null) then 'unseen'
            when lower(coalesce(e.model_data_url, '')) like 's3://jumpstart%' then 'JumpStart'
            when e.matched_by = 'package' and p.account_id is not null then 'own'
            when e.matched_by = 'package' and o.account_id is null then 'unseen'
            when e.matched_by = 'package' then 'package of another organisation'
            when e.model_data_url is not null or i.account_id is not null then 'own'
            when coalesce(e.image, '') not like '%.dkr.ecr.%' then 'own'
            when o.account_id is null then 'unseen'
            else 'container of another organisation'
        end as origin,
        case
            when lower(coalesce(e.model_data_url, '')) like 's3://jumpstart%' then null
            when e.matched_by = 'package' and p.account_id is null then split_part(e.model_version_arn, ':', 5)
            else split_part(e.image, '.', 1)
        end as outside_account
    from endpoint as e
    left join account as p on p.account_id = split_part(e.model_version_arn, ':', 5)
    left join account as i on i.account_id = split_part(e.image, '.', 1)
    left join account as o on o.account_id = e.account_id
    where e.endpoint_status = 'InService'
),

reviewed as (
    select
        p.endpoint_arn,
        p.account_id,
        p.region,
        p.endpoint_name,
        p.variant_name,
        p.image,
        p.model_data_url,
        p.model_version_arn,
        p.origin,
        p.outside_account,
        coalesce(
            v.approval_status = 'Approved'
            and (
                coalesce(v.source_uri, '') <> '' or v.card_status = 'Approved' or c.model_id is not null
            ), false
        ) as looked_at
    from part as p
    left join model_version as v on v.model_version_arn = p.model_version_arn
    left join carded as c on c.model_id = p.model_version_arn
    where p.origin <> 'own'
),

ranked as (
    select
        r.endpoint_arn,
        r.account_id,
        r.region,
        r.endpoint_name,
        r.variant_name,
        r.image,
        r.model_data_url,
        r.model_version_arn,
        r.origin,
        r.outside_account,
        r.looked_at,
        row_number() over (
            partition by r.endpoint_arn
            order by
                case when r.origin = 'unseen' then 1 when r.looked_at then 2 else 0 end, r.variant_name, r.image
        ) as place
    from reviewed as r
),

counted as (
    select
        r.endpoint_arn,
        r.account_id,
        r.region,
        r.endpoint_name,
        count(*) filter (where r.origin <> 'unseen' and r.looked_at) as reviewed_parts,
        count(*) filter (where r.origin <> 'unseen' and not r.looked_at) as unreviewed_parts,
        count(*) filter (where r.origin = 'unseen') as unseen_parts,
        max(case when r.place = 1 then r.variant_name end) as variant_name,
        max(case when r.place = 1 then r.origin end) as origin,
        max(case when r.place = 1 then r.outside_account end) as outside_account,
        max(case when r.place = 1 then r.image end) as image,
        max(case when r.place = 1 then r.model_data_url end) as model_data_url,
        max(case when r.place = 1 then r.model_version_arn end) as model_version_arn
    from ranked as r
    group by r.endpoint_arn, r.account_id, r.region, r.endpoint_name
),

made as (
    select
        t.resource_arn,
        max_by(t.actor, t.event_at) as deployed_by
    from trail_event as t
    where t.event_name = 'CreateEndpoint' and t.error_code is null and t.resource_arn is not null
    group by t.resource_arn
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case
        when c.unreviewed_parts > 0 then 'fail'
        when c.unseen_parts > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when c.unreviewed_parts > 0 and c.origin = 'JumpStart'
            then 'It serves a model of JumpStart that nobody here has registered, approved and documented.'
        when c.unreviewed_parts > 0 and c.origin = 'package of another organisation'
            then 'It serves a package of an account outside the organisation that nobody here has registered.'
        when c.unreviewed_parts > 0
            then 'It serves a container from outside the organisation that brings its own model, and nobody here '
            || 'has registered, approved and documented it.'
        when c.unseen_parts > 0 then 'It was not seen what a variant of it runs.'
        else 'Its model comes from outside and was reviewed.'
    end as reason,
    c.endpoint_name,
    c.variant_name,
    c.origin,
    c.outside_account,
    c.image,
    c.model_data_url,
    c.model_version_arn,
    c.reviewed_parts,
    c.unreviewed_parts,
    c.unseen_parts,
    m.deployed_by
from counted as c
left join made as m on m.resource_arn = c.endpoint_arn
