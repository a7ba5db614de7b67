-- title = "Endpoints run on instances of the right size and number"
-- group = "cost"
-- severity = "low"
-- version = 2
-- asset = "endpoint"
-- why = "An instance with twice the size costs twice as much every hour. Where neither CPU nor memory is used, the next smaller one does the same work."
-- remedy = "The team that runs the endpoint tries the smaller type of machine, or one machine fewer, under the load of its busiest day, and moves over when that holds. In AWS: a new endpoint config with the other instance type or count, then UpdateEndpoint."
-- settle = "Let modelgov read CloudWatch (GetMetricData) and AWS's price list (pricing:GetProducts), and wait until the variant has served and been asked about for 14 days."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "GetMetricData"]
-- [parameters]
-- cpu_percent = { default = 25, meaning = "Mean CPU in use over 30 days, of all virtual CPUs, percent, below which half would do." }
-- memory_percent = { default = 40, meaning = "Mean memory in use over 30 days, percent, below which half would do." }
-- gpu_percent = { default = 25, meaning = "Mean GPU in use over 30 days, percent of one GPU, below which less would do." }
-- instances = { default = 1, tier_1 = 2, tier_2 = 2, meaning = "Instances that a variant keeps in any case, so that one may fail." }
-- days = { default = 14, meaning = "Days that a variant must have served and been asked about." }
-- [evidence]
-- oversized = "Variants for which less would do."
-- unmeasured = "Variants whose use or price was not seen, or not for long enough."
-- smaller_type = "The next smaller type of the same family, by list price; empty where one instance fewer is meant."
-- usd_per_month = "List price of all instances of these variants for 730 hours, US dollars."
-- saving_usd_per_month = "What less would save, at list price, US dollars."
-- metric_name = "What the chart draws, and the limit is of."
-- allowed_value = "Mean CPU in use over 30 days, as a share of all virtual CPUs, below which half would do."
-- [chart]
-- title = { cpu_share = "CPU in use by day, mean, as a share of all virtual CPUs" }
-- from = "endpoint_day"
-- x = "day"
-- y = "metric_value"
-- match = ["endpoint_name", "variant_name", "metric_name"]
-- limit = "allowed_value"
with smaller as (
    select
        p.region,
        p.instance_type,
        max(o.usd_per_hour) as usd_per_hour,
        max_by(o.instance_type, o.usd_per_hour) as smaller_type
    from list_price as p
    inner join list_price as o
        on
            o.region = p.region
            and split_part(o.instance_type, '.', 2) = split_part(p.instance_type, '.', 2)
            and o.usd_per_hour < p.usd_per_hour
    group by p.region, p.instance_type
),

