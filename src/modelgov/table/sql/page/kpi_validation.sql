-- Validations that came to a result in the days before each moment, and those that failed. Takes the moments,
-- and how many seconds before each count.
select
    m.moment,
    count(*) as validations,
    count(*) filter (where v.validation_result = 'failed') as failures
from validation as v
cross join unnest(cast(? as array(timestamp with time zone))) as m (moment)
where
    v.validation_result in ('passed', 'failed')
    and v.started_at <= m.moment
    and cast(to_unixtime(m.moment) - to_unixtime(v.started_at) as double) < ?
group by m.moment
order by m.moment
