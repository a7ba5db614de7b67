-- title = "Every serving endpoint has a monitor of its data"
-- group = "monitoring"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "endpoint"
-- why = "What callers send changes without notice: a field goes missing, a unit changes, customers differ. Nobody sees that the model decides on such data unless something compares it with the data that the model was made for."
-- remedy = "The team that runs the endpoint lets it record what it is asked, computes what is usual in the training data (the baseline), and sets up a monitor that compares the two. In AWS: data capture, a baselining job, and a data quality schedule (CreateMonitoringSchedule, or Model dashboard, Model monitoring in the console)."
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
            then 'Nothing watches the quality of its data, and the endpoint keeps no record of what it is asked.'
        when c.monitoring_state = 'missing' then 'Nothing watches the quality of its data.'
        when c.monitoring_state = 'unknown' then 'Whether anything watches the quality of its data is not known.'
        else 'A monitor is there for the quality of its data.'
    end as reason,
    c.endpoint_name,
    c.monitoring_state,
    c.obstacle,
    c.schedules,
    c.last_execution_status,
    c.last_execution_at
from monitoring_coverage as c
where
    c.monitoring_type = 'DataQuality'
    and c.endpoint_status = 'InService'
    and c.obstacle not in ('serverless', 'multi-model')
