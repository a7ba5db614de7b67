-- The versions that wait longest for approval.
select
    account_id,
    account_name,
    region,
    model_group,
    version,
    owner,
    team,
    production,
    registered_at
from model_version
where approval_status = 'PendingManualApproval'
order by registered_at, model_group, version
limit 6
