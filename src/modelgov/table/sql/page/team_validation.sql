-- Validations of pipelines by team, month of their begin and result. Takes the first moment, and that after the last.
select
    team,
    date_trunc('month', started_at) as month,
    count(*) filter (where validation_result = 'passed') as passed,
    count(*) filter (where validation_result = 'failed') as failed,
    count(*) filter (where validation_result = 'error') as errors
from validation
where started_at >= cast(? as timestamp with time zone) and started_at < cast(? as timestamp with time zone)
group by team, date_trunc('month', started_at)
order by team, month
