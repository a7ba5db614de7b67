-- Whose metrics were asked for and which hours, by variant; components bear the name of their endpoint.
with asked as (
    select
        w.asset,
        w.account_id,
        w.region,
        max(coalesce(w.endpoint_name, i.endpoint_name)) as endpoint_name,
        max(coalesce(w.variant_name, i.variant_name)) as variant_name,
        max(w.component_name) as component_name,
        max_by(w.instance_type, w.position) as instance_type,
        min(w.asked_from) as asked_from,
        max(w.asked_until) as asked_until
    from metric_window_observation as w
    left join inference_component_now as i
        on i.account_id = w.account_id and i.region = w.region and i.component_name = w.component_name
    group by w.asset, w.account_id, w.region
),

-- An instance type has four virtual CPUs for each x of its size; of what is named otherwise nothing is known.
sized as (
    select
        a.asset,
        case
            when a.size in ('medium', 'large') then 2
            when a.size = 'xlarge' then 4
            when a.size like '%xlarge' then 4 * try_cast(replace(a.size, 'xlarge', '') as bigint)
        end as vcpus
    from (select asset, split_part(instance_type, '.', 3) as size from asked) as a
)

select
    a.asset,
    a.account_id,
    a.region,
    a.endpoint_name,
    a.variant_name,
    a.component_name,
    a.instance_type,
    s.vcpus,
    a.asked_from,
    a.asked_until
from asked as a
inner join sized as s on s.asset = a.asset
