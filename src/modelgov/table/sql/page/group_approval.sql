-- Approval transitions of the versions of one group, oldest first. Takes account, region, group.
select
    version,
    changed_at,
    approval_status_before as before,
    coalesce(approval_status, 'Unknown') as after,
    actor,
    source
from approval
where account_id = ? and region = ? and model_group = ? and version is not null
order by changed_at, version, position
