-- What the monitor itself says against one execution. Takes the execution.
select
    feature,
    metric_name,
    constraint_type,
    observed,
    threshold,
    description
from violation
where execution = ?
order by feature, metric_name, constraint_type
