-- title = "Endpoints answer in time"
-- group = "latency"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 2
-- asset = "endpoint"
-- why = "A caller that waits too long goes on without the answer. Then the decision is made by a default rule that nobody approved as a model."
-- remedy = "The team that runs the endpoint compares the time in the model with the use of its instances: where they are busy it adds instances or takes larger ones, else it makes the model or its container faster."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData), and wait until every variant has had as many requests in 30 days as the control asks for."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData"]
-- [parameters]
-- milliseconds = { default = 1000, tier_1 = 500, meaning = "Longest time in the model for instances without a GPU, ms." }
-- accelerated_milliseconds = { default = 5000, meaning = "Longest time in the model for instances with a GPU or another accelerator, where large models run, ms." }
-- serverless_milliseconds = { default = 3000, meaning = "Longest time in the model for serverless variants, ms." }
-- asynchronous_milliseconds = { default = 60000, meaning = "Longest time in the model for asynchronous endpoints, ms." }
-- invocations = { default = 1000, meaning = "Requests in 30 days that a variant must have had: of fewer no 99th percentile can be told." }
-- [evidence]
-- measured = "Variants or components with enough requests."
-- slow = "Those of them that are slower than their limit."
-- unmeasured = "Variants or components with too few requests, or whose metrics were not seen."
-- limit_ms = "Longest time that is allowed for this variant, ms."
-- [chart]
-- title = "Time in the model of the slowest hundredth of the requests, by hour, ms"
-- from = "endpoint_metric"
-- x = "hour"
-- y = "model_latency_p99_ms"
-- match = ["endpoint_name", "variant_name"]
-- limit = "limit_ms"
with measured as (
    select
        e.asset,
        e.account_id,
        e.region,
        e.endpoint_name,
        u.variant_name,
        u.hosting,
        u.instance_type,
        u.invocations_30d,
        u.model_latency_p99_median_ms,
        coalesce(u.invocations_30d, 0) >= :invocations and u.model_latency_p99_median_ms is not null as enough,
        cast(
            case
                when u.hosting = 'serverless' then :serverless_milliseconds
                when u.hosting = 'asynchronous' then :asynchronous_milliseconds
                when split_part(u.instance_type, '.', 2) like 'g%' then :accelerated_milliseconds
                when split_part(u.instance_type, '.', 2) like 'p%' then :accelerated_milliseconds
                when split_part(u.instance_type, '.', 2) like 'inf%' then :accelerated_milliseconds
                when split_part(u.instance_type, '.', 2) like 'trn%' then :accelerated_milliseconds
                else :milliseconds
            end as double
        ) as limit_ms
    from endpoint_now as e
    left join endpoint_usage as u
        on
            u.account_id = e.account_id and u.region = e.region and u.endpoint_name = e.endpoint_name
            and (coalesce(u.hosting, '') <> 'components' or u.component_name is not null)
    left join governed as g on g.asset = e.asset
    where e.endpoint_status = 'InService'
),

ranked as (
    select
        m.asset,
        m.account_id,
        m.region,
        m.endpoint_name,
        m.variant_name,
        m.hosting,
        m.instance_type,
        m.invocations_30d,
        m.model_latency_p99_median_ms,
        m.enough,
        m.limit_ms,
        row_number() over (
            partition by m.asset
            order by
                case when m.enough then 0 else 1 end,
                coalesce(cast(m.model_latency_p99_median_ms as double) / nullif(m.limit_ms, 0), -1) desc,
                m.variant_name
        ) as place
    from measured as m
),

judged as (
    select
        r.asset,
        r.account_id,
        r.region,
        r.endpoint_name,
        count(*) filter (where r.enough) as measured,
        count(*) filter (where r.enough and r.model_latency_p99_median_ms > r.limit_ms) as slow,
        count(*) filter (where not r.enough) as unmeasured,
        max(case when r.place = 1 then r.variant_name end) as variant_name,
        max(case when r.place = 1 then r.hosting end) as hosting,
        max(case when r.place = 1 then r.instance_type end) as instance_type,
        max(case when r.place = 1 then r.model_latency_p99_median_ms end) as model_latency_p99_median_ms,
        max(case when r.place = 1 then r.limit_ms end) as limit_ms,
        cast(sum(r.invocations_30d) as bigint) as invocations_30d
    from ranked as r
    group by r.asset, r.account_id, r.region, r.endpoint_name
)

select
    j.asset,
    j.account_id,
    j.region,
    case
        when j.slow > 0 then 'fail'
        when j.unmeasured > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when j.slow > 0
            then 'In the middle hour of the last 30 days the slowest hundredth of the requests to '
            || coalesce(j.variant_name, 'a variant') || ' took at least '
            || regexp_replace(cast(case when cast(j.model_latency_p99_median_ms as decimal(18, 1)) = cast(j.limit_ms as decimal(18, 1)) then cast(j.model_latency_p99_median_ms as decimal(18, 5)) else cast(j.model_latency_p99_median_ms as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' ms; '
            || regexp_replace(cast(cast(j.limit_ms as decimal(18, 1)) as varchar), '\.?0+$', '') || ' ms is allowed.'
        when j.unmeasured > 0
            then 'A variant of it had fewer than the ' || cast(:invocations as varchar)
            || ' requests in 30 days that are needed to tell how slow it is, or was not seen.'
        else 'Its variants answer within their limits.'
    end as reason,
    j.endpoint_name,
    j.variant_name,
    j.hosting,
    j.instance_type,
    j.model_latency_p99_median_ms,
    j.limit_ms,
    j.invocations_30d,
    j.measured,
    j.slow,
    j.unmeasured
from judged as j
