-- What could not be seen, and what was seen only after throttled calls.
select
    account_id,
    account_name,
    region,
    operation,
    outcome,
    throttled,
    named_asset as asset,
    reason,
    observed_at
from coverage
where gap or throttled > 0
order by case when gap then 0 else 1 end, account_id, region, operation, named_asset
