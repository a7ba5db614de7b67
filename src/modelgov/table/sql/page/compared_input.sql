-- Inputs of one state of a training job. Takes its ARN and position.
select
    channel,
    uri
from training_input_observation
where asset = ? and position = ?
order by channel, uri
