-- What came of every feature, in baselines and in every execution.
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
    p.inferred_type,
    p.num_present,
    p.num_missing,
    p.mean,
    p.std_dev,
    p.smallest,
    p.largest,
    p.total_sum,
    p.distinct_count,
    p.buckets_json,
    p.sketch_k,
    p.sketch_c,
    p.sketch_json,
    r.asset as report_uri,
    r.written_at,
    r.observed_at
from monitoring_report_now as r
inner join feature_statistic_observation as p on p.asset = r.asset and p.position = r.position
