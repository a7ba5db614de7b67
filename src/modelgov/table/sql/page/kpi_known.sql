-- When anything was read first; null when nothing was.
select min(observed_at) as first_at
from coverage_observation
