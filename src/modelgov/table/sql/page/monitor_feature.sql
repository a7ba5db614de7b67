-- What came of every feature of two reports. Takes their URIs.
select
    report_uri,
    feature,
    inferred_type,
    num_present,
    num_missing,
    mean,
    std_dev,
    smallest,
    largest,
    distinct_count,
    buckets_json,
    sketch_json
from feature_statistic
where report_uri in (?, ?)
order by feature
