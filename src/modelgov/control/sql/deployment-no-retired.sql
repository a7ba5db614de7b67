-- title = "No endpoint serves an archived or retired version"
-- group = "deployment"
-- severity = "high"
-- version = 1
-- asset = "endpoint"
-- why = "A version is retired because its data, its results or its purpose no longer hold. Where it serves on, its owner and its monitors are gone and its documents are no longer kept up."
-- remedy = "The owner moves the endpoint to the version that replaced it, or deletes the endpoint. If the version is still needed, its stage in the registry is wrong and is corrected. In AWS: `aws sagemaker update-endpoint`; for the stage, `aws sagemaker update-model-package --model-life-cycle Stage=Production,StageStatus=Approved`."
-- settle = "Let modelgov read the endpoint's config, its models and the model packages that they are made from, in the account that owns the registry too, and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage", "ListInferenceComponents"]
-- since = { registered_at = "Version registered" }
-- [evidence]
-- variants = "Variants, and components, whose version is named or not seen."
-- retired_variants = "Variants and components that serve a retired version."
-- unseen_variants = "Variants and components whose version was not seen."
-- retired_version = "A retired version that it serves."
with variant as (
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
        lower(trim(coalesce(v.stage, ''))) in ('archived', 'retired', 'decommissioned')
        or lower(trim(coalesce(v.stage_status, ''))) in ('archived', 'retired', 'decommissioned') as wrong,
        v.model_version_arn is null as unseen
    from endpoint as e
    left join model_version as v on v.model_version_arn = e.model_version_arn
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
        count(*) filter (where d.wrong) as retired_variants,
        count(*) filter (where d.unseen) as unseen_variants,
        max(case when d.wrong then d.model_version_arn end) as retired_version,
        max(case when d.wrong then d.version_name end) as version_name,
        max_by(d.approval_description, case when d.wrong then d.version_name end) as approval_description,
        max_by(d.registered_at, case when d.wrong then d.version_name end) as registered_at,
        max_by(d.stage, case when d.wrong then d.version_name end) as stage,
        max_by(d.owner, case when d.wrong then d.version_name end) as owner
    from variant as d
    group by d.endpoint_arn, d.account_id, d.region, d.endpoint_name, d.endpoint_status
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case when c.retired_variants > 0 then 'fail' when c.unseen_variants > 0 then 'unknown' else 'pass' end as status,
    case
        when c.retired_variants > 0 then 'It serves ' || c.version_name || ', which is archived or retired.'
        when c.unseen_variants > 0 then 'The version that it serves was not seen.'
        else 'It serves no archived or retired version.'
    end as reason,
    c.endpoint_name,
    c.endpoint_status,
    c.variants,
    c.retired_variants,
    c.unseen_variants,
    c.retired_version,
    c.approval_description,
    c.registered_at,
    c.stage,
    c.owner
from counted as c
