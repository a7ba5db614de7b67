-- How many assets of a team each control passed, failed, exempted or could not judge, now.
select
    s.control_id,
    s.control_version,
    s.business_unit,
    s.team,
    s.passed,
    s.failed,
    s.unknown,
    s.exempt,
    s.changed_at,
    s.position
from (
    select
        control_id,
        control_version,
        business_unit,
        team,
        passed,
        failed,
        unknown,
        exempt,
        changed_at,
        position,
        row_number() over (partition by control_id, business_unit, team order by position desc) as place
    from control_score_observation
) as s
where s.place = 1 and s.passed + s.failed + s.unknown + s.exempt > 0
