-- How every control that was evaluated stands: assets that passed at the newest evaluation, findings that stand now.
with stood as (
    select
        f.control_id,
        count(*) filter (where f.status = 'fail') as failed,
        count(*) filter (where f.status = 'unknown') as unknown,
        count(*) filter (where f.status = 'exempt') as exempt
    from finding_now as f
    group by f.control_id
),

scored as (
    select
        s.control_id,
        sum(s.passed) as passed,
        sum(s.unknown) as unknown
    from control_score as s
    group by s.control_id
)

select
    coalesce(s.control_id, f.control_id) as control_id,
    cast(coalesce(s.passed, 0) as bigint) as passed,
    cast(coalesce(f.failed, 0) as bigint) as failed,
    cast(greatest(coalesce(s.unknown, 0), coalesce(f.unknown, 0)) as bigint) as unknown,
    cast(coalesce(f.exempt, 0) as bigint) as exempt
from scored as s
full outer join stood as f on f.control_id = s.control_id
order by 1
