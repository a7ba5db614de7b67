-- Variants as the newest endpoint configs plan them, shadow variants too, by component where they host some.
with config as (
    select
        account_id,
        region,
        config_name,
        asset,
        position,
        created_at,
        async_output_uri
    from (
        select
            account_id,
            region,
            config_name,
            asset,
            position,
            created_at,
            async_output_uri,
            row_number() over (
                partition by account_id, region, asset
                order by
                    case when changed_at > observed_at + interval '5' minute then 1 else 0 end,
                    changed_at desc, observed_at desc, position desc
            ) as place
        from endpoint_config_observation
        where not deleted
    ) as ranked
    where place = 1
),

variant as (
    select
        asset,
        position,
        false as shadow,
        variant_name,
        model_name,
        instance_type,
        initial_instance_count,
        serverless_memory_mb
    from endpoint_config_variant_observation
    union all
    select
        asset,
        position,
        true as shadow,
        variant_name,
        model_name,
        instance_type,
        initial_instance_count,
        serverless_memory_mb
    from endpoint_config_shadow_observation
)

select
    g.account_id,
    g.region,
    g.config_name,
    g.created_at,
    v.variant_name,
    v.shadow,
    v.model_name,
    v.instance_type,
    v.initial_instance_count,
    v.serverless_memory_mb,
    case
        when v.serverless_memory_mb is not null then 'serverless'
        when v.model_name is null then 'components'
        when g.async_output_uri is not null then 'asynchronous'
        else 'instances'
    end as hosting
from config as g
inner join variant as v on v.asset = g.asset and v.position = g.position
