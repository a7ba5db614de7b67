-- title = "Every endpoint serves versions that the registry knows"
-- group = "deployment"
-- severity = "high"
-- version = 2
-- asset = "endpoint"
-- why = "A model that was never registered has no owner, no approval, no card and no monitor, yet it decides. Inventories that regulators ask for must hold every model that is used, not only those that were registered."
-- remedy = "Ask whoever created the endpoint what it is for; the finding names them, or else the address of the account. Either register the model, have it approved and deploy the registered version, or delete the endpoint. In AWS: `aws sagemaker create-model-package`."
-- settle = "Let modelgov read the account that owns the registry, the endpoint's config and its models, and run a full collection; a version that was deleted can be registered again."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "Search:ModelPackage", "ListInferenceComponents"]
-- absence = ["Search:ModelPackage"]
-- since = { created_at = "Endpoint created" }
-- [evidence]
-- created_by = "Who created the endpoint, by CloudTrail; empty where CloudTrail does not tell: it keeps events for 90 days."
-- account_email = "The address of the account in AWS Organizations."
-- variants = "Variants, and components, that the endpoint runs."
-- unexplained_variants = "Variants and components that no version explains."
-- unseen_variants = "Variants and components whose config, model or version was not seen."
-- unexplained_model = "A model that no version explains."
-- unexplained_artifact = "The artifact that it loads."
-- unexplained_image = "The image that it runs."
with variant as (
    select
        e.endpoint_arn,
        e.account_id,
        e.region,
        e.endpoint_name,
        e.endpoint_status,
        e.model_name,
        e.model_version_arn,
        e.image,
        e.model_data_url,
        e.usd_per_month,
        e.created_at,
        e.matched_by = 'none' as unexplained,
        -- A version that is named and was not seen is deleted, or is where nobody reads.
        coalesce(e.matched_by, 'unknown') not in ('none', 'package', 'artifact')
        or (e.matched_by in ('package', 'artifact') and e.model_group is null) as unseen
    from endpoint as e
    where e.endpoint_status not in ('Failed', 'Deleting')
),

counted as (
    select
        v.endpoint_arn,
        v.account_id,
        v.region,
        v.endpoint_name,
        v.endpoint_status,
        v.created_at,
        count(*) as variants,
        count(*) filter (where v.unexplained) as unexplained_variants,
        count(*) filter (where v.unseen) as unseen_variants,
        max(case when v.unexplained then v.model_name end) as unexplained_model,
        max(case when v.unexplained then v.model_data_url end) as unexplained_artifact,
        max(case when v.unexplained then v.image end) as unexplained_image,
        max(case when v.unseen then v.model_version_arn end) as unseen_version,
        sum(v.usd_per_month) as usd_per_month
    from variant as v
    group by v.endpoint_arn, v.account_id, v.region, v.endpoint_name, v.endpoint_status, v.created_at
),

creator as (
    select
        lower(t.resource_arn) as folded_arn,
        max_by(t.actor, t.event_at) as created_by
    from trail_event as t
    where t.event_name = 'CreateEndpoint' and t.error_code is null and t.resource_arn is not null
    group by lower(t.resource_arn)
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case when c.unexplained_variants > 0 then 'fail' when c.unseen_variants > 0 then 'unknown' else 'pass' end as status,
    case
        when c.unexplained_variants > 0
            then 'It runs ' || coalesce('the model ' || c.unexplained_model, 'a model')
            || ', which no registered version explains'
            || coalesce(
                '. By CloudTrail, ' || k.created_by || ' created the endpoint.',
                '. Nobody is named who created it; the address of its account in AWS Organizations is ' || a.email || '.',
                '. Nobody is named who created it, nor an address of its account.'
            )
        when c.unseen_version is not null
            then 'It names ' || c.unseen_version || ', which was not seen: it is deleted, or is where nothing is read.'
        when c.unseen_variants > 0 then 'Its config or the model that it runs was not seen.'
        else 'Registered versions explain all that it runs.'
    end as reason,
    c.endpoint_name,
    c.endpoint_status,
    c.variants,
    c.unexplained_variants,
    c.unseen_variants,
    c.unexplained_model,
    c.unexplained_artifact,
    c.unexplained_image,
    c.usd_per_month,
    c.created_at,
    k.created_by,
    a.email as account_email
from counted as c
left join creator as k on k.folded_arn = lower(c.endpoint_arn)
left join account as a on a.account_id = c.account_id
