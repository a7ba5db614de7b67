-- The newest evaluation of everything, by whatever controls there were then.
select
    e.evaluation,
    e.changed_at as evaluated_at,
    e.controls,
    e.library_hash,
    e.judged
from evaluation_observation as e
where e.full_evaluation
order by e.position desc
limit 1
