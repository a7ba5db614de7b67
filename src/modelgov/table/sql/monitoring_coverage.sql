-- Every endpoint by type of monitor: whether it is watched, and whether its monitors do their work.
with kind_of_monitor as (
    select 'DataQuality' as monitoring_type
    union all
    select 'ModelQuality' as monitoring_type
    union all
    select 'ModelBias' as monitoring_type
    union all
    select 'ModelExplainability' as monitoring_type
),

-- Where the schedules could not be read, nobody knows that there are none.
looked as (
    select
        account_id,
        region
    from coverage
    where operation = 'ListMonitoringSchedules' and named_asset = '' and not gap
    group by account_id, region
),

watching as (
    select
        account_id,
        region,
        endpoint_name,
        monitoring_type,
        count(*) as schedules,
        count(*) filter (where schedule_status <> 'Stopped') as running,
        sum(executions) as executions,
        sum(failed_executions) as failed_executions,
        max(last_execution_at) as last_execution_at,
        max_by(last_execution_status, coalesce(last_execution_at, created_at)) as last_execution_status
    from monitoring_schedule
    where endpoint_name is not null
    group by account_id, region, endpoint_name, monitoring_type
),

-- Model Monitor reads what an endpoint captures: serverless ones capture nothing, and of one that hosts many
-- models it cannot tell them apart.
hosted as (
    select
        v.account_id,
        v.region,
        v.config_name,
        count(*) filter (where v.hosting <> 'serverless') as on_instances,
        count(*) filter (where m.multi_model) as multi_model
    from variant_plan as v
    left join model_source as m
        on m.account_id = v.account_id and m.region = v.region and m.model_name = v.model_name
    group by v.account_id, v.region, v.config_name
)

select
    e.account_id,
    e.region,
    e.endpoint_name,
    e.asset as endpoint_arn,
    e.endpoint_status,
    k.monitoring_type,
    case
        when w.schedules is null and l.account_id is null then 'unknown'
        when w.schedules is null then 'missing'
        when w.running = 0 then 'stopped'
        when w.executions = 0 then 'waiting'
        when w.executions = w.failed_executions then 'only failing'
        else 'ok'
    end as monitoring_state,
    case
        when h.on_instances = 0 then 'serverless'
        when h.multi_model > 0 then 'multi-model'
        when e.capture_status = 'Stopped' then 'no capture'
        when g.config_name is null then 'unknown'
        when coalesce(g.data_capture, false) then 'none'
        else 'no capture'
    end as obstacle,
    coalesce(w.schedules, 0) as schedules,
    w.last_execution_status,
    w.last_execution_at
from endpoint_now as e
cross join kind_of_monitor as k
left join watching as w
    on
        w.account_id = e.account_id and w.region = e.region
        and w.endpoint_name = e.endpoint_name and w.monitoring_type = k.monitoring_type
left join looked as l on l.account_id = e.account_id and l.region = e.region
left join endpoint_config_now as g
    on g.account_id = e.account_id and g.region = e.region and g.config_name = e.config_name
left join hosted as h
    on h.account_id = e.account_id and h.region = e.region and h.config_name = e.config_name
