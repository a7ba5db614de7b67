-- Violations that executions found; the numbers are pulled out of the words.
select
    r.account_id,
    r.region,
    r.report_origin,
    r.endpoint_name,
    r.schedule_name,
    r.monitoring_type,
    r.execution,
    r.scheduled_at,
    p.feature,
    p.metric_name,
    p.label,
    p.facet,
    p.facet_value,
    p.constraint_type,
    p.observed,
    p.threshold,
    p.description,
    r.asset as report_uri,
    r.written_at,
    r.observed_at
from monitoring_report_now as r
inner join violation_observation as p on p.asset = r.asset and p.position = r.position