used as (
    select
        c.endpoint_arn,
        c.account_id,
        c.region,
        c.endpoint_name,
        c.variant_name,
        c.instance_type,
        c.instance_count,
        c.usd_per_month,
        u.cpu_share_mean,
        u.memory_percent_mean,
        s.smaller_type,
        :cpu_percent as cpu_limit,
        :memory_percent as memory_limit,
        coalesce(
            c.usd_per_hour is not null
            and u.cpu_share_mean is not null
            and u.memory_percent_mean is not null
            and (
                u.gpu_percent_mean is not null
                or (
                    split_part(c.instance_type, '.', 2) not like 'g%'
                    and split_part(c.instance_type, '.', 2) not like 'p%'
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
        case
            when s.smaller_type is not null then 730 * c.instance_count * (c.usd_per_hour - s.usd_per_hour)
            when c.instance_count > :instances then 730 * c.usd_per_hour
        end as saving
    from endpoint_cost as c
    left join endpoint_usage as u
        on
            u.account_id = c.account_id and u.region = c.region and u.endpoint_name = c.endpoint_name
            and u.variant_name = c.variant_name and u.component_name is null
    left join smaller as s on s.region = c.region and s.instance_type = c.instance_type
    left join governed as g on g.asset = c.endpoint_arn
    where
        c.endpoint_status = 'InService'
        and c.hosting in ('instances', 'asynchronous')
        and coalesce(c.instance_count, 1) > 0
),

-- Of the smallest sizes none is smaller; of others one may be whose price is not known.
judged as (
    select
        u.endpoint_arn,
        u.account_id,
        u.region,
        u.endpoint_name,
        u.variant_name,
        u.instance_type,
        u.instance_count,
        u.usd_per_month,
        u.cpu_share_mean,
        u.memory_percent_mean,
        u.smaller_type,
        u.cpu_limit,
        u.memory_limit,
        u.saving,
        case
            when not u.enough then 'unmeasured'
            when not u.below then 'used'
            when u.saving is not null then 'oversized'
            when split_part(u.instance_type, '.', 3) in ('medium', 'large') then 'smallest'
            else 'unmeasured'
        end as verdict,
        row_number() over (
            partition by u.endpoint_arn
            order by
                case when u.enough and u.below then coalesce(u.saving, 0) else -1 end desc, u.variant_name
        ) as place
    from used as u
),

counted as (
    select
        j.endpoint_arn,
        j.account_id,
        j.region,
        j.endpoint_name,
        count(*) filter (where j.verdict = 'oversized') as oversized,
        count(*) filter (where j.verdict = 'unmeasured') as unmeasured,
        sum(case when j.verdict = 'oversized' then j.usd_per_month end) as usd_per_month,
        sum(case when j.verdict = 'oversized' then j.saving end) as saving_usd_per_month,
        max(case when j.place = 1 then j.variant_name end) as variant_name,
        max(case when j.place = 1 then j.instance_type end) as instance_type,
        max(case when j.place = 1 then j.instance_count end) as instance_count,
        max(case when j.place = 1 then j.smaller_type end) as smaller_type,
        max(j.cpu_limit) as cpu_limit,
        max(j.memory_limit) as memory_limit,
        max(case when j.place = 1 then j.cpu_share_mean end) as cpu_share_mean,
        max(case when j.place = 1 then j.memory_percent_mean end) as memory_percent_mean
    from judged as j
    group by j.endpoint_arn, j.account_id, j.region, j.endpoint_name
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case
        when c.oversized > 0 then 'fail'
        when c.unmeasured > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when c.oversized > 0
            then coalesce('Its variant ' || c.variant_name, 'A variant of it') || ' had '
            || regexp_replace(cast(case when cast(100 * c.cpu_share_mean as decimal(18, 1)) = cast(c.cpu_limit as decimal(18, 1)) then cast(100 * c.cpu_share_mean as decimal(18, 5)) else cast(100 * c.cpu_share_mean as decimal(18, 1)) end as varchar), '\.?0+$', '')
            || ' % of its CPU and '
            || regexp_replace(cast(case when cast(c.memory_percent_mean as decimal(18, 1)) = cast(c.memory_limit as decimal(18, 1)) then cast(c.memory_percent_mean as decimal(18, 5)) else cast(c.memory_percent_mean as decimal(18, 1)) end as varchar), '\.?0+$', '')
            || ' % of its memory in use on average of 30 days, below '
            || regexp_replace(cast(cast(c.cpu_limit as decimal(18, 1)) as varchar), '\.?0+$', '') || ' % and '
            || regexp_replace(cast(cast(c.memory_limit as decimal(18, 1)) as varchar), '\.?0+$', '') || ' %. It would do with '
            || coalesce(c.smaller_type || ' instead of ' || c.instance_type, 'one instance fewer') || ', and '
            || cast(cast(round(c.saving_usd_per_month) as bigint) as varchar)
            || ' US dollars a month would be saved at list price.'
        when c.unmeasured > 0 then 'The use of a variant of it was not seen over ' || cast(:days as varchar) || ' days, or its price is not known.'
        else 'No variant of it would do with less.'
    end as reason,
    c.endpoint_name,
    c.variant_name,
    c.instance_type,
    c.instance_count,
    c.smaller_type,
    c.cpu_share_mean,
    c.memory_percent_mean,
    'cpu_share' as metric_name,
    cast(c.cpu_limit as double) / nullif(100, 0) as allowed_value,
    c.oversized,
    c.unmeasured,
    c.usd_per_month,
    c.saving_usd_per_month
from counted as c
