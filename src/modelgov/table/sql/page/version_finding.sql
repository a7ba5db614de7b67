-- Findings that stand of one version, of its group and of the endpoints that serve it. Takes account, region, group, number.
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
where
    standing and account_id = ? and region = ? and model_group = ?
    and (version = ? or (version is null and asset_kind = 'model_group'))
order by case status when 'fail' then 0 when 'unknown' then 1 else 2 end, severity_rank desc, opened_at, finding_id
