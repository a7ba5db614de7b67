-- Inputs of one state of a training job. Takes its ARN and position.
select
    channel,
    uri,
    content_type
from training_input_observation
where asset = ? and position = ?
order by channel, uri
