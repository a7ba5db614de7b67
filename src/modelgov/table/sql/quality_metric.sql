-- Metrics of model quality, bias and feature attribution, in baselines and in every execution.
select
    r.account_id,
    r.region,
    r.report_origin,
    r.endpoint_name,
    r.schedule_name,
    r.monitoring_type,
    r.execution,
    r.scheduled_at,
    p.metric_group,
    p.metric_name,
    p.label,
    p.facet,
    p.facet_value,
    p.feature,
    p.metric_value,
    p.value_reason,
    p.standard_deviation,
    p.deviation_reason,
    p.threshold,
    p.operator,
    p.baseline_value,
    r.item_count,
    r.asset as report_uri,
    r.written_at,
    r.observed_at
from monitoring_report_now as r
inner join quality_metric_observation as p on p.asset = r.asset and p.position = r.position
