-- Metrics of endpoints by whole day: of each endpoint its requests, shares of errors and time in the model; of each variant the mean use of its instances.
with hours as (
    select
        m.account_id,
        m.region,
        m.endpoint_name,
        m.variant_name,
        cast(m.hour as date) as day,
        m.invocations,
        m.errors_4xx,
        m.errors_5xx,
        m.model_latency_p50_ms,
        m.model_latency_p99_ms,
        case
            when m.component_name is not null then cast(m.cpu_percent as double) / nullif(100, 0)
            else cast(m.cpu_percent as double) / nullif(100 * t.vcpus, 0)
        end as cpu_share,
        m.memory_percent,
        m.gpu_percent,
        count(m.model_latency_p50_ms) over (
            partition by m.account_id, m.region, m.endpoint_name, cast(m.hour as date)
        ) as p50_hours,
        row_number() over (
            partition by m.account_id, m.region, m.endpoint_name, cast(m.hour as date)
            order by m.model_latency_p50_ms nulls last
        ) as p50_place,
        count(m.model_latency_p99_ms) over (
            partition by m.account_id, m.region, m.endpoint_name, cast(m.hour as date)
        ) as p99_hours,
        row_number() over (
            partition by m.account_id, m.region, m.endpoint_name, cast(m.hour as date)
            order by m.model_latency_p99_ms nulls last
        ) as p99_place
    from endpoint_metric as m
    inner join metric_target as t on t.asset = m.asset
    where cast(m.hour as date) < cast(t.asked_until as date)
),

whole as (
    select
        h.account_id,
        h.region,
        h.endpoint_name,
        h.day,
        -- CloudWatch has no datapoint of no requests: where instances were measured meanwhile, none came.
        coalesce(sum(h.invocations), 0) as invocations,
        cast(sum(h.errors_4xx) as double) / nullif(sum(h.invocations), 0) as error_4xx_share,
        cast(sum(h.errors_5xx) as double) / nullif(sum(h.invocations), 0) as error_5xx_share,
        avg(h.model_latency_p50_ms) filter (
            where 2 * h.p50_place between h.p50_hours and h.p50_hours + 2
        ) as model_latency_p50_ms,
        avg(h.model_latency_p99_ms) filter (
            where 2 * h.p99_place between h.p99_hours and h.p99_hours + 2
        ) as model_latency_p99_ms
    from hours as h
    group by h.account_id, h.region, h.endpoint_name, h.day
),

part as (
    select
        h.account_id,
        h.region,
        h.endpoint_name,
        h.variant_name,
        h.day,
        avg(h.cpu_share) as cpu_share,
        avg(h.memory_percent) as memory_percent,
        avg(h.gpu_percent) as gpu_percent
    from hours as h
    group by h.account_id, h.region, h.endpoint_name, h.variant_name, h.day
),

named as (
    select 'invocations' as metric_name
    union all
    select 'error_4xx_share' as metric_name
    union all
    select 'error_5xx_share' as metric_name
    union all
    select 'model_latency_p50_ms' as metric_name
    union all
    select 'model_latency_p99_ms' as metric_name
    union all
    select 'cpu_share' as metric_name
    union all
    select 'memory_percent' as metric_name
    union all
    select 'gpu_percent' as metric_name
),

said as (
    select
        w.account_id,
        w.region,
        w.endpoint_name,
        cast(null as varchar) as variant_name,
        n.metric_name,
        w.day,
        case n.metric_name
            when 'invocations' then cast(w.invocations as double)
            when 'error_4xx_share' then w.error_4xx_share
            when 'error_5xx_share' then w.error_5xx_share
            when 'model_latency_p50_ms' then w.model_latency_p50_ms
            when 'model_latency_p99_ms' then w.model_latency_p99_ms
        end as metric_value
    from whole as w
    cross join named as n
    union all
    select
        p.account_id,
        p.region,
        p.endpoint_name,
        p.variant_name,
        n.metric_name,
        p.day,
        case n.metric_name
            when 'cpu_share' then p.cpu_share
            when 'memory_percent' then p.memory_percent
            when 'gpu_percent' then p.gpu_percent
        end as metric_value
    from part as p
    cross join named as n
)

select
    s.account_id,
    s.region,
    s.endpoint_name,
    s.variant_name,
    s.metric_name,
    s.day,
    s.metric_value
from said as s
where s.metric_value is not null
