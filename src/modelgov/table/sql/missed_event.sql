-- Changes that the API showed and no event told of, though a watch listened then. A row goes when its event
-- does come.
select
    kind,
    account_id,
    region,
    asset,
    changed_at,
    found_at,
    to_unixtime(found_at) - to_unixtime(changed_at) as lag_seconds
from told_change
where not told
