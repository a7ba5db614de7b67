-- Alerts of monitoring schedules, and how often each was raised.
with turned as (
    select
        account_id,
        region,
        schedule_name,
        alert_name,
        count(*) filter (where alert_status = 'InAlert') as times_raised,
        max(created_at) as last_turned_at
    from monitoring_alert_change_observation
    group by account_id, region, schedule_name, alert_name
)

select
    a.account_id,
    a.region,
    a.schedule_name,
    a.alert_name,
    s.monitoring_type,
    s.endpoint_name,
    a.alert_status,
    a.datapoints_to_alert,
    a.evaluation_period,
    coalesce(t.times_raised, 0) as times_raised,
    t.last_turned_at,
    a.created_at,
    a.changed_at,
    a.observed_at
from monitoring_alert_now as a
inner join monitoring_schedule_now as s
    on s.account_id = a.account_id and s.region = a.region and s.schedule_name = a.schedule_name
left join turned as t
    on
        t.account_id = a.account_id and t.region = a.region
        and t.schedule_name = a.schedule_name and t.alert_name = a.alert_name
