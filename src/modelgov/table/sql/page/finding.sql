-- One finding. Takes its id.
select
    f.finding_id,
    f.control_id,
    f.control_group,
    f.severity,
    f.severity_rank,
    f.status,
    f.standing,
    f.reason,
    f.asset_kind,
    f.asset_name,
    f.judged_asset,
    f.account_id,
    f.account_name,
    f.region,
    f.model_group,
    f.version,
    f.business_unit,
    f.team,
    f.owner,
    f.environment,
    f.tier,
    f.turn,
    f.opened_at,
    f.changed_at,
    f.evidence_json,
    g.tier_reason,
    a.email as account_email
from finding as f
left join governed as g on g.asset = f.judged_asset
left join account as a on a.account_id = f.account_id
where f.finding_id = ?
