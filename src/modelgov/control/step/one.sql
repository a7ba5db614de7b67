create or replace temp table one as
with said as ({statement}),

weighed as (
    select
        said.*,
        {evidence} as evidence_text,
        coalesce(g.tier, 4) as governed_tier,
        coalesce(g.business_unit, '') as governed_unit,
        coalesce(g.team, '') as governed_team,
        case
            when l.control_id is not null then l.operations
            when p.account_id is null and said.account_id <> 'all' then 'anything'
            when o.asset is not null then 'its own record'
        end as unread,
        coalesce(l.absence, false) or (p.account_id is null and said.account_id <> 'all') as absent
    from said
    left join governed as g on g.asset = said.asset
    left join lacking as l
        on l.control_id = '{control_id}' and l.account_id = said.account_id and l.region = said.region
    left join place as p on p.account_id = said.account_id and p.region = said.region
    left join left_out as o on o.asset = said.asset
    {chosen}
)

select
    '{control_id}' as control_id,
    asset,
    account_id,
    region,
    case governed_tier when 1 then '{severity_tier_1}' else '{severity}' end as severity,
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
    case when status <> 'pass' or unread is not null then evidence_text end as evidence,
    status = 'pass' and unread is not null as blind,
    governed_unit as business_unit,
    governed_team as team
from weighed
where governed_tier in ({tiers})
