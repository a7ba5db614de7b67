-- title = "Every monitor has a baseline to compare with"
-- group = "monitoring"
-- severity = "medium"
-- version = 1
-- asset = "monitoring_schedule"
-- why = "Without a baseline a monitor only describes what comes. It cannot say that anything is wrong, so it never will."
-- remedy = "The team that runs the endpoint computes what is usual in the training data (the baseline) and gives it to the monitor, which else has nothing to compare with. Where the files exist, it lets modelgov read them. In AWS: a baselining job (suggest_baseline in the SageMaker SDK, or a QualityCheck step), its statistics and constraints in the monitor's job definition."
-- settle = "Let the collector's role read the files of the baseline in S3 (GetObject) and the monitor's definition; where the files are gone, run the baselining job again."
-- reads = ["ListMonitoringSchedules", "DescribeMonitoringJobDefinition"]
-- absence = ["DescribeMonitoringJobDefinition"]
select
    s.schedule_arn as asset,
    s.account_id,
    s.region,
    case
        when s.baseline_state = 'read' then 'pass'
        when s.baseline_state = 'none' then 'fail'
        else 'unknown'
    end as status,
    case
        when s.baseline_state = 'read' then 'It has a baseline, which could be read.'
        when s.baseline_state = 'none' then 'It names no baseline, so it finds nothing wrong whatever comes.'
        else 'It names a baseline that could not be read, so nobody knows whether the file exists.'
    end as reason,
    s.schedule_name,
    s.monitoring_type,
    s.endpoint_name,
    s.baseline_state,
    s.baseline_uri,
    s.constraints_uri,
    s.definition_name
from monitoring_schedule as s
where s.schedule_status <> 'Stopped'
