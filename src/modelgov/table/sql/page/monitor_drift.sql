-- Drift of the features of one monitor over its executions, oldest first. Takes account, region, schedule.
select
    feature,
    scheduled_at,
    method,
    psi,
    ks,
    baseline_count,
    current_count
from drift
where account_id = ? and region = ? and schedule_name = ?
order by scheduled_at, feature
