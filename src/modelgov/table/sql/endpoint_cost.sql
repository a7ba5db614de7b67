-- What every variant costs at list price, shadow variants too, how it was priced, and what AWS billed for it.
with priced as (
    select
        e.account_id,
        e.region,
        e.endpoint_name,
        e.asset as endpoint_arn,
        e.endpoint_status,
        v.variant_name,
        v.shadow,
        v.hosting,
        v.instance_type,
        coalesce(r.current_instance_count, v.initial_instance_count) as instance_count,
        p.usd_per_hour,
        p.usd_per_hour * 730 * coalesce(r.current_instance_count, v.initial_instance_count) as usd_per_month,
        case
            when v.hosting = 'serverless' then 'by use'
            when p.usd_per_hour is null then 'no price known'
            when p.price_region = e.region then 'list price'
            else 'list price of another region'
        end as priced_by,
        p.price_region,
        p.price_date,
        e.observed_at
    from endpoint_now as e
    inner join variant_plan as v
        on v.account_id = e.account_id and v.region = e.region and v.config_name = e.config_name
    left join running_count as r
        on r.asset = e.asset and r.position = e.position and r.variant_name = v.variant_name
    left join list_price as p on p.region = e.region and p.instance_type = v.instance_type
),

newest as (
    select max(day) as billed_until from cost_usage
),

bill as (
    select
        lower(c.resource_arn) as endpoint_arn,
        n.billed_until,
        sum(c.billed_usd) as billed_usd
    from cost_usage as c
    cross join newest as n
    where c.resource_type = 'endpoint' and c.day > n.billed_until - interval '30' day
    group by lower(c.resource_arn), n.billed_until
),

whole as (
    select
        endpoint_arn,
        count(*) as variants,
        count(usd_per_month) as priced_variants,
        sum(usd_per_month) as usd_per_month
    from priced
    group by endpoint_arn
)

select
    p.account_id,
    p.region,
    p.endpoint_name,
    p.endpoint_arn,
    p.endpoint_status,
    p.variant_name,
    p.shadow,
    p.hosting,
    p.instance_type,
    p.instance_count,
    p.usd_per_hour,
    p.usd_per_month,
    p.priced_by,
    p.price_region,
    p.price_date,
    case
        when w.variants = 1 then b.billed_usd
        when w.variants = w.priced_variants
            then cast(b.billed_usd * p.usd_per_month as double) / nullif(w.usd_per_month, 0)
    end as billed_usd,
    b.billed_until,
    p.observed_at
from priced as p
inner join whole as w on w.endpoint_arn = p.endpoint_arn
left join bill as b on b.endpoint_arn = lower(p.endpoint_arn)
