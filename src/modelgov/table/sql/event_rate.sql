-- How many changes events told of and how many they missed, by account, region and day.
select
    t.account_id,
    coalesce(a.account_name, t.account_id) as account_name,
    t.region,
    cast(t.changed_at as date) as changed_on,
    count(*) as changes,
    count(*) filter (where not t.told) as missed,
    cast(count(*) filter (where not t.told) as double) / nullif(count(*), 0) as missed_share
from told_change as t
left join account as a on a.account_id = t.account_id
group by t.account_id, coalesce(a.account_name, t.account_id), t.region, cast(t.changed_at as date)
