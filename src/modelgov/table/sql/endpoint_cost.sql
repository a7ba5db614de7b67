-- What every variant costs at list price, shadow variants too, and how it was priced.
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
