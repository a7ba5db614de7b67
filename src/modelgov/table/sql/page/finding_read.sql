-- How every operation was last read in each account and region: complete, and else why not. Takes account and region, twice each; `all` is every one.
with place_read as (
    select
        account_id,
        region,
        operation,
        bool_or(gap) as lacking,
        max_by(outcome, case when gap then 1 else 0 end) as outcome,
        max_by(reason, case when gap then 1 else 0 end) as reason,
        min(observed_at) as observed_at
    from coverage
    where
        named_asset = '' and operation <> 'watch' and region <> 'global'
        and (cast(? as varchar) = 'all' or account_id = ?) and (cast(? as varchar) = 'all' or region = ?)
    group by account_id, region, operation
)

select
    operation,
    count(*) as places,
    count(*) filter (where not lacking) as complete,
    max_by(outcome, case when lacking then 1 else 0 end) as outcome,
    max_by(reason, case when lacking then 1 else 0 end) as reason,
    min(observed_at) as observed_at
from place_read
group by operation
