-- Every account and region that was read, or holds something: what it holds, and how far and when it was last read.
with place as (
    select account_id, region from coverage where region <> 'global' and operation <> 'watch'
    union
    select account_id, region from model_version
    union
    select account_id, region from endpoint_now
),

looked as (
    select
        account_id,
        region,
        count(*) as looks,
        count(*) filter (where outcome in ('read', 'empty')) as complete,
        count(*) filter (where outcome = 'not_offered') as not_offered,
        count(*) filter (where gap) as gaps,
        max(case when outcome in ('read', 'empty') then observed_at end) as last_seen_at,
        min(case when gap then reason end) as first_reason
    from coverage
    where operation <> 'watch'
    group by account_id, region
),

version as (
    select
        account_id,
        region,
        count(*) as versions,
        count(*) filter (where production) as production
    from model_version
    group by account_id, region
),

serving as (
    select
        account_id,
        region,
        count(*) as endpoints,
        count(*) filter (
            where endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack')
        ) as in_service
    from endpoint_now
    group by account_id, region
)

select
    p.account_id,
    p.region,
    case
        when l.looks is null then 'not tried'
        when l.complete = 0 and l.gaps = 0 then 'not offered'
        when l.gaps = 0 then 'read'
        when l.complete = 0 then 'unread'
        else 'partly'
    end as read_state,
    coalesce(l.gaps, 0) as gaps,
    l.first_reason,
    l.last_seen_at,
    coalesce(v.versions, 0) as versions,
    coalesce(v.production, 0) as production,
    coalesce(e.endpoints, 0) as endpoints,
    coalesce(e.in_service, 0) as in_service
from place as p
left join looked as l on l.account_id = p.account_id and l.region = p.region
left join version as v on v.account_id = p.account_id and v.region = p.region
left join serving as e on e.account_id = p.account_id and e.region = p.region
order by p.account_id, p.region
