-- title = "Events tell of nearly every change"
-- group = "coverage"
-- severity = "medium"
-- version = 2
-- asset = "scope"
-- why = "Events make a change visible within seconds; AWS delivers them as well as it can, and no better. Where many are missed, what happens between two collections stays unseen until the next one."
-- remedy = "Whoever runs modelgov finds out where the messages of changes get lost, and lets the collection run more often as long as it lasts. In AWS: check the EventBridge rule and the target's policy of that account and region, the queue's own policy and its age of the oldest message (`modelgov doctor`)."
-- settle = "Wait until enough has changed in this account and region, or count over more days with the parameter `days`."
-- since = { last_missed_on = "Last missed event" }
-- [parameters]
-- days = { default = 7, meaning = "Days before now whose changes are counted." }
-- percent = { default = 5, meaning = "Share of the changes that events may miss, percent." }
-- changes = { default = 20, meaning = "Changes in that time that there must have been to judge." }
-- [evidence]
-- missed_percent = "Share of the changes that no event told of, percent."
-- last_missed_on = "The newest day on which an event was missed, UTC."
-- allowed_share = "Share of the changes that events may miss."
-- [chart]
-- title = "Share of the changes that no event told of, by day"
-- from = "event_rate"
-- x = "changed_on"
-- y = "missed_share"
-- match = []
-- limit = "allowed_share"
with counted as (
    select
        r.account_id,
        r.region,
        cast(sum(r.changes) as bigint) as changes,
        cast(sum(r.missed) as bigint) as missed,
        cast(100 * sum(r.missed) as double) / nullif(sum(r.changes), 0) as missed_percent,
        max(case when r.missed > 0 then r.changed_on end) as last_missed_on
    from event_rate as r
    where date_diff('day', cast(r.changed_on as date), cast(:now as date)) <= :days
    group by r.account_id, r.region
)

select
    'scope:' || c.account_id || '/' || c.region as asset,
    c.account_id,
    c.region,
    case
        when c.changes < :changes then 'unknown'
        when c.missed_percent > :percent then 'fail'
        else 'pass'
    end as status,
    case
        when c.changes < :changes then cast(c.changes as varchar) || ' changes were made there in the last '
            || cast(:days as varchar) || ' days; ' || cast(:changes as varchar)
            || ' are needed to judge how many events were missed.'
        else 'Events missed ' || regexp_replace(cast(case when cast(c.missed_percent as decimal(18, 2)) = cast(cast(:percent as double) as decimal(18, 2)) then cast(c.missed_percent as decimal(18, 6)) else cast(c.missed_percent as decimal(18, 2)) end as varchar), '\.?0+$', '')
            || ' % of the changes there in the last ' || cast(:days as varchar) || ' days; '
            || regexp_replace(cast(cast(cast(:percent as double) as decimal(18, 2)) as varchar), '\.?0+$', '') || ' % may be missed.'
    end as reason,
    c.changes,
    c.missed,
    c.missed_percent,
    cast(:percent as double) / nullif(100, 0) as allowed_share,
    c.last_missed_on
from counted as c
