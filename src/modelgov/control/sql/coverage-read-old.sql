-- title = "Every account and region was read lately"
-- group = "coverage"
-- severity = "high"
-- version = 2
-- asset = "scope"
-- why = "Judgements are only as fresh as the last look. A scope that has not been read for a day shows yesterday's truth under today's date."
-- remedy = "See why the collection does not run or does not get there (`modelgov coverage`, the log of `modelgov collect`), and let it run at least once a day."
-- settle = "Find out with `modelgov doctor` why nothing can be read there to its end, let the collector's role read it, and run `modelgov collect`."
-- since = { last_read_at = "Last read in full" }
-- [parameters]
-- hours = { default = 24, meaning = "Hours after which the newest complete read is too old." }
-- [evidence]
-- last_read_at = "When something was last read to its end there, UTC."
-- reads_complete = "Reads of the newest run that came to their end."
with counted as (
    select
        k.account_id,
        k.region,
        max(case when k.outcome in ('read', 'empty') then k.observed_at end) as last_read_at,
        count(*) filter (where k.outcome in ('read', 'empty')) as reads_complete
    from coverage as k
    where k.operation <> 'watch' and k.named_asset = ''
    group by k.account_id, k.region
    having count(*) filter (where k.outcome <> 'not_offered') > 0
)

select
    'scope:' || c.account_id || '/' || c.region as asset,
    case when c.region = 'global' then 'all' else c.account_id end as account_id,
    case when c.region = 'global' then 'all' else c.region end as region,
    case
        when c.last_read_at is null then 'unknown'
        when to_unixtime(:now) - to_unixtime(c.last_read_at) > 3600 * :hours then 'fail'
        else 'pass'
    end as status,
    case
        when c.last_read_at is null then 'Nothing could ever be read there to its end.'
        when to_unixtime(:now) - to_unixtime(c.last_read_at) > 3600 * :hours
            then 'Nothing was read there since ' || cast(cast(c.last_read_at as date) as varchar) || ', for more than '
            || cast(:hours as varchar) || ' hours.'
        else 'It was read lately.'
    end as reason,
    c.last_read_at,
    c.reads_complete
from counted as c
