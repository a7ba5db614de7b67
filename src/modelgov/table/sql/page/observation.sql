-- Observations of one version, oldest first. Takes its ARN.
select
    position,
    changed_at,
    observed_at,
    source,
    actor
from model_version_observation
where asset = ?
order by changed_at, observed_at, position
