-- How each variant and component of one endpoint was used in 30 days. Takes account, region, name.
select
    variant_name,
    component_name,
    asked_from,
    asked_until,
    serving_since,
    coalesce(invocations_30d, case when idle_30d then 0 end) as invocations_30d,
    error_4xx_share,
    error_5xx_share,
    model_latency_p50_mean_ms,
    model_latency_p99_median_ms,
    model_latency_p99_worst_ms,
    cpu_share_mean,
    cast(memory_percent_mean as double) / nullif(100, 0) as memory_share_mean,
    cast(gpu_percent_mean as double) / nullif(100, 0) as gpu_share_mean,
    last_invoked_at,
    idle_7d,
    idle_14d,
    idle_30d
from endpoint_usage
where account_id = ? and region = ? and endpoint_name = ?
order by variant_name, component_name
