-- The newest statistics that a monitor's executions wrote. Takes account, region, schedule.
select
    asset as report_uri,
    execution,
    scheduled_at,
    item_count,
    baseline_uri
from monitoring_report_now
where
    account_id = ? and region = ? and schedule_name = ?
    and report = 'statistics' and report_origin = 'execution'
order by scheduled_at desc, asset
limit 1
