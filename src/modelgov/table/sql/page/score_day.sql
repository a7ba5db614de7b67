-- By how many the passed and the failed of each team grew, by day.
with told as (
    select
        coalesce(nullif(s.team, ''), d.unassigned) as team,
        cast(s.changed_at as date) as on_day,
        s.passed - coalesce(
            lag(s.passed) over (partition by s.control_id, s.business_unit, s.team order by s.position), 0
        ) as passed,
        s.failed - coalesce(
            lag(s.failed) over (partition by s.control_id, s.business_unit, s.team order by s.position), 0
        ) as failed
    from control_score_observation as s
    cross join fallback as d
)

select
    team,
    on_day,
    sum(passed) as passed,
    sum(failed) as failed
from told
group by team, on_day
order by team, on_day
