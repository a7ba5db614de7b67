-- How many assets failed, or could not be judged, by control and moment. Takes the moments.
with turned as (
    select
        finding_id,
        control_id,
        status,
        changed_at,
        lead(changed_at) over (partition by finding_id order by position) as until_at
    from finding_turn
)

select
    t.control_id,
    t.status,
    m.moment,
    count(*) as assets
from turned as t
inner join finding as f on f.finding_id = t.finding_id
cross join unnest(cast(? as array(timestamp with time zone))) as m (moment)
where
    t.status in ('fail', 'unknown')
    and t.changed_at <= m.moment
    and (t.until_at is null or t.until_at > m.moment)
group by t.control_id, t.status, m.moment
order by t.control_id, t.status, m.moment
