-- Versions of one group, newest first. Takes account, region, group.
select
    account_id,
    account_name,
    region,
    model_group,
    version,
    model_version_arn,
    approval_status,
    stage,
    stage_status,
    owner,
    team,
    business_unit,
    environment,
    intended_use,
    maturity,
    production,
    endpoints,
    registered_at,
    changed_at,
    changed_by
from model_version
where account_id = ? and region = ? and model_group = ?
order by version desc
