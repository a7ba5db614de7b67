-- What AWS billed for SageMaker by day, account, region, resource and usage type, from cost and usage data.
with line as (
    select
        c.day,
        c.account_id,
        coalesce(c.region, f.unassigned) as region,
        c.resource_arn,
        case
            when c.resource_arn like 'arn:%' then split_part(split_part(c.resource_arn, ':', 6), '/', 1)
        end as resource_type,
        c.usage_type,
        c.usage_operation,
        c.product_family,
        c.usage_unit,
        c.usage_amount,
        c.billed_usd
    from cost_line as c
    cross join fallback as f
)

select
    day,
    account_id,
    region,
    resource_arn,
    resource_type,
    usage_type,
    usage_operation,
    product_family,
    usage_unit,
    sum(usage_amount) as usage_amount,
    sum(billed_usd) as billed_usd
from line
group by
    day,
    account_id,
    region,
    resource_arn,
    resource_type,
    usage_type,
    usage_operation,
    product_family,
    usage_unit
