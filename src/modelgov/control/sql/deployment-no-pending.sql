-- title = "No endpoint serves a version that waits for approval"
-- group = "deployment"
-- severity = "high"
-- severity_tier_1 = "critical"
-- version = 2
-- asset = "endpoint"
-- why = "Nobody has decided that this version may be used, yet it is used. In production that is a model without approval; elsewhere it is a test that should end."
-- remedy = "Somebody who may approve models decides (the finding names who did so last for this model, where that is known), or the owner puts the last approved version back into service. Let every deployment ask first whether the version is approved. In AWS: `aws sagemaker update-endpoint` with a config that names the approved version; ModelApprovalStatus says what is approved."
-- settle = "Let modelgov read the endpoint's config, its models and the model packages that they are made from, in the account that owns the registry too, and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage", "ListInferenceComponents"]
-- since = { registered_at = "Version registered" }
-- [evidence]
-- variants = "Variants, and components, whose version is named or not seen."
-- pending_variants = "Variants and components that serve a pending version."
-- unseen_variants = "Variants and components whose version was not seen."
-- pending_version = "A pending version that it serves."
-- last_approver = "Who approved a version of the same model last, in person; empty where nobody is known to have."
with -- Nobody is named to decide; who approved a version of the group last is the next to ask.
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

variant as (
    select
        e.endpoint_arn,
        e.account_id,
        e.region,
        e.endpoint_name,
        e.endpoint_status,
        e.model_version_arn,
        v.model_group || ' version ' || cast(v.version as varchar) as version_name,
        v.approval_description,
        v.registered_at,
        v.stage,
        v.owner,
        p.last_approver,
        coalesce(v.approval_status = 'PendingManualApproval', false) as wrong,
        -- A status that is not one of the three is not known, whatever the version is.
        coalesce(v.approval_status, 'Unknown') not in ('Approved', 'PendingManualApproval', 'Rejected') as unseen
    from endpoint as e
    left join model_version as v on v.model_version_arn = e.model_version_arn
    left join approver as p
        on p.account_id = v.account_id and p.region = v.region and p.model_group = v.model_group
    where e.endpoint_status not in ('Failed', 'Deleting') and coalesce(e.matched_by, 'unknown') <> 'none'
),

counted as (
    select
        d.endpoint_arn,
        d.account_id,
        d.region,
        d.endpoint_name,
        d.endpoint_status,
        count(*) as variants,
        count(*) filter (where d.wrong) as pending_variants,
        count(*) filter (where d.unseen) as unseen_variants,
        max(case when d.wrong then d.model_version_arn end) as pending_version,
        max(case when d.wrong then d.version_name end) as version_name,
        max_by(d.approval_description, case when d.wrong then d.version_name end) as approval_description,
        max_by(d.registered_at, case when d.wrong then d.version_name end) as registered_at,
        max_by(d.stage, case when d.wrong then d.version_name end) as stage,
        max_by(d.owner, case when d.wrong then d.version_name end) as owner,
        max(case when d.wrong then d.last_approver end) as last_approver
    from variant as d
    group by d.endpoint_arn, d.account_id, d.region, d.endpoint_name, d.endpoint_status
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case when c.pending_variants > 0 then 'fail' when c.unseen_variants > 0 then 'unknown' else 'pass' end as status,
    case
        when c.pending_variants > 0 
            then 'It serves ' || c.version_name || ', which still waits for approval. '
            || coalesce(
                c.last_approver || ' approved a version of this model last.',
                'Nobody is named who approved a version of this model before.'
            )
        when c.unseen_variants > 0 then 'The version that it serves, or its approval, was not seen.'
        else 'It serves no version that waits for approval.'
    end as reason,
    c.endpoint_name,
    c.endpoint_status,
    c.variants,
    c.pending_variants,
    c.unseen_variants,
    c.pending_version,
    c.approval_description,
    c.registered_at,
    c.stage,
    c.last_approver,
    c.owner
from counted as c
