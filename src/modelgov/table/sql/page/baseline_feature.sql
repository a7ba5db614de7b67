-- What one baseline says of its features. Takes its URI.
select
    feature,
    num_present,
    sketch_json,
    buckets_json
from feature_statistic
where report_origin = 'baseline' and report_uri = ?
order by feature
