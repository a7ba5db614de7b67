-- title = "No endpoint serves a rejected version"
-- group = "deployment"
-- severity = "critical"
-- version = 2
-- asset = "endpoint"
-- why = "Somebody looked at this version and said no. That it decides all the same means that approvals do not hold, whatever the reason was."
-- remedy = "The owner puts the last approved version back into service. If the rejection was a mistake, whoever rejected it (the finding names them where that is known) decides again and says why. Let nothing be deployed that is not approved. In AWS: `aws sagemaker update-endpoint` with a config that names the approved version, and a deny of `sagemaker:CreateModel` from packages that are not approved."
-- settle = "Let modelgov read the endpoint's config, its models and the model packages that they are made from, in the account that owns the registry too, and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage", "ListInferenceComponents"]
-- since = { rejected_at = "Rejected" }
-- [evidence]
-- variants = "Variants, and components, whose version is named or not seen."
-- rejected_variants = "Variants and components that serve a rejected version."
-- unseen_variants = "Variants and components whose version was not seen."
-- rejected_version = "A rejected version that it serves."
-- rejected_by = "Who rejected it, where the registry or CloudTrail tells."
-- rejected_at = "When it was rejected, UTC, where the registry or CloudTrail tells."
with seen as (
    select
        a.model_version_arn,
        max_by(a.actor, a.changed_at) as rejected_by,
        max(a.changed_at) as rejected_at
    from approval as a
    where a.approval_status = 'Rejected' and a.approval_status_before is not null
    group by a.model_version_arn
),

-- A rejection before the first sight is known by CloudTrail, or not at all.
called as (
    select
        lower(t.resource_arn) as folded_arn,
        max_by(t.actor, t.event_at) as rejected_by,
        max(t.event_at) as rejected_at
    from trail_event as t
    where
        t.event_name in ('CreateModelPackage', 'UpdateModelPackage') and t.asked_approval_status = 'Rejected'
        and t.error_code is null and t.resource_arn is not null
    group by lower(t.resource_arn)
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
        coalesce(s.rejected_by, c.rejected_by) as rejected_by,
        coalesce(s.rejected_at, c.rejected_at) as rejected_at,
        coalesce(v.approval_status = 'Rejected', false) as wrong,
        -- A status that is not one of the three is not known, whatever the version is.
        coalesce(v.approval_status, 'Unknown') not in ('Approved', 'PendingManualApproval', 'Rejected') as unseen
    from endpoint as e
    left join model_version as v on v.model_version_arn = e.model_version_arn
    left join seen as s on s.model_version_arn = e.model_version_arn
    left join called as c on c.folded_arn = lower(e.model_version_arn)
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
        count(*) filter (where d.wrong) as rejected_variants,
        count(*) filter (where d.unseen) as unseen_variants,
        max(case when d.wrong then d.model_version_arn end) as rejected_version,
        max(case when d.wrong then d.version_name end) as version_name,
        max_by(d.approval_description, case when d.wrong then d.version_name end) as approval_description,
        max_by(d.registered_at, case when d.wrong then d.version_name end) as registered_at,
        max_by(d.stage, case when d.wrong then d.version_name end) as stage,
        max_by(d.owner, case when d.wrong then d.version_name end) as owner,
        max_by(d.rejected_by, case when d.wrong then d.version_name end) as rejected_by,
        max_by(d.rejected_at, case when d.wrong then d.version_name end) as rejected_at
    from variant as d
    group by d.endpoint_arn, d.account_id, d.region, d.endpoint_name, d.endpoint_status
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case when c.rejected_variants > 0 then 'fail' when c.unseen_variants > 0 then 'unknown' else 'pass' end as status,
    case
        when c.rejected_variants > 0 
            then 'It serves ' || c.version_name || ', which '
            || coalesce(c.rejected_by || ' rejected.', 'was rejected; nobody is named who rejected it.')
        when c.unseen_variants > 0 then 'The version that it serves, or its approval, was not seen.'
        else 'It serves no rejected version.'
    end as reason,
    c.endpoint_name,
    c.endpoint_status,
    c.variants,
    c.rejected_variants,
    c.unseen_variants,
    c.rejected_version,
    c.approval_description,
    c.registered_at,
    c.stage,
    c.rejected_by,
    c.rejected_at,
    c.owner
from counted as c
