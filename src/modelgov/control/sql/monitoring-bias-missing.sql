-- title = "Endpoints of the highest tier have a monitor of bias"
-- group = "monitoring"
-- severity = "medium"
-- version = 1
-- asset = "endpoint"
-- tiers = [1]
-- why = "A model that decides on people can become unfair to a group of them although it was fair when it was approved. Supervisors expect that this is looked at as long as the model is used."
-- remedy = "The team that runs the endpoint lets it record what it is asked, names the groups of people that must not be treated worse, computes how they were treated when the model was approved (the baseline), and sets up a bias monitor. Where no person is decided on, the owner asks for a waiver that says so. In AWS: data capture (DataCaptureConfig of a new endpoint config, UpdateEndpoint), a bias baseline by SageMaker Clarify, and a model bias schedule."
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
            then 'Nothing watches the fairness of its predictions, and the endpoint keeps no record of what it is asked.'
        when c.monitoring_state = 'missing' then 'Nothing watches the fairness of its predictions.'
        when c.monitoring_state = 'unknown' then 'Whether it is watched for fairness is not known.'
        else 'A monitor is there for the fairness of its predictions.'
    end as reason,
    c.endpoint_name,
    c.monitoring_state,
    c.obstacle,
    c.schedules,
    c.last_execution_status,
    c.last_execution_at
from monitoring_coverage as c
where
    c.monitoring_type = 'ModelBias'
    and c.endpoint_status = 'InService'
    and c.obstacle not in ('serverless', 'multi-model')
