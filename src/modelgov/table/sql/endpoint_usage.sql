-- How every variant of a live endpoint was used in the days before its last reading; null is not seen, not zero.
with since as (
    select
        e.account_id,
        e.region,
        e.endpoint_name,
        v.variant_name,
        max(v.hosting) as hosting,
        min(case when v.created_at > n.created_at then v.created_at else n.created_at end) as serving_since
    from endpoint_now as n
    inner join endpoint_observation as e on e.asset = n.asset and e.created_at = n.created_at
    inner join variant_plan as v
        on v.account_id = e.account_id and v.region = e.region and v.config_name = e.config_name
    group by e.account_id, e.region, e.endpoint_name, v.variant_name
),

ranked as (
    select
        m.asset,
        m.model_latency_p99_ms,
        row_number() over (partition by m.asset order by m.model_latency_p99_ms) as place,
        count(*) over (partition by m.asset) as hours
    from endpoint_metric as m
    inner join metric_target as t on t.asset = m.asset
    where m.model_latency_p99_ms is not null and m.hour >= t.asked_until - interval '30' day
),

middle as (
    select
        asset,
        max(model_latency_p99_ms) as model_latency_p99_median_ms
    from ranked
    where place = ceil(cast(hours as double) / nullif(2, 0))
    group by asset
),

used as (
    select
        t.asset,
        sum(m.invocations) filter (where m.hour >= t.asked_until - interval '7' day) as invocations_7d,
        sum(m.invocations) filter (where m.hour >= t.asked_until - interval '14' day) as invocations_14d,
        sum(m.invocations) as invocations_30d,
        sum(m.errors_4xx) as errors_4xx_30d,
        sum(m.errors_5xx) as errors_5xx_30d,
        cast(sum(m.model_latency_p50_ms * m.invocations) as double) / nullif(
            sum(case when m.model_latency_p50_ms is not null then m.invocations end), 0
        ) as model_latency_p50_mean_ms,
        max(m.model_latency_p99_ms) as model_latency_p99_worst_ms,
        avg(m.cpu_percent) as cpu_percent_mean,
        avg(m.memory_percent) as memory_percent_mean,
        avg(m.gpu_percent) as gpu_percent_mean,
        max(m.gpu_percent) as gpu_percent_most,
        max(case when m.invocations > 0 then m.hour end) as last_invoked_at
    from metric_target as t
    left join endpoint_metric as m on m.asset = t.asset and m.hour >= t.asked_until - interval '30' day
    group by t.asset
)

select
    t.account_id,
    t.region,
    t.endpoint_name,
    t.variant_name,
    t.component_name,
    s.hosting,
    t.instance_type,
    t.vcpus,
    coalesce(i.created_at, s.serving_since) as serving_since,
    t.asked_from,
    t.asked_until,
    u.invocations_7d,
    u.invocations_14d,
    u.invocations_30d,
    u.errors_4xx_30d,
    u.errors_5xx_30d,
    cast(u.errors_4xx_30d as double) / nullif(u.invocations_30d, 0) as error_4xx_share,
    cast(u.errors_5xx_30d as double) / nullif(u.invocations_30d, 0) as error_5xx_share,
    u.model_latency_p50_mean_ms,
    u.model_latency_p99_worst_ms,
    d.model_latency_p99_median_ms,
    u.cpu_percent_mean,
    case
        when t.component_name is not null then cast(u.cpu_percent_mean as double) / nullif(100, 0)
        else cast(u.cpu_percent_mean as double) / nullif(100 * t.vcpus, 0)
    end as cpu_share_mean,
    u.memory_percent_mean,
    u.gpu_percent_mean,
    u.gpu_percent_most,
    u.last_invoked_at,
    case
        when u.invocations_7d > 0 then false
        when
            coalesce(i.created_at, s.serving_since) <= t.asked_until - interval '7' day
            and t.asked_from <= t.asked_until - interval '7' day
            and (s.hosting <> 'components' or t.component_name is not null) then true
    end as idle_7d,
    case
        when u.invocations_14d > 0 then false
        when
            coalesce(i.created_at, s.serving_since) <= t.asked_until - interval '14' day
            and t.asked_from <= t.asked_until - interval '14' day
            and (s.hosting <> 'components' or t.component_name is not null) then true
    end as idle_14d,
    case
        when u.invocations_30d > 0 then false
        when
            coalesce(i.created_at, s.serving_since) <= t.asked_until - interval '30' day
            and t.asked_from <= t.asked_until - interval '30' day
            and (s.hosting <> 'components' or t.component_name is not null) then true
    end as idle_30d
from metric_target as t
inner join endpoint_now as e
    on e.account_id = t.account_id and e.region = t.region and e.endpoint_name = t.endpoint_name
left join since as s
    on
        s.account_id = t.account_id and s.region = t.region and s.endpoint_name = t.endpoint_name
        and s.variant_name = t.variant_name
left join inference_component_now as i
    on i.account_id = t.account_id and i.region = t.region and i.component_name = t.component_name
left join used as u on u.asset = t.asset
left join middle as d on d.asset = t.asset
