-- Whether each type of monitor watches one endpoint. Takes account, region, name.
select
    monitoring_type,
    monitoring_state,
    obstacle,
    schedules,
    last_execution_status,
    last_execution_at
from monitoring_coverage
where account_id = ? and region = ? and endpoint_name = ?
order by monitoring_type
