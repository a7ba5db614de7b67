-- What the controls of documentation passed and failed, by business unit, team and moment. Takes the moments.
with stood as (
    select
        m.moment,
        s.control_id,
        s.business_unit,
        s.team,
        max_by(s.passed, s.position) as passed,
        max_by(s.failed, s.position) as failed
    from control_score_observation as s
    inner join unnest(cast(? as array(timestamp with time zone))) as m (moment) on s.changed_at <= m.moment
    where s.control_id like 'documentation-%'
    group by m.moment, s.control_id, s.business_unit, s.team
)

select
    n.moment,
    coalesce(nullif(n.business_unit, ''), d.unassigned) as business_unit,
    coalesce(nullif(n.team, ''), d.unassigned) as team,
    sum(n.passed) as passed,
    sum(n.failed) as failed
from stood as n
cross join fallback as d
group by n.moment, coalesce(nullif(n.business_unit, ''), d.unassigned), coalesce(nullif(n.team, ''), d.unassigned)
order by n.moment, business_unit, team
