-- Variants of endpoints and the version that each serves; one row without a variant where none was seen.
with artifact as (
    select
        account_id,
        model_data_url,
        asset as model_version_arn
    from (
        select
            account_id,
            model_data_url,
            asset,
            row_number() over (
                partition by account_id, model_data_url order by registered_at desc, version desc, asset desc
            ) as place
        from model_version_now
        where model_data_url is not null
    ) as ranked
    where place = 1
),

container as (
    select
        m.account_id,
        m.region,
        m.model_name,
        max(c.model_package_arn) as model_package_arn,
        max(c.model_data_url) as model_data_url,
        max(c.image) as image
    from model_now as m
    inner join model_container_observation as c on c.asset = m.asset and c.position = m.position
    group by m.account_id, m.region, m.model_name
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
    v.model_name,
    case
        when k.model_package_arn is not null then 'package'
        when f.model_version_arn is not null then 'artifact'
        when k.model_name is not null then 'none'
        else 'unknown'
    end as matched_by,
    coalesce(k.model_package_arn, f.model_version_arn) as model_version_arn,
    s.model_group,
    s.version,
    s.approval_status,
    k.image,
    k.model_data_url,
    v.instance_type,
    coalesce(r.current_instance_count, v.initial_instance_count) as instance_count,
    v.serverless_memory_mb,
    p.usd_per_hour * 730 * coalesce(r.current_instance_count, v.initial_instance_count) as usd_per_month,
    e.created_at,
    e.changed_at,
    e.observed_at
from endpoint_now as e
left join endpoint_config_now as g
    on g.account_id = e.account_id and g.region = e.region and g.config_name = e.config_name
left join endpoint_config_variant_observation as v on v.asset = g.asset and v.position = g.position
left join endpoint_variant_observation as r
    on r.asset = e.asset and r.position = e.position and r.variant_name = v.variant_name
left join container as k
    on k.account_id = e.account_id and k.region = e.region and k.model_name = v.model_name
left join artifact as f on f.account_id = e.account_id and f.model_data_url = k.model_data_url
left join model_version_now as s on s.asset = coalesce(k.model_package_arn, f.model_version_arn)
left join price as p on p.instance_type = v.instance_type
