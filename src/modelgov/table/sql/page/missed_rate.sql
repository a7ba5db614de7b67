-- What events told of and missed in every account and region, from a day on. Takes the day.
select
    account_id,
    account_name,
    region,
    sum(changes) as changes,
    sum(missed) as missed,
    cast(sum(missed) as double) / nullif(sum(changes), 0) as missed_share
from event_rate
where changed_on >= cast(? as date)
group by account_id, account_name, region
order by missed desc, changes desc, account_id, region
