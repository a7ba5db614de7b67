-- Accounts as Organizations or the settings name them.
select
    account_id,
    coalesce(account_name, account_id) as account_name,
    account_status,
    unit_path,
    email,
    joined_at,
    changed_at,
    observed_at
from account_now
