-- title = "Endpoints can be monitored, and their monitors get data"
-- group = "monitoring"
-- severity = "low"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "endpoint"
-- why = "SageMaker's monitors read what an endpoint captures. Where it captures nothing, a schedule finds nothing; a serverless endpoint, or one that hosts many models, cannot be watched by them at all, so that its drift must be looked for in another way."
-- remedy = "Where nothing is recorded of what the endpoint is asked, the team switches the recording on. Where the kind of endpoint forbids monitors, it serves the model on instances and alone, or watches it by its own means and asks for a waiver that says how. In AWS: a config with DataCaptureConfig (UpdateEndpoint)."
-- settle = "Let modelgov read the endpoint's config (DescribeEndpointConfig) and its models, and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "ListMonitoringSchedules"]
-- [evidence]
-- running_schedules = "Schedules of any type for the endpoint, without those types of which all are stopped."
with watched as (
    select
        c.account_id,
        c.region,
        c.endpoint_name,
        c.endpoint_arn,
        c.obstacle,
        cast(sum(case when c.monitoring_state <> 'stopped' then c.schedules else 0 end) as bigint)
            as running_schedules
    from monitoring_coverage as c
    where c.endpoint_status = 'InService'
    group by c.account_id, c.region, c.endpoint_name, c.endpoint_arn, c.obstacle
)

select
    w.endpoint_arn as asset,
    w.account_id,
    w.region,
    case
        when w.obstacle = 'none' then 'pass'
        when w.obstacle = 'unknown' then 'unknown'
        else 'fail'
    end as status,
    case
        when w.obstacle = 'none' then 'It captures data that monitors can read.'
        when w.obstacle = 'unknown' then 'Its config was not seen, so nobody knows whether its monitors get data.'
        when w.obstacle = 'serverless' then 'It is serverless, which SageMaker cannot monitor.'
        when w.obstacle = 'multi-model' then 'It hosts many models in one container, which SageMaker cannot monitor.'
        else 'Monitors are scheduled for it, but it keeps no record of what it is asked that they could read.'
    end as reason,
    w.endpoint_name,
    w.obstacle,
    w.running_schedules
from watched as w
where w.running_schedules > 0 or w.obstacle in ('serverless', 'multi-model')
