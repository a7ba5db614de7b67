-- Hyperparameters of one state of a training job. Takes its ARN and position.
select
    parameter as name,
    parameter_value as value
from training_parameter_observation
where asset = ? and position = ?
order by parameter
