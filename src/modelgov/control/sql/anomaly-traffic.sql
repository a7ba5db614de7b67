-- title = "The traffic of endpoints does not break off or multiply"
-- group = "anomaly"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 2
-- asset = "endpoint"
-- why = "Callers that vanish or multiply within days tell that a business process was moved, switched off or connected without anybody telling the owner of the model. The approved use may no longer be the real one."
-- remedy = "Ask the callers what changed on that day. If the endpoint is no longer needed, plan its retirement; if its use grew, have its approval and its size looked at."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData) and wait until 14 days of metrics have been read."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData"]
-- since = { since = "Change began" }
-- [parameters]
-- days = { default = 14, meaning = "Days after which a change is history, and no news." }
-- [evidence]
-- series = "Series of this kind that were long enough to be looked at."
-- metric_name = "What was looked at."
-- [chart]
-- title = { invocations = "Requests by day" }
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
            case when (x.form = 'trend' or x.since >= date_add('day', -:days, :now)) and (x.change_share < -0.5 or x.change_share > 1) then x.strength else -1 end
        ) as metric_name,
        max(
            case when (x.form = 'trend' or x.since >= date_add('day', -:days, :now)) and (x.change_share < -0.5 or x.change_share > 1) then x.strength else -1 end
        ) as strength
    from metric_change as x
    where x.metric_name in ('invocations') and x.points >= 14
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
            then 'It creeps away since ' || cast(cast(c.since as date) as varchar) || ' from ' || cast(cast(round(c.before_value) as bigint) as varchar)
                || ' requests a day to ' || cast(cast(round(c.after_value) as bigint) as varchar) || '.'
        when k.strength > 0
            then 'Since ' || cast(cast(c.since as date) as varchar) || ' it gets ' || cast(cast(round(c.after_value) as bigint) as varchar)
                || ' requests on a usual day; before, it got ' || cast(cast(round(c.before_value) as bigint) as varchar) || '.'
        else 'It stays on its level.'
    end as reason,
    e.endpoint_name,
    coalesce(c.metric_name, 'invocations') as metric_name,
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
