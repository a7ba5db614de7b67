-- Endpoints, what they cost a month at list price, and what of them has no price.
select
    count(distinct endpoint_arn) as endpoints,
    count(distinct case when endpoint_status = 'InService' then endpoint_arn end) as endpoints_in_service,
    count(distinct case when matched_by = 'none' then endpoint_arn end) as endpoints_unregistered,
    round(coalesce(sum(case when endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack')
        then usd_per_month end), 0), 2) as usd_per_month,
    count(*) filter (where usd_per_month is not null) as priced_variants,
    count(*) filter (where instance_type is not null and usd_per_month is null) as unpriced_variants,
    count(*) filter (where serverless_memory_mb is not null) as serverless_variants,
    (select max(price_date) from list_price) as price_date
from endpoint
