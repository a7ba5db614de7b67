-- When all was judged first and last, and by how many controls.
select
    min(changed_at) as first_at,
    max(changed_at) as last_at,
    max_by(controls, position) as controls
from evaluation_observation
where full_evaluation
