-- title = "GPUs that are paid for work"
-- group = "cost"
-- severity = "medium"
-- version = 2
-- asset = "endpoint"
-- why = "An instance with a GPU costs five to five hundred times as much as a small one without. A model that never touches the GPU gets nothing for it."
-- remedy = "The team that runs the endpoint looks whether the container uses the GPU at all (driver, framework build, model on the device), and otherwise moves the model to instances without one."
-- settle = "Let modelgov read CloudWatch in this account (GetMetricData), and wait until the variant has served and been asked about for 14 days."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData"]
-- absence = ["GetMetricData"]
-- [parameters]
-- percent = { default = 5, meaning = "Mean GPU in use over 30 days, percent of one GPU, below which it is unused." }
-- most_percent = { default = 30, meaning = "GPU in use in the busiest hour of 30 days, percent of one GPU, below which it is unused." }
-- days = { default = 14, meaning = "Days that a variant must have served and been asked about." }
-- [evidence]
-- unused = "Variants whose GPU is unused."
-- unmeasured = "Variants with a GPU whose use was not seen, or not for long enough."
-- unused_usd_per_month = "List price of the variants whose GPU is unused, for 730 hours, US dollars; empty if not known."
-- mean_percent_limit = "Mean GPU in use over 30 days below which it is unused, percent of one GPU."
-- busiest_percent_limit = "GPU in use in the busiest hour of 30 days below which it is unused, percent of one GPU."
-- [chart]
-- title = "GPU in use by hour, percent of one GPU"
-- from = "endpoint_metric"
-- x = "hour"
-- y = "gpu_percent"
-- match = ["endpoint_name", "variant_name"]
-- limit = "busiest_percent_limit"
with used as (
    select
        u.account_id,
        u.region,
        u.endpoint_name,
        u.variant_name,
        max(u.gpu_percent_mean) as gpu_percent_mean,
        max(u.gpu_percent_most) as gpu_percent_most,
        min(u.serving_since) as serving_since,
        min(u.asked_from) as asked_from,
        max(u.asked_until) as asked_until
    from endpoint_usage as u
    group by u.account_id, u.region, u.endpoint_name, u.variant_name
),

ranked as (
    select
        c.endpoint_arn,
        c.account_id,
        c.region,
        c.endpoint_name,
        c.variant_name,
        c.instance_type,
        c.usd_per_month,
        u.gpu_percent_mean,
        u.gpu_percent_most,
        case
            when u.gpu_percent_mean >= :percent or u.gpu_percent_most >= :most_percent then 'used'
            when u.gpu_percent_mean is null or u.gpu_percent_most is null then 'unmeasured'
            when
                date_diff('day', cast(u.serving_since as date), cast(u.asked_until as date)) >= :days
                and date_diff('day', cast(u.asked_from as date), cast(u.asked_until as date)) >= :days
                then 'unused'
            else 'unmeasured'
        end as verdict,
        row_number() over (
            partition by c.endpoint_arn order by coalesce(u.gpu_percent_mean, 1000), c.variant_name
        ) as place
    from endpoint_cost as c
    left join used as u
        on
            u.account_id = c.account_id and u.region = c.region and u.endpoint_name = c.endpoint_name
            and u.variant_name = c.variant_name
    where
        c.endpoint_status = 'InService'
        and coalesce(c.instance_count, 1) > 0
        and (
            split_part(c.instance_type, '.', 2) like 'g%' or split_part(c.instance_type, '.', 2) like 'p%'
        )
),

counted as (
    select
        r.endpoint_arn,
        r.account_id,
        r.region,
        r.endpoint_name,
        count(*) filter (where r.verdict = 'unused') as unused,
        count(*) filter (where r.verdict = 'unmeasured') as unmeasured,
        count(*) filter (where r.verdict = 'unused' and r.usd_per_month is null) as unpriced,
        sum(case when r.verdict = 'unused' then r.usd_per_month end) as unused_usd_per_month,
        max(case when r.place = 1 then r.variant_name end) as variant_name,
        max(case when r.place = 1 then r.instance_type end) as instance_type,
        max(case when r.place = 1 then r.gpu_percent_mean end) as gpu_percent_mean,
        max(case when r.place = 1 then r.gpu_percent_most end) as gpu_percent_most
    from ranked as r
    group by r.endpoint_arn, r.account_id, r.region, r.endpoint_name
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case
        when c.unused > 0 then 'fail'
        when c.unmeasured > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when c.unused > 0 and c.unpriced = 0
            then 'The GPU of ' || coalesce(c.variant_name, 'a variant') || ' (' || c.instance_type || ') was '
            || regexp_replace(cast(case when cast(c.gpu_percent_mean as decimal(18, 1)) = cast(cast(:percent as double) as decimal(18, 1)) then cast(c.gpu_percent_mean as decimal(18, 5)) else cast(c.gpu_percent_mean as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % in use on average of 30 days and '
            || regexp_replace(cast(case when cast(c.gpu_percent_most as decimal(18, 1)) = cast(cast(:most_percent as double) as decimal(18, 1)) then cast(c.gpu_percent_most as decimal(18, 5)) else cast(c.gpu_percent_most as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % in its busiest hour, below '
            || regexp_replace(cast(cast(cast(:percent as double) as decimal(18, 1)) as varchar), '\.?0+$', '') || ' % and '
            || regexp_replace(cast(cast(cast(:most_percent as double) as decimal(18, 1)) as varchar), '\.?0+$', '') || ' %; it costs '
            || cast(cast(round(c.unused_usd_per_month) as bigint) as varchar)
            || ' US dollars a month at list price.'
        when c.unused > 0
            then 'The GPU of ' || coalesce(c.variant_name, 'a variant') || ' (' || c.instance_type || ') was '
            || regexp_replace(cast(case when cast(c.gpu_percent_mean as decimal(18, 1)) = cast(cast(:percent as double) as decimal(18, 1)) then cast(c.gpu_percent_mean as decimal(18, 5)) else cast(c.gpu_percent_mean as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % in use on average of 30 days and '
            || regexp_replace(cast(case when cast(c.gpu_percent_most as decimal(18, 1)) = cast(cast(:most_percent as double) as decimal(18, 1)) then cast(c.gpu_percent_most as decimal(18, 5)) else cast(c.gpu_percent_most as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % in its busiest hour, below '
            || regexp_replace(cast(cast(cast(:percent as double) as decimal(18, 1)) as varchar), '\.?0+$', '') || ' % and '
            || regexp_replace(cast(cast(cast(:most_percent as double) as decimal(18, 1)) as varchar), '\.?0+$', '') || ' %; what it costs is not known.'
        when c.unmeasured > 0 then 'The use of a GPU of it was not seen over ' || cast(:days as varchar) || ' days.'
        else 'Its GPUs work.'
    end as reason,
    c.endpoint_name,
    c.variant_name,
    c.instance_type,
    c.gpu_percent_mean,
    c.gpu_percent_most,
    cast(:percent as double) as mean_percent_limit,
    cast(:most_percent as double) as busiest_percent_limit,
    c.unused,
    c.unmeasured,
    case when c.unpriced = 0 then c.unused_usd_per_month end as unused_usd_per_month
from counted as c
