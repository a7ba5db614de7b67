insert into scored
select
    control_id,
    business_unit,
    team,
    count(*) filter (where status = 'pass') as passed,
    count(*) filter (where status = 'fail') as failed,
    count(*) filter (where status = 'unknown') as unknown
from weighed
group by control_id, business_unit, team
