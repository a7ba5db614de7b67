-- title = "No endpoint stands idle"
-- group = "cost"
-- severity = "medium"
-- version = 2
-- asset = "endpoint"
-- why = "An endpoint on instances costs the same whether anybody asks it or not, until it is deleted. Idle ones are the surest saving there is, and each is also a door that nobody watches."
-- remedy = "The endpoint's owner confirms that nobody needs it and deletes it: that ends the cost. Its settings and its model stay, so that it can be brought back. Where it must stay, let it cost little while nobody asks: serverless, or scaled to zero. In AWS: DeleteEndpoint, and CreateEndpoint with the same config to bring it back."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData), and wait until every variant and component has served and been asked about for as many days as the control looks at."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "ListInferenceComponents", "GetMetricData"]
-- absence = ["GetMetricData", "ListInferenceComponents"]
-- since = { last_invoked_at = "Last asked", serving_since = "In service" }
-- [parameters]
-- days = { default = 14, meaning = "Days without a request: 7, 14 or 30." }
-- [evidence]
-- parts = "Variants or components that could get requests."
-- idle_parts = "Those of them that were there and asked about all these days, without a request."
-- unsettled = "Those of them of which that is not known: not there or not asked about for long enough."
-- usd_per_month = "List price of its instances for 730 hours, US dollars; empty if not known."
-- last_invoked_at = "Beginning of the newest hour with a request, in 30 days, UTC; empty where none was seen."
-- metric_name = "What the chart draws: requests, none on a day on which only its instances were measured."
-- [chart]
-- title = { invocations = "Requests by day" }
-- from = "endpoint_day"
-- x = "day"
-- y = "metric_value"
-- match = ["endpoint_name", "metric_name"]
with money as (
    select
        c.endpoint_arn,
        sum(c.usd_per_month) as usd_per_month,
        count(*) filter (where c.usd_per_month is null and c.hosting <> 'serverless') as unpriced,
        cast(sum(c.instance_count) as bigint) as instance_count,
        sum(c.billed_usd) as billed_usd
    from endpoint_cost as c
    group by c.endpoint_arn
),

asked as (
    select
        e.asset,
        e.account_id,
        e.region,
        e.endpoint_name,
        case
            when :days <= 7 then u.idle_7d
            when :days <= 14 then u.idle_14d
            else u.idle_30d
        end as idle,
        u.last_invoked_at,
        u.serving_since
    from endpoint_now as e
    left join endpoint_usage as u
        on
            u.account_id = e.account_id and u.region = e.region and u.endpoint_name = e.endpoint_name
            and (coalesce(u.hosting, '') <> 'components' or u.component_name is not null)
    where e.endpoint_status = 'InService' and coalesce(u.hosting, '') <> 'serverless'
),

counted as (
    select
        a.asset,
        a.account_id,
        a.region,
        a.endpoint_name,
        count(*) as parts,
        count(*) filter (where a.idle) as idle_parts,
        count(*) filter (where a.idle is null) as unsettled,
        max(a.last_invoked_at) as last_invoked_at,
        min(a.serving_since) as serving_since
    from asked as a
    group by a.asset, a.account_id, a.region, a.endpoint_name
)

select
    c.asset,
    c.account_id,
    c.region,
    case
        when c.parts > c.idle_parts + c.unsettled then 'pass'
        when c.unsettled > 0 then 'unknown'
        when m.instance_count = 0 then 'pass'
        else 'fail'
    end as status,
    case
        when c.parts > c.idle_parts + c.unsettled then 'It had requests.'
        when c.unsettled > 0 then 'It is not known whether all of it had no request in ' || cast(:days as varchar) || ' days.'
        when m.instance_count = 0 then 'It had no request, but no instance of it runs either.'
        when m.usd_per_month is not null and m.unpriced = 0
            then 'It had no request in ' || cast(:days as varchar) || ' days and costs '
            || cast(cast(round(m.usd_per_month) as bigint) as varchar) || ' US dollars a month at list price.'
        else 'It had no request in ' || cast(:days as varchar) || ' days, and what it costs is not known.'
    end as reason,
    c.endpoint_name,
    'invocations' as metric_name,
    c.parts,
    c.idle_parts,
    c.unsettled,
    c.last_invoked_at,
    c.serving_since,
    m.instance_count,
    case when m.unpriced = 0 then m.usd_per_month end as usd_per_month,
    m.billed_usd
from counted as c
left join money as m on m.endpoint_arn = c.asset
