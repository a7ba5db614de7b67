-- What `modelgov coverage` prints: gaps first.
select
    account_id,
    account_name,
    region,
    operation,
    outcome,
    gap,
    seen,
    total,
    calls,
    throttled,
    named_asset,
    reason,
    observed_at
from coverage
order by case when gap then 0 when throttled > 0 then 1 else 2 end, account_id, region, operation, named_asset
