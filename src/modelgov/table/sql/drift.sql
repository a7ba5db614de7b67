-- How far each feature of every execution is from its baseline.
select
    r.account_id,
    r.region,
    r.endpoint_name,
    r.schedule_name,
    r.execution,
    r.scheduled_at,
    p.feature,
    p.method,
    p.psi,
    p.ks,
    p.baseline_count,
    p.current_count,
    r.baseline_uri,
    r.asset as report_uri,
    r.observed_at
from monitoring_report_now as r
inner join drift_observation as p on p.asset = r.asset and p.position = r.position
