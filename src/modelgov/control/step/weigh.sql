-- What controls said, held against what was read there, with the severity for the asset's tier. What passed in a place
-- where something that the pass relies on was not read is unknown, and blind: it tells of the place, not of the asset.
create or replace temp table weighed as
with held as (
    select
        s.*,
        c.severity,
        c.severity_tier_1,
        coalesce(g.tier, 4) as tier,
        coalesce(g.business_unit, '') as business_unit,
        coalesce(g.team, '') as team,
        case
            when l.control_id is not null then l.operations
            when p.account_id is null and s.account_id <> 'all' then 'anything'
            when o.asset is not null then 'its own record'
        end as unread,
        coalesce(l.absence, false) or (p.account_id is null and s.account_id <> 'all') as absent
    from said as s
    inner join control as c on c.control_id = s.control_id
    left join governed as g on g.asset = s.asset
    left join lacking as l
        on l.control_id = s.control_id and l.account_id = s.account_id and l.region = s.region
    left join place as p on p.account_id = s.account_id and p.region = s.region
    left join left_out as o on o.asset = s.asset
    where list_contains(c.tiers, coalesce(g.tier, 4))
)

select
    control_id,
    asset,
    account_id,
    region,
    case tier when 1 then severity_tier_1 else severity end as severity,
    case
        when status = 'pass' and unread is not null then 'unknown'
        when status = 'fail' and unread is not null and absent then 'unknown'
        else status
    end as status,
    case
        when status = 'pass' and unread is not null
            then 'It cannot be told: ' || unread || ' could not be read there.'
        when status = 'fail' and unread is not null and absent
            then 'It cannot be told, for ' || unread || ' could not be read there; else: ' || reason
        else reason
    end as reason,
    evidence,
    status = 'pass' and unread is not null as blind,
    business_unit,
    team
from held
