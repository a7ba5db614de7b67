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
    cross join unnest(cast(? as array(timestamp with time zone))) as m (moment)
    where s.control_id like 'documentation-%' and s.changed_at <= m.moment
    group by m.moment, s.control_id, s.business_unit, s.team
),

owned as (
    select
        n.moment,
        n.passed,
        n.failed,
        coalesce(nullif(n.business_unit, ''), d.unassigned) as business_unit,
        coalesce(nullif(n.team, ''), d.unassigned) as team
    from stood as n
    cross join fallback as d
)

select
    moment,
    business_unit,
    team,
    sum(passed) as passed,
    sum(failed) as failed
from owned
group by moment, business_unit, team
order by moment, business_unit, team
