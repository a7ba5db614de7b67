-- Baselines of data quality monitors of the endpoints that run one of up to four versions. Takes four ARNs.
select
    e.model_version_arn,
    s.baseline_uri,
    min(e.endpoint_name) as endpoint_name
from endpoint as e
inner join monitoring_schedule as s
    on s.account_id = e.account_id and s.region = e.region and s.endpoint_name = e.endpoint_name
where
    e.model_version_arn in (?, ?, ?, ?)
    and s.monitoring_type = 'DataQuality' and s.baseline_uri is not null and s.baseline_state = 'read'
group by e.model_version_arn, s.baseline_uri
order by e.model_version_arn, s.baseline_uri
