-- What AWS billed for SageMaker by day, account, region, resource and usage type, from cost and usage data.
select
    c.day,
    c.account_id,
    coalesce(c.region, f.unassigned) as region,
    c.resource_arn,
    case when c.resource_arn like 'arn:%' then split_part(split_part(c.resource_arn, ':', 6), '/', 1) end as resource_type,
    c.usage_type,
    c.usage_operation,
    c.product_family,
    c.usage_unit,
    sum(c.usage_amount) as usage_amount,
    sum(c.billed_usd) as billed_usd
from cost_line as c
cross join fallback as f
group by
    c.day,
    c.account_id,
    coalesce(c.region, f.unassigned),
    c.resource_arn,
    case when c.resource_arn like 'arn:%' then split_part(split_part(c.resource_arn, ':', 6), '/', 1) end,
    c.usage_type,
    c.usage_operation,
    c.product_family,
    c.usage_unit
