-- What events missed, newest day first.
select
    account_id,
    account_name,
    region,
    changed_on,
    changes,
    missed,
    missed_share
from event_rate
order by changed_on desc, account_id, region
