-- Findings that stand of one endpoint. Takes its ARN.
select
    finding_id,
    control_id,
    control_group,
    severity,
    severity_rank,
    status,
    standing,
    reason,
    asset_kind,
    asset_name,
    judged_asset,
    account_id,
    account_name,
    region,
    model_group,
    version,
    business_unit,
    team,
    owner,
    environment,
    tier,
    turn,
    opened_at,
    changed_at
from finding
where standing and judged_asset = ?
order by case status when 'fail' then 0 when 'unknown' then 1 else 2 end, severity_rank desc, opened_at, finding_id
