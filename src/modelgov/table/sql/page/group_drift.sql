-- Drift of the endpoints that run a version of one group, the worst feature of every execution. Takes account,
-- region, group, and the least number of values that a feature needs on both sides.
with serving as (
    select distinct
        e.account_id,
        e.region,
        e.endpoint_name
    from endpoint as e
    inner join model_version as v on v.model_version_arn = e.model_version_arn
    where v.account_id = ? and v.region = ? and v.model_group = ?
),

compared as (
    select
        d.account_id,
        d.region,
        d.endpoint_name,
        d.scheduled_at,
        d.feature,
        case
            when coalesce(d.baseline_count, 0) >= ? and coalesce(d.current_count, 0) >= ? then d.psi
        end as psi
    from drift as d
    inner join serving as s
        on s.account_id = d.account_id and s.region = d.region and s.endpoint_name = d.endpoint_name
)

select
    c.account_id,
    c.region,
    c.endpoint_name,
    c.scheduled_at,
    max(c.psi) as psi,
    max_by(c.feature, c.psi) as feature,
    count(c.psi) as features,
    count(*) - count(c.psi) as too_few
from compared as c
group by c.account_id, c.region, c.endpoint_name, c.scheduled_at
order by c.account_id, c.region, c.endpoint_name, c.scheduled_at
