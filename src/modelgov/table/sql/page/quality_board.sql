-- Metrics of the quality of predictions in every execution, with the baseline's value; of which it is known what is
-- better. False positives and negatives are left to their complements: a change of a small share is a large share.
-- Takes the first moment, and that after the last.
select
    q.account_id,
    coalesce(a.account_name, q.account_id) as account_name,
    q.region,
    q.endpoint_name,
    q.metric_name,
    lower(q.metric_name) in ('mae', 'mse', 'rmse') as less_is_better,
    q.scheduled_at,
    q.metric_value,
    coalesce(q.baseline_value, q.threshold) as approved_value,
    q.item_count
from quality_metric as q
inner join endpoint_now as e
    on e.account_id = q.account_id and e.region = q.region and e.endpoint_name = q.endpoint_name
left join account as a on a.account_id = q.account_id
where
    q.report_origin = 'execution'
    and q.monitoring_type = 'ModelQuality'
    and e.endpoint_status = 'InService'
    and q.scheduled_at >= cast(? as timestamp with time zone)
    and q.scheduled_at < cast(? as timestamp with time zone)
    and lower(q.metric_name) in (
        'mae', 'mse', 'rmse', 'accuracy', 'precision', 'recall', 'f1', 'f0_5', 'f2', 'auc', 'r2',
        'true_positive_rate', 'true_negative_rate',
        'weighted_precision', 'weighted_recall', 'weighted_f1', 'weighted_f0_5', 'weighted_f2'
    )
order by q.account_id, q.region, q.endpoint_name, q.metric_name, q.scheduled_at
