-- By how many the failures that stand grew on each day, by control and by whose assets they are.
with turned as (
    select
        finding_id,
        control_id,
        changed_at,
        status,
        lag(status) over (partition by finding_id order by position) as status_before
    from finding_turn
)

select
    cast(t.changed_at as date) as on_day,
    t.control_id,
    f.business_unit,
    f.team,
    sum(
        case when t.status = 'fail' then 1 else 0 end - case when t.status_before = 'fail' then 1 else 0 end
    ) as grown
from turned as t
inner join finding as f on f.finding_id = t.finding_id
where t.status = 'fail' or t.status_before = 'fail'
group by cast(t.changed_at as date), t.control_id, f.business_unit, f.team
order by on_day
