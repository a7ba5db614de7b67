-- Of the validations that came to a result, the share that failed, by team and month of their begin.
select
    team,
    business_unit,
    date_trunc('month', started_at) as month,
    count(*) as validations,
    count(*) filter (where validation_result = 'failed') as failures,
    cast(count(*) filter (where validation_result = 'failed') as double) / nullif(count(*), 0) as failure_rate
from validation
where validation_result in ('passed', 'failed')
group by team, business_unit, date_trunc('month', started_at)
