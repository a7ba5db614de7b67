-- Counts by control and team, exempt ones taken out of those that failed or are unknown; and zero where
-- there are none any more of a control and team that had some.
with exempted as (
    select
        control_id,
        business_unit,
        team,
        count(*) filter (where status = 'exempt') as exempt,
        count(*) filter (where status = 'fail') as failed,
        count(*) filter (where status = 'unknown') as unknown
    from judged
    group by control_id, business_unit, team
)

select
    s.control_id,
    s.business_unit,
    s.team,
    s.passed,
    coalesce(e.failed, 0) as failed,
    coalesce(e.unknown, 0) as unknown,
    coalesce(e.exempt, 0) as exempt
from scored as s
left join exempted as e
    on e.control_id = s.control_id and e.business_unit = s.business_unit and e.team = s.team
union all
select
    k.control_id,
    k.business_unit,
    k.team,
    0 as passed,
    0 as failed,
    0 as unknown,
    0 as exempt
from control_score as k
inner join evaluated as r on r.control_id = k.control_id
left join scored as s
    on s.control_id = k.control_id and s.business_unit = k.business_unit and s.team = k.team
where s.control_id is null
order by 1, 2, 3
