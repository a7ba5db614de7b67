-- The findings that stand, the gravest first: what `modelgov check` lists and `modelgov findings export` writes.
select
    f.severity,
    f.status,
    f.control_id,
    f.asset_name,
    f.account_id,
    f.region,
    f.team,
    f.owner,
    f.reason,
    f.finding_id,
    f.control_version,
    f.sql_hash,
    f.judged_asset,
    f.asset_kind,
    f.account_name,
    f.model_group,
    f.version,
    f.business_unit,
    f.environment,
    f.tier,
    f.evidence_json,
    f.opened_at,
    f.changed_at,
    f.evaluation
from finding as f
where f.standing
order by f.severity_rank desc, f.status, f.control_id, f.asset_name, f.finding_id
