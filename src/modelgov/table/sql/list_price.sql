-- The list price of an hour of hosting, by region and instance type; where a region has none, us-east-1's.
with place as (
    select distinct region from endpoint_config_now
)

select
    l.region,
    d.instance_type,
    coalesce(p.usd_hour, d.usd_hour) as usd_per_hour,
    coalesce(p.price_date, d.price_date) as price_date,
    coalesce(p.region, d.region) as price_region
from place as l
inner join price as d on d.component = 'Hosting' and d.region = 'us-east-1'
left join price as p
    on p.component = 'Hosting' and p.region = l.region and p.instance_type = d.instance_type
union all
select
    p.region,
    p.instance_type,
    p.usd_hour as usd_per_hour,
    p.price_date,
    p.region as price_region
from price as p
left join price as d
    on d.component = 'Hosting' and d.region = 'us-east-1' and d.instance_type = p.instance_type
where p.component = 'Hosting' and d.instance_type is null
