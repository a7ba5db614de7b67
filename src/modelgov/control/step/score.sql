insert into scored
select
    $control_id as control_id,
    business_unit,
    team,
    count(*) filter (where status = 'pass') as passed,
    count(*) filter (where status = 'fail') as failed,
    count(*) filter (where status = 'unknown') as unknown
from one
group by business_unit, team
