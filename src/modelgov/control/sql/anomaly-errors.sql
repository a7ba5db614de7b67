-- title = "The error rate of endpoints stays on its level"
-- group = "anomaly"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "endpoint"
-- why = "A share of errors that is still below the limit but has multiplied tells of a model or a container that has begun to fail for some inputs. Found on the day, the change that caused it is still known."
-- remedy = "Look at the container logs since the day on which the level changed, and roll back what was deployed then if the inputs did not change."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData) and wait until 14 days with at least 100 requests each have been read."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData"]
-- since = { since = "Change began" }
-- [parameters]
-- days = { default = 14, meaning = "Days after which a change is history, and no news." }
-- percent = { default = 0.2, meaning = "Share of the requests, percent, up to which errors are too few to tell a change from chance." }
-- [evidence]
-- series = "Series of this kind that were long enough to be looked at."
-- metric_name = "What was looked at."
-- [chart]
-- title = { error_5xx_share = "Share of the requests that failed inside the endpoint (5xx), by day" }
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
            case
                when
                    (x.form = 'trend' or x.since >= date_add('day', -:days, :now)) and 100 * x.after_value > :percent
                    and (x.change_share > 0 or x.change_share is null) then x.strength
                else -1
            end
        ) as metric_name,
        max(
            case
                when
                    (x.form = 'trend' or x.since >= date_add('day', -:days, :now)) and 100 * x.after_value > :percent
                    and (x.change_share > 0 or x.change_share is null) then x.strength
                else -1
            end
        ) as strength
    from metric_change as x
    where x.metric_name in ('error_5xx_share') and x.points >= 14
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
            then 'It creeps up since ' || cast(cast(c.since as date) as varchar) || ': '
                || regexp_replace(cast(cast(100 * c.before_value as decimal(18, 2)) as varchar), '\.?0+$', '') || ' % of its requests failed inside the endpoint (5xx), and '
                || regexp_replace(cast(cast(100 * c.after_value as decimal(18, 2)) as varchar), '\.?0+$', '') || ' % do.'
        when k.strength > 0
            then 'Since ' || cast(cast(c.since as date) as varchar) || ' ' || regexp_replace(cast(cast(100 * c.after_value as decimal(18, 2)) as varchar), '\.?0+$', '')
                || ' % of its requests fail inside the endpoint (5xx) on a usual day; before, it was '
                || regexp_replace(cast(cast(100 * c.before_value as decimal(18, 2)) as varchar), '\.?0+$', '') || ' %.'
        else 'It stays on its level.'
    end as reason,
    e.endpoint_name,
    coalesce(c.metric_name, 'error_5xx_share') as metric_name,
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
