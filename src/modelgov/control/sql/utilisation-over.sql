-- title = "Endpoints have room to spare"
-- group = "utilisation"
-- severity = "low"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "endpoint"
-- why = "Instances that are busy on average have nothing left for the hours in which most is asked. Then answers come late or not at all, and a failed instance takes the others with it."
-- remedy = "The team that runs the endpoint adds machines, lets their number grow with the load, or takes larger ones. In AWS: scaling (RegisterScalableTarget, PutScalingPolicy), or a larger instance type in a new endpoint config (UpdateEndpoint)."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData), and wait until the variant has served and been asked about for 7 days; where containers report no memory, nobody can tell."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData", "ListInferenceComponents"]
-- [parameters]
-- cpu_percent = { default = 75, meaning = "Mean CPU in use over 30 days, of all virtual CPUs, percent." }
-- memory_percent = { default = 85, meaning = "Mean memory in use over 30 days, percent." }
-- gpu_percent = { default = 85, meaning = "Mean GPU in use over 30 days, percent, of variants with one GPU: of those with more it is not judged." }
-- days = { default = 7, meaning = "Days that a variant must have served and been asked about." }
-- [evidence]
-- busy = "Variants or components in use beyond a limit."
-- unmeasured = "Variants or components whose use was not seen, or not for long enough."
-- metric_name = "Which use is beyond its limit: CPU before memory before GPU."
-- allowed_value = "The most of it that may be in use on average."
-- [chart]
-- title = { cpu_share = "CPU in use by day, mean, as a share of all virtual CPUs", memory_percent = "Memory in use by day, mean, percent", gpu_percent = "GPU in use by day, mean, percent of one GPU" }
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
        coalesce(
            u.cpu_share_mean is not null
            and u.memory_percent_mean is not null
            and date_diff('day', cast(u.serving_since as date), cast(u.asked_until as date)) >= :days
            and date_diff('day', cast(u.asked_from as date), cast(u.asked_until as date)) >= :days, false
        ) as enough,
        coalesce(100 * u.cpu_share_mean > :cpu_percent, false)
        or coalesce(u.memory_percent_mean > :memory_percent, false)
        or coalesce(
            u.gpu_percent_mean > :gpu_percent
            and (
                u.component_name is not null
                or (
                    split_part(u.instance_type, '.', 2) like 'g%'
                    and split_part(u.instance_type, '.', 3) in (
                        'xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge'
                    )
                )
            ), false
        ) as beyond,
        case
            when 100 * u.cpu_share_mean > :cpu_percent then 'cpu_share'
            when u.memory_percent_mean > :memory_percent then 'memory_percent'
            when u.gpu_percent_mean > :gpu_percent then 'gpu_percent'
            else 'cpu_share'
        end as metric_name,
        cast(:cpu_percent as double) as cpu_limit,
        cast(:memory_percent as double) as memory_limit,
        cast(:gpu_percent as double) as gpu_limit
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
        u.enough,
        u.beyond,
        u.metric_name,
        u.cpu_limit,
        u.memory_limit,
        u.gpu_limit,
        row_number() over (
            partition by u.asset
            order by
                case when u.enough and u.beyond then 0 else 1 end, coalesce(u.cpu_share_mean, -1) desc,
                u.variant_name
        ) as place
    from used as u
),

judged as (
    select
        r.asset,
        r.account_id,
        r.region,
        r.endpoint_name,
        count(*) filter (where r.enough and r.beyond) as busy,
        count(*) filter (where not r.enough) as unmeasured,
        max(case when r.place = 1 then r.variant_name end) as variant_name,
        max(case when r.place = 1 then r.instance_type end) as instance_type,
        max(case when r.place = 1 then r.cpu_share_mean end) as cpu_share_mean,
        max(case when r.place = 1 then r.memory_percent_mean end) as memory_percent_mean,
        max(case when r.place = 1 then r.gpu_percent_mean end) as gpu_percent_mean,
        max(case when r.place = 1 then r.metric_name end) as metric_name,
        max(r.cpu_limit) as cpu_limit,
        max(r.memory_limit) as memory_limit,
        max(r.gpu_limit) as gpu_limit
    from ranked as r
    group by r.asset, r.account_id, r.region, r.endpoint_name
)

select
    j.asset,
    j.account_id,
    j.region,
    case
        when j.busy > 0 then 'fail'
        when j.unmeasured > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when j.busy > 0
            then coalesce('Its variant ' || j.variant_name, 'A variant of it') || ' had '
            || case j.metric_name
                when 'cpu_share' then regexp_replace(cast(case when cast(100 * j.cpu_share_mean as decimal(18, 1)) = cast(j.cpu_limit as decimal(18, 1)) then cast(100 * j.cpu_share_mean as decimal(18, 5)) else cast(100 * j.cpu_share_mean as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % of its CPU'
                when 'memory_percent' then regexp_replace(cast(case when cast(j.memory_percent_mean as decimal(18, 1)) = cast(j.memory_limit as decimal(18, 1)) then cast(j.memory_percent_mean as decimal(18, 5)) else cast(j.memory_percent_mean as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % of its memory'
                else regexp_replace(cast(case when cast(j.gpu_percent_mean as decimal(18, 1)) = cast(j.gpu_limit as decimal(18, 1)) then cast(j.gpu_percent_mean as decimal(18, 5)) else cast(j.gpu_percent_mean as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % of its GPU'
            end || ' in use on average of 30 days; '
            || regexp_replace(cast(cast(case j.metric_name when 'cpu_share' then j.cpu_limit when 'memory_percent' then j.memory_limit else j.gpu_limit end as decimal(18, 1)) as varchar), '\.?0+$', '')
            || ' % is allowed.'
        when j.unmeasured > 0
            then 'The use of a variant of it was not seen over ' || cast(:days as varchar) || ' days.'
        else 'It has room to spare.'
    end as reason,
    j.endpoint_name,
    j.variant_name,
    j.instance_type,
    j.cpu_share_mean,
    j.memory_percent_mean,
    j.gpu_percent_mean,
    j.metric_name,
    case j.metric_name
        when 'cpu_share' then cast(j.cpu_limit as double) / nullif(100, 0)
        when 'memory_percent' then j.memory_limit
        else j.gpu_limit
    end as allowed_value,
    j.busy,
    j.unmeasured
from judged as j
