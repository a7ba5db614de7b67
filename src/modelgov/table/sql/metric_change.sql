-- Every metric of every endpoint held against its own history: since when it is on another level, or on a trend. Filled by the process that judges; empty elsewhere.
select
    account_id,
    region,
    endpoint_name,
    metric_name,
    points,
    form,
    since,
    before_value,
    after_value,
    change_share,
    strength
from metric_shift
