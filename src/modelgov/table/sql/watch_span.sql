-- When a watch listened to events, from its first sign of life to its last.
select
    run,
    min(observed_at) as listened_from,
    max(observed_at) as listened_to
from coverage_observation
where operation = 'watch' and named_asset = '' and outcome = 'read'
group by run
