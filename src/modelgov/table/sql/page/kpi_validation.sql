-- Validations that came to a result in the 30 days before each moment, and those that failed. Takes the moments.
select
    m.moment,
    count(*) as validations,
    count(*) filter (where v.validation_result = 'failed') as failures
from validation as v
cross join unnest(cast(? as array(timestamp with time zone))) as m (moment)
where
    v.validation_result in ('passed', 'failed')
    and v.started_at <= m.moment
    and v.started_at > m.moment - interval '30' day
group by m.moment
order by m.moment
