-- title = "The latency of endpoints stays on its level"
-- group = "anomaly"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "endpoint"
-- why = "A limit is crossed long after something changed. An endpoint that suddenly answers in twice its own time, though still within the limit, has got other inputs, another model or another neighbour: that is worth knowing before callers time out."
-- remedy = "Look at the chart for the day on which the level changed, and at what was deployed, scaled or called differently then. Where the new level is meant, say so in a waiver; it becomes the history that is compared with."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData) and wait until 14 days with requests have been read."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData"]
-- since = { since = "Change began" }
-- [parameters]
-- days = { default = 14, meaning = "Days after which a change is history, and no news." }
-- [evidence]
-- series = "Series of this kind that were long enough to be looked at."
-- metric_name = "What stands out, else what was looked at first."
-- [chart]
-- title = { model_latency_p99_ms = "Time in the model of the slowest hundredth of the requests, middle hour of each day, ms", model_latency_p50_ms = "Time in the model of the median request, middle hour of each day, ms" }
-- from = "endpoint_day"
-- x = "day"
-- y = "metric_value"
-- match = ["endpoint_name", "metric_name"]
with looked as (
    select
        x.account_id,
        x.region,
        x.endpoint_name,
        count(*) as series,
        max_by(
            x.metric_name,
            case when (x.form = 'trend' or x.since >= date_add('day', -:days, :now)) and x.change_share > 0 then x.strength else -1 end
        ) as metric_name,
        max(
            case when (x.form = 'trend' or x.since >= date_add('day', -:days, :now)) and x.change_share > 0 then x.strength else -1 end
        ) as strength
    from metric_change as x
    where x.metric_name in ('model_latency_p99_ms', 'model_latency_p50_ms') and x.points >= 14
    group by x.account_id, x.region, x.endpoint_name
)

select
    e.asset,
    e.account_id,
    e.region,
    case when k.series is null then 'unknown' when k.strength > 0 then 'fail' else 'pass' end as status,
    case
        when k.series is null then 'No metric of it reaches back 14 days, which are needed to tell what is usual.'
        when k.strength > 0 and c.form = 'trend'
            then 'It creeps up since ' || cast(cast(c.since as date) as varchar) || ': ' || case c.metric_name when 'model_latency_p50_ms' then 'its median request' else 'the slowest hundredth of its requests' end
                || ' took ' || regexp_replace(cast(cast(c.before_value as decimal(18, 1)) as varchar), '\.?0+$', '') || ' ms in the model, and takes '
                || regexp_replace(cast(cast(c.after_value as decimal(18, 1)) as varchar), '\.?0+$', '') || ' ms.'
        when k.strength > 0
            then 'Since ' || cast(cast(c.since as date) as varchar) || ' ' || case c.metric_name when 'model_latency_p50_ms' then 'its median request' else 'the slowest hundredth of its requests' end
                || ' takes ' || regexp_replace(cast(cast(c.after_value as decimal(18, 1)) as varchar), '\.?0+$', '') || ' ms in the model on a usual day; before, it took '
                || regexp_replace(cast(cast(c.before_value as decimal(18, 1)) as varchar), '\.?0+$', '') || ' ms.'
        else 'It stays on its level.'
    end as reason,
    e.endpoint_name,
    coalesce(c.metric_name, 'model_latency_p99_ms') as metric_name,
    c.form,
    c.since,
    c.before_value,
    c.after_value,
    c.change_share,
    c.strength,
    k.series
from endpoint_now as e
left join looked as k
    on k.account_id = e.account_id and k.region = e.region and k.endpoint_name = e.endpoint_name
left join metric_change as c
    on
        c.account_id = e.account_id and c.region = e.region and c.endpoint_name = e.endpoint_name
        and c.metric_name = k.metric_name and k.strength > 0
where e.endpoint_status = 'InService'
