-- Hourly metrics of variants and components; no row where CloudWatch has no datapoint in an hour that was asked.
select
    t.account_id,
    t.region,
    t.endpoint_name,
    t.variant_name,
    t.component_name,
    m.hour,
    m.invocations,
    m.errors_4xx,
    m.errors_5xx,
    m.model_latency_ms,
    m.model_latency_p50_ms,
    m.model_latency_p90_ms,
    m.model_latency_p99_ms,
    m.overhead_latency_ms,
    m.overhead_latency_p50_ms,
    m.overhead_latency_p90_ms,
    m.overhead_latency_p99_ms,
    m.cpu_percent,
    m.memory_percent,
    m.gpu_percent,
    m.gpu_memory_percent,
    m.disk_percent,
    m.asset,
    m.observed_at
from (
    select
        asset,
        hour,
        invocations,
        errors_4xx,
        errors_5xx,
        model_latency_ms,
        model_latency_p50_ms,
        model_latency_p90_ms,
        model_latency_p99_ms,
        overhead_latency_ms,
        overhead_latency_p50_ms,
        overhead_latency_p90_ms,
        overhead_latency_p99_ms,
        cpu_percent,
        memory_percent,
        gpu_percent,
        gpu_memory_percent,
        disk_percent,
        observed_at,
        row_number() over (partition by asset, hour order by position desc) as place
    from endpoint_metric_observation
) as m
inner join metric_target as t on t.asset = m.asset
where m.place = 1
