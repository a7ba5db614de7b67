-- title = "No alert of a monitor is open"
-- group = "monitoring"
-- severity = "medium"
-- severity_tier_1 = "critical"
-- version = 1
-- asset = "monitoring_schedule"
-- why = "An alert is raised when as many executions as the team itself chose have found violations. As long as it is open, the model decides on data or with a quality that nobody approved."
-- remedy = "The model's owner looks at the violations of the newest executions, decides whether the model may go on serving, and retrains it, corrects its data or sets a new baseline. The alert falls by itself when executions are clean again."
-- settle = "Let modelgov list the alerts of monitors there (ListMonitoringAlerts), and run a full collection; a monitor that has never run has no alert yet."
-- reads = ["ListMonitoringSchedules", "ListMonitoringAlerts"]
-- since = { open_since = "Alert raised" }
-- [evidence]
-- alerts = "Alerts of the schedule."
-- open_alerts = "Those of them that are raised now."
-- open_since = "When the earliest of them was raised, UTC; empty where that was not seen."
with counted as (
    select
        a.account_id,
        a.region,
        a.schedule_name,
        count(*) as alerts,
        count(*) filter (where a.alert_status = 'InAlert') as open_alerts,
        count(*) filter (where a.alert_status = 'OK') as calm_alerts,
        min(case when a.alert_status = 'InAlert' then a.last_turned_at end) as open_since,
        cast(sum(a.times_raised) as bigint) as times_raised,
        max(a.datapoints_to_alert) as datapoints_to_alert,
        max(a.evaluation_period) as evaluation_period
    from monitoring_alert as a
    group by a.account_id, a.region, a.schedule_name
)

select
    s.schedule_arn as asset,
    s.account_id,
    s.region,
    case
        when c.open_alerts > 0 then 'fail'
        when c.calm_alerts = c.alerts then 'pass'
        else 'unknown'
    end as status,
    case
        when c.open_alerts > 0 and c.open_since is not null
            then 'Its alert is open since ' || cast(cast(c.open_since as date) as varchar) || '.'
        when c.open_alerts > 0 then 'Its alert is open.'
        when c.calm_alerts = c.alerts then 'None of its alerts is open.'
        when c.alerts is null then 'No alert of it was seen.'
        else 'The status of an alert of it is not known.'
    end as reason,
    s.schedule_name,
    s.monitoring_type,
    s.endpoint_name,
    c.alerts,
    c.open_alerts,
    c.open_since,
    c.times_raised,
    c.datapoints_to_alert,
    c.evaluation_period
from monitoring_schedule as s
left join counted as c
    on c.account_id = s.account_id and c.region = s.region and c.schedule_name = s.schedule_name
