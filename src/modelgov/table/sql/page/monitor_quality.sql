-- Metrics of one monitor over its executions, oldest first. Takes account, region, schedule.
select
    scheduled_at,
    metric_group,
    metric_name,
    label,
    facet,
    facet_value,
    feature,
    metric_value,
    value_reason,
    standard_deviation,
    threshold,
    operator,
    baseline_value,
    item_count,
    report_uri
from quality_metric
where report_origin = 'execution' and account_id = ? and region = ? and schedule_name = ?
order by scheduled_at, metric_group, facet, facet_value, feature, metric_name, label
