-- Final metrics of one state of a training job. Takes its ARN and position.
select
    metric_name as name,
    metric_value as value,
    measured_at
from training_metric_observation
where asset = ? and position = ?
order by metric_name, measured_at
