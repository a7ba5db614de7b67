-- What each control found of each team's assets when all were last judged.
select
    s.control_id,
    coalesce(nullif(s.business_unit, ''), d.unassigned) as business_unit,
    coalesce(nullif(s.team, ''), d.unassigned) as team,
    s.passed,
    s.failed,
    s.unknown,
    s.exempt
from control_score as s
cross join fallback as d
order by s.control_id, s.business_unit, s.team
