-- title = "Every monitor compares with the baseline of the model that serves"
-- group = "monitoring"
-- severity = "medium"
-- version = 1
-- asset = "monitoring_schedule"
-- why = "A baseline of an older version or of another model describes other data. Held against it, a monitor calls normal data wrong and wrong data normal."
-- remedy = "The team that runs the endpoint computes the baseline anew for the version that serves and gives it to the monitor. In AWS: a baselining job, its files in the monitor's job definition (UpdateMonitoringSchedule)."
-- settle = "Let the collector's role read the files of the baseline in S3 (GetObject), and register the version that serves, so that it is known when it was made."
-- reads = ["ListMonitoringSchedules", "DescribeMonitoringJobDefinition", "GetObject", "Search:Endpoint", "Search:ModelPackage", "Search:TrainingJob"]
-- since = { baseline_written_at = "Baseline written" }
-- [evidence]
-- baseline_written_at = "When the file of the baseline was written, as S3 says, UTC."
-- version_from = "When the training of the version that serves began, else when it was registered, UTC."
-- shared_with = "Another model group whose monitor compares with the same files; empty when there is none."
with watched as (
    select
        s.schedule_arn,
        s.account_id,
        s.region,
        s.schedule_name,
        s.monitoring_type,
        s.endpoint_name,
        coalesce(s.baseline_uri, s.constraints_uri) as baseline,
        g.model_group,
        g.version,
        g.account_id || '/' || g.model_group as model
    from monitoring_schedule as s
    inner join endpoint_now as e
        on
            e.account_id = s.account_id and e.region = s.region and e.endpoint_name = s.endpoint_name
            and e.endpoint_status = 'InService'
    inner join governed as g on g.asset = e.asset
    where s.schedule_status <> 'Stopped' and s.baseline_state <> 'none'
),

shared as (
    select
        w.baseline,
        count(distinct w.model) as models,
        min(w.model) as first_model,
        max(w.model) as last_model
    from watched as w
    where w.model is not null
    group by w.baseline
),

served as (
    select
        w.schedule_arn,
        coalesce(min(t.started_at), min(v.registered_at)) as version_from
    from watched as w
    inner join endpoint as e
        on e.account_id = w.account_id and e.region = w.region and e.endpoint_name = w.endpoint_name
    inner join model_version as v
        on
            v.model_version_arn = e.model_version_arn and v.model_group = w.model_group
            and v.version = w.version
    left join version_training as t on t.model_version_arn = v.model_version_arn
    group by w.schedule_arn
)

select
    w.schedule_arn as asset,
    w.account_id,
    w.region,
    case
        when u.models > 1 then 'fail'
        when r.written_at < v.version_from then 'fail'
        when r.written_at is null or v.version_from is null then 'unknown'
        else 'pass'
    end as status,
    case
        when u.models > 1
            then 'A monitor of another model group compares with the same baseline, so at least one is wrong.'
        when r.written_at < v.version_from
            then 'Its baseline was written on ' || cast(cast(r.written_at as date) as varchar)
            || ', before the version that serves was made.'
        when v.version_from is null
            then 'No version explains what the endpoint serves, so nobody knows whose baseline it needs.'
        when r.written_at is null then 'It could not be read when its baseline was written.'
        else 'Its baseline was written on ' || cast(cast(r.written_at as date) as varchar)
            || ', after the training of the version that serves began.'
    end as reason,
    w.schedule_name,
    w.monitoring_type,
    w.endpoint_name,
    w.model_group,
    w.version,
    w.baseline as baseline_uri,
    r.written_at as baseline_written_at,
    v.version_from,
    case
        when u.models > 1 and u.first_model <> w.model then u.first_model
        when u.models > 1 then u.last_model
    end as shared_with
from watched as w
left join shared as u on u.baseline = w.baseline
left join served as v on v.schedule_arn = w.schedule_arn
left join monitoring_report_now as r on r.asset = w.baseline
