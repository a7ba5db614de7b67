-- Versions of one group, newest first. Takes account, region, group.
select
    version,
    approval_status,
    production,
    registered_at
from model_version
where account_id = ? and region = ? and model_group = ?
order by version desc
