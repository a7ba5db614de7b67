-- title = "Instances of endpoints are put to use"
-- group = "utilisation"
-- severity = "low"
-- version = 2
-- asset = "endpoint"
-- why = "Instances that hardly work are paid for like those that do. Many small idle reserves in many teams add up to more than any single waste that is looked for."
-- remedy = "The team that runs the endpoint takes fewer or smaller machines, lets several models share one, or serves them only while somebody asks. In AWS: fewer or smaller instances, inference components, or serverless; SageMaker Inference Recommender proposes a size."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData), and wait until the variant has served and been asked about for 14 days; where containers report no memory, nobody can tell."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData", "ListInferenceComponents"]
-- [parameters]
-- cpu_percent = { default = 10, meaning = "Mean CPU in use over 30 days, of all virtual CPUs, percent." }
-- memory_percent = { default = 30, meaning = "Mean memory in use over 30 days, percent." }
-- gpu_percent = { default = 10, meaning = "Mean GPU in use over 30 days, percent of one GPU." }
-- days = { default = 14, meaning = "Days that a variant must have served and been asked about." }
-- [evidence]
-- lazy = "Variants or components in use less than every limit."
-- unmeasured = "Variants or components whose use was not seen, or not for long enough."
-- metric_name = "What the chart draws, and the limit is of."
-- allowed_value = "Mean CPU in use over 30 days, as a share of all virtual CPUs, below which the instances are hardly used."
-- [chart]
-- title = { cpu_share = "CPU in use by day, mean, as a share of all virtual CPUs" }
-- from = "endpoint_day"
-- x = "day"
-- y = "metric_value"
-- match = ["endpoint_name", "variant_name", "metric_name"]
-- limit = "allowed_value"
with used as (
    select
        e.asset,
        e.account_id,
        e.region,
        e.endpoint_name,
        u.variant_name,
        u.instance_type,
        u.cpu_share_mean,
        u.memory_percent_mean,
        u.gpu_percent_mean,
        u.invocations_30d,
        coalesce(
            u.cpu_share_mean is not null
            and u.memory_percent_mean is not null
            and (
                u.gpu_percent_mean is not null
                or (
                    split_part(u.instance_type, '.', 2) not like 'g%'
                    and split_part(u.instance_type, '.', 2) not like 'p%'
                )
            )
            and date_diff('day', cast(u.serving_since as date), cast(u.asked_until as date)) >= :days
            and date_diff('day', cast(u.asked_from as date), cast(u.asked_until as date)) >= :days, false
        ) as enough,
        coalesce(
            100 * u.cpu_share_mean < :cpu_percent
            and u.memory_percent_mean < :memory_percent
            and coalesce(u.gpu_percent_mean, 0) < :gpu_percent, false
        ) as below,
        cast(:cpu_percent as double) as cpu_limit,
        cast(:memory_percent as double) as memory_limit
    from endpoint_now as e
    left join endpoint_usage as u
        on
            u.account_id = e.account_id and u.region = e.region and u.endpoint_name = e.endpoint_name
            and (coalesce(u.hosting, '') <> 'components' or u.component_name is not null)
    where e.endpoint_status = 'InService' and coalesce(u.hosting, '') <> 'serverless'
),

ranked as (
    select
        u.asset,
        u.account_id,
        u.region,
        u.endpoint_name,
        u.variant_name,
        u.instance_type,
        u.cpu_share_mean,
        u.memory_percent_mean,
        u.gpu_percent_mean,
        u.invocations_30d,
        u.enough,
        u.below,
        u.cpu_limit,
        u.memory_limit,
        row_number() over (
            partition by u.asset
            order by
                case when u.enough and u.below then 0 else 1 end, coalesce(u.cpu_share_mean, 2), u.variant_name
        ) as place
    from used as u
),

judged as (
    select
        r.asset,
        r.account_id,
        r.region,
        r.endpoint_name,
        count(*) filter (where r.enough and r.below) as lazy,
        count(*) filter (where not r.enough) as unmeasured,
        max(case when r.place = 1 then r.variant_name end) as variant_name,
        max(case when r.place = 1 then r.instance_type end) as instance_type,
        max(case when r.place = 1 then r.cpu_share_mean end) as cpu_share_mean,
        max(case when r.place = 1 then r.memory_percent_mean end) as memory_percent_mean,
        max(case when r.place = 1 then r.gpu_percent_mean end) as gpu_percent_mean,
        cast(sum(r.invocations_30d) as bigint) as invocations_30d,
        max(r.cpu_limit) as cpu_limit,
        max(r.memory_limit) as memory_limit
    from ranked as r
    group by r.asset, r.account_id, r.region, r.endpoint_name
)

select
    j.asset,
    j.account_id,
    j.region,
    case
        when j.lazy > 0 then 'fail'
        when j.unmeasured > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when j.lazy > 0
            then coalesce('Its variant ' || j.variant_name, 'A variant of it') || ' had '
            || regexp_replace(cast(case when cast(100 * j.cpu_share_mean as decimal(18, 1)) = cast(j.cpu_limit as decimal(18, 1)) then cast(100 * j.cpu_share_mean as decimal(18, 5)) else cast(100 * j.cpu_share_mean as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % of its CPU and '
            || regexp_replace(cast(case when cast(j.memory_percent_mean as decimal(18, 1)) = cast(j.memory_limit as decimal(18, 1)) then cast(j.memory_percent_mean as decimal(18, 5)) else cast(j.memory_percent_mean as decimal(18, 1)) end as varchar), '\.?0+$', '')
            || ' % of its memory in use on average of 30 days; at least '
            || regexp_replace(cast(cast(j.cpu_limit as decimal(18, 1)) as varchar), '\.?0+$', '') || ' % or '
            || regexp_replace(cast(cast(j.memory_limit as decimal(18, 1)) as varchar), '\.?0+$', '') || ' % is asked for.'
        when j.unmeasured > 0
            then 'The use of a variant of it was not seen over ' || cast(:days as varchar) || ' days.'
        else 'Its instances are put to use.'
    end as reason,
    j.endpoint_name,
    j.variant_name,
    j.instance_type,
    j.cpu_share_mean,
    j.memory_percent_mean,
    j.gpu_percent_mean,
    j.invocations_30d,
    'cpu_share' as metric_name,
    cast(j.cpu_limit as double) / nullif(100, 0) as allowed_value,
    j.lazy,
    j.unmeasured
from judged as j
