-- title = "Endpoints answer without failing"
-- group = "latency"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "endpoint"
-- why = "Every request that fails leaves a decision to chance or to a default rule. A share that stays small is normal; one that grows shows a model or a container that breaks under what comes."
-- remedy = "The team that runs the endpoint reads the log of the container in CloudWatch for the hours of the chart, finds what fails, and rolls back to the version before where the failures began with a change."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData), and wait until the endpoint has had as many requests in 30 days as the control asks for."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData"]
-- [parameters]
-- percent = { default = 1, tier_1 = 0.5, meaning = "Share of the requests of 30 days that may end so, percent." }
-- invocations = { default = 200, meaning = "Requests in 30 days that the endpoint must have had to be judged." }
-- [evidence]
-- errors = "Requests of 30 days that ended so, over all variants and components."
-- error_percent = "Their share of all requests, percent."
-- unseen = "Variants or components that had requests, or may have had, and whose errors were not seen."
-- metric_name = "What the chart draws, and the limit is of."
-- allowed_value = "Share of all requests that may end so, over 30 days."
-- [chart]
-- title = { error_5xx_share = "Share of the requests that failed inside the endpoint (5xx), by day" }
-- from = "endpoint_day"
-- x = "day"
-- y = "metric_value"
-- match = ["endpoint_name", "metric_name"]
-- limit = "allowed_value"
with summed as (
    select
        e.asset,
        e.account_id,
        e.region,
        e.endpoint_name,
        cast(sum(u.invocations_30d) as bigint) as invocations_30d,
        cast(sum(u.errors_5xx_30d) as bigint) as errors,
        cast(100 * sum(u.errors_5xx_30d) as double) / nullif(sum(u.invocations_30d), 0) as error_percent,
        count(*) filter (
            where u.endpoint_name is null or (u.invocations_30d > 0 and u.errors_5xx_30d is null)
        ) as unseen,
        cast(max(:percent) as double) as percent_limit
    from endpoint_now as e
    left join endpoint_usage as u
        on
            u.account_id = e.account_id and u.region = e.region and u.endpoint_name = e.endpoint_name
            and (coalesce(u.hosting, '') <> 'components' or u.component_name is not null)
    left join governed as g on g.asset = e.asset
    where e.endpoint_status = 'InService'
    group by e.asset, e.account_id, e.region, e.endpoint_name
)

select
    s.asset,
    s.account_id,
    s.region,
    case
        when s.unseen > 0 or coalesce(s.invocations_30d, 0) < :invocations then 'unknown'
        when s.error_percent > s.percent_limit then 'fail'
        else 'pass'
    end as status,
    case
        when s.unseen > 0 then 'The errors of a variant of it were not seen.'
        when s.invocations_30d is null then 'No request was seen in 30 days.'
        when s.invocations_30d < :invocations then 'It had ' || cast(s.invocations_30d as varchar) || ' requests in 30 days; ' || cast(:invocations as varchar)
            || ' are needed to judge.'
        else regexp_replace(cast(case when cast(s.error_percent as decimal(18, 2)) = cast(s.percent_limit as decimal(18, 2)) then cast(s.error_percent as decimal(18, 6)) else cast(s.error_percent as decimal(18, 2)) end as varchar), '\.?0+$', '')
            || ' % of its requests in the last 30 days failed inside the endpoint (5xx); '
            || regexp_replace(cast(cast(s.percent_limit as decimal(18, 2)) as varchar), '\.?0+$', '') || ' % is allowed.'
    end as reason,
    s.endpoint_name,
    s.invocations_30d,
    s.errors,
    s.error_percent,
    'error_5xx_share' as metric_name,
    cast(s.percent_limit as double) / nullif(100, 0) as allowed_value,
    s.unseen
from summed as s
