-- Variants of endpoints and the version that each serves, a row for each inference component where it hosts some.
with hosted as (
    select
        account_id,
        region,
        endpoint_name,
        variant_name,
        count(*) as components
    from inference_component_now
    group by account_id, region, endpoint_name, variant_name
)

select
    e.account_id,
    e.region,
    e.endpoint_name,
    e.asset as endpoint_arn,
    e.endpoint_status,
    e.failure_reason,
    e.config_name,
    v.variant_name,
    i.component_name,
    coalesce(v.model_name, i.model_name) as model_name,
    coalesce(k.matched_by, 'unknown') as matched_by,
    k.model_version_arn,
    s.model_group,
    s.version,
    s.approval_status,
    k.image,
    r.deployed_image,
    nullif(split_part(r.resolved_image, '@', 2), '') as image_digest,
    k.model_data_url,
    v.instance_type,
    coalesce(r.current_instance_count, v.initial_instance_count) as instance_count,
    v.serverless_memory_mb,
    cast(p.usd_per_hour * 730 * coalesce(r.current_instance_count, v.initial_instance_count) as double)
    / nullif(coalesce(h.components, 1), 0) as usd_per_month,
    e.created_at,
    e.changed_at,
    e.observed_at
from endpoint_now as e
left join endpoint_config_now as g
    on g.account_id = e.account_id and g.region = e.region and g.config_name = e.config_name
left join endpoint_config_variant_observation as v on v.asset = g.asset and v.position = g.position
left join endpoint_variant_observation as r
    on r.asset = e.asset and r.position = e.position and r.variant_name = v.variant_name
left join hosted as h
    on
        h.account_id = e.account_id and h.region = e.region and h.endpoint_name = e.endpoint_name
        and h.variant_name = v.variant_name and v.model_name is null
left join inference_component_now as i
    on
        i.account_id = e.account_id and i.region = e.region and i.endpoint_name = e.endpoint_name
        and i.variant_name = v.variant_name and v.model_name is null
left join model_source as k
    on
        k.account_id = e.account_id and k.region = e.region
        and k.model_name = coalesce(v.model_name, i.model_name)
left join model_version_now as s on s.asset = k.model_version_arn
left join list_price as p on p.region = e.region and p.instance_type = v.instance_type
