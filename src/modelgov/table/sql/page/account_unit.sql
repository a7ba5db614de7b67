-- Accounts as Organizations or the settings name them, by organisational unit.
select
    account_id,
    account_name,
    account_status,
    coalesce(unit_path, '') as unit_path,
    environment,
    environment_source
from account
order by coalesce(unit_path, ''), account_name, account_id
