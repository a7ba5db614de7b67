-- title = "Endpoints that matter most have a monitor of their predictions"
-- group = "monitoring"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "endpoint"
-- tiers = [1, 2]
-- why = "Only the truth that comes later shows whether predictions still are right. Where nothing compares the two, a model that many depend on can be wrong for months."
-- remedy = "The team that runs the endpoint lets it record what it answers, delivers what turned out to be true as that becomes known, and sets up a monitor that compares the two. In AWS: data capture (DataCaptureConfig of a new endpoint config, UpdateEndpoint), the true outcomes in S3, and a model quality schedule (CreateModelQualityJobDefinition, CreateMonitoringSchedule)."
-- settle = "Let modelgov list the monitoring schedules there (ListMonitoringSchedules) and read the endpoint's config, and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "ListMonitoringSchedules"]
-- absence = ["ListMonitoringSchedules"]
-- since = { last_execution_at = "Monitor last ran" }
select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case
        when c.monitoring_state = 'missing' then 'fail'
        when c.monitoring_state = 'unknown' then 'unknown'
        else 'pass'
    end as status,
    case
        when c.monitoring_state = 'missing' and c.obstacle = 'no capture'
            then 'Nothing watches the quality of its predictions, and the endpoint keeps no record of what it is asked.'
        when c.monitoring_state = 'missing' then 'Nothing watches the quality of its predictions.'
        when c.monitoring_state = 'unknown' then 'Whether anything watches the quality of its predictions is not known.'
        else 'A monitor is there for the quality of its predictions.'
    end as reason,
    c.endpoint_name,
    c.monitoring_state,
    c.obstacle,
    c.schedules,
    c.last_execution_status,
    c.last_execution_at
from monitoring_coverage as c
where
    c.monitoring_type = 'ModelQuality'
    and c.endpoint_status = 'InService'
    and c.obstacle not in ('serverless', 'multi-model')
