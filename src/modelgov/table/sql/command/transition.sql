-- The turns of findings beyond a position of the journal, in order, with whose the asset is.
select
    t.finding_id,
    t.control_id,
    t.judged_asset,
    t.account_id,
    t.region,
    coalesce(g.business_unit, d.unassigned) as business_unit,
    coalesce(g.team, d.unassigned) as team,
    coalesce(g.owner, d.unassigned) as owner,
    t.severity,
    t.status,
    t.reason,
    t.turn,
    t.changed_at,
    t.position
from finding_turn as t
cross join fallback as d
left join governed as g on g.asset = t.judged_asset
where t.position > ?
order by t.position
