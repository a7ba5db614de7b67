-- What every endpoint cost by month: list price and bill, with the hours of which either is not known.
select
    endpoint_arn,
    month,
    sum(instance_hours) as instance_hours,
    sum(assumed_hours) as assumed_hours,
    sum(unpriced_hours) as unpriced_hours,
    sum(usd) as usd,
    sum(unbilled_hours) as unbilled_hours,
    sum(billed_usd) as billed_usd
from endpoint_cost_month
group by endpoint_arn, month
order by endpoint_arn, month
