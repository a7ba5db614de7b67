-- The names that search finds, of what changed after a position of the journal; all if an account changed
-- since, whose tags may name owners and teams. Takes the position, twice.
with since as (
    select case when coalesce(max(position), -1) > ? then -1 else ? end as position
    from account_now
),

said as (
    select 'group' as kind, g.model_group as name
    from model_group as g
    cross join since as s
    where g.position > s.position

    union

    select 'team' as kind, g.team as name
    from model_group as g
    cross join since as s
    where g.position > s.position

    union

    select 'team' as kind, v.team as name
    from model_version as v
    cross join since as s
    where v.position > s.position

    union

    select 'person' as kind, g.owner as name
    from model_group as g
    cross join since as s
    where g.position > s.position

    union

    select 'person' as kind, v.owner as name
    from model_version as v
    cross join since as s
    where v.position > s.position

    union

    select 'person' as kind, a.actor as name
    from version_approval as a
    inner join model_version as v on v.model_version_arn = a.model_version_arn
    cross join since as s
    where v.position > s.position

    union

    select 'person' as kind, t.actor as name
    from trail_event as t
    cross join since as s
    where t.position > s.position and t.asked_approval_status = 'Approved' and t.error_code is null

    union

    select 'endpoint' as kind, e.endpoint_name as name
    from endpoint_now as e
    cross join since as s
    where e.position > s.position
)

select
    n.kind,
    n.name
from said as n
cross join fallback as d
where n.name is not null and n.name <> d.unassigned
order by n.kind, n.name
