-- title = "A version is approved before it serves"
-- group = "approval"
-- severity = "high"
-- severity_tier_1 = "critical"
-- version = 2
-- asset = "model_version"
-- why = "An approval that comes after the model already decides about customers is a formality. For that time the organisation used a model that nobody had allowed."
-- remedy = "The owner reports for how long it served without approval and what it decided; the model risk officer says whether that must be put right. Let every deployment ask first whether the version is approved, and forbid models that are made from versions that are not. In AWS: ModelApprovalStatus Approved, and a deny of `sagemaker:CreateModel` from other packages."
-- settle = "Let modelgov read CloudTrail in this account, which tells when the version was approved and when the endpoint was created; of what happened before CloudTrail's 90 days only the own record of whoever approved it can tell."
-- reads = ["Search:ModelPackage", "Search:Endpoint", "Search:Model", "DescribeEndpointConfig", "ListInferenceComponents"]
-- since = { first_served_at = "Served first", first_approved_at = "Approved first" }
-- [evidence]
-- early_endpoint = "The endpoint on which it served first."
-- served_on = "Endpoints on which it serves or has served."
with served as (
    select
        a.model_version_arn,
        s.endpoint_name,
        s.first_served_at,
        s.served_no_earlier,
        case
            when s.first_served_at < a.first_approved_at then 2
            when s.served_no_earlier >= coalesce(a.first_approved_at, a.first_approved_no_later) then 0
            else 1
        end as doubt
    from version_approval as a
    inner join version_served as s on s.model_version_arn = a.model_version_arn
),

worst as (
    select
        d.model_version_arn,
        max(d.doubt) as doubt,
        count(*) as served_on,
        min(d.first_served_at) as first_served_at,
        min(d.served_no_earlier) as served_no_earlier,
        min_by(d.endpoint_name, d.first_served_at) as early_endpoint
    from served as d
    group by d.model_version_arn
)

select
    a.model_version_arn as asset,
    a.account_id,
    a.region,
    case w.doubt when 0 then 'pass' when 2 then 'fail' else 'unknown' end as status,
    case w.doubt
        when 0 then 'It was approved before it served.'
        when 2 then 'It served on ' || w.early_endpoint || ' by '
            || cast(cast(w.first_served_at as date) as varchar) || ' and was approved on '
            || cast(cast(a.first_approved_at as date) as varchar) || '.'
        else 'When it was approved, or began to serve on ' || w.early_endpoint || ', was not seen well enough to tell which came first.'
    end as reason,
    w.early_endpoint,
    w.served_on,
    w.first_served_at,
    w.served_no_earlier,
    a.first_approved_at,
    a.first_approved_no_later,
    a.approval_known_by,
    a.actor,
    v.registered_at,
    v.production,
    v.owner,
    v.team
from version_approval as a
inner join worst as w on w.model_version_arn = a.model_version_arn
inner join model_version as v on v.model_version_arn = a.model_version_arn
