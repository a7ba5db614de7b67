-- Metrics of endpoints by day, and of their models' quality by execution, in order; a day that is not over is left out.
with last_hour as (
    select max(hour) as hour from endpoint_metric
),

hours as (
    select
        m.account_id,
        m.region,
        m.endpoint_name,
        date_trunc('day', m.hour) as day,
        m.invocations,
        m.errors_5xx,
        m.model_latency_p99_ms,
        m.model_latency_p50_ms
    from endpoint_metric as m
    cross join last_hour as l
    where m.hour < date_trunc('day', l.hour) and m.hour >= l.hour - interval 90 day
),

days as (
    select
        account_id,
        region,
        endpoint_name,
        day,
        sum(invocations) as invocations,
        case when sum(invocations) >= 100 then sum(errors_5xx) * 1.0 / sum(invocations) end as error_5xx_share,
        median(model_latency_p99_ms) as model_latency_p99_ms,
        median(model_latency_p50_ms) as model_latency_p50_ms
    from hours
    group by all
)

select account_id, region, endpoint_name, 'model_latency_p99_ms' as metric_name, day, model_latency_p99_ms as value
from days where model_latency_p99_ms is not null
union all
select account_id, region, endpoint_name, 'model_latency_p50_ms', day, model_latency_p50_ms
from days where model_latency_p50_ms is not null
union all
select account_id, region, endpoint_name, 'invocations', day, cast(invocations as double)
from days where invocations is not null
union all
select account_id, region, endpoint_name, 'error_5xx_share', day, error_5xx_share
from days where error_5xx_share is not null
union all
select account_id, region, endpoint_name, metric_name, scheduled_at, avg(metric_value)
from quality_metric
where
    report_origin = 'execution' and monitoring_type = 'ModelQuality' and label is null
    and metric_value is not null and scheduled_at is not null and endpoint_name is not null
group by all
order by 1, 2, 3, 4, 5
