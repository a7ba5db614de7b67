-- Metrics of one variant or component by stretches of hours: requests and errors added up, the worst 99th and 90th
-- percentile, the rest as a mean. No row where CloudWatch has no datapoint. Takes the length of a stretch in
-- seconds, the asset, and the first and last moment.
select
    stretch,
    sum(invocations) as invocations,
    sum(errors_4xx) as errors_4xx,
    sum(errors_5xx) as errors_5xx,
    avg(model_latency_p50_ms) as latency_p50_ms,
    max(model_latency_p90_ms) as latency_p90_ms,
    max(model_latency_p99_ms) as latency_p99_ms,
    avg(cpu_percent) as cpu_percent,
    avg(memory_percent) as memory_percent,
    avg(gpu_percent) as gpu_percent
from (
    select
        cast(floor(cast(to_unixtime(hour) as double) / nullif(?, 0)) as bigint) as stretch,
        invocations,
        errors_4xx,
        errors_5xx,
        model_latency_p50_ms,
        model_latency_p90_ms,
        model_latency_p99_ms,
        cpu_percent,
        memory_percent,
        gpu_percent
    from endpoint_metric
    where asset = ? and hour >= ? and hour < ?
) as placed
group by stretch
order by stretch
