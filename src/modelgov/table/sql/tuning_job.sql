-- Hyperparameter tuning jobs now, with the best that each found.
select
    j.account_id,
    coalesce(a.account_name, j.account_id) as account_name,
    j.region,
    j.job_name,
    j.asset as tuning_job_arn,
    j.job_status,
    j.failure_reason,
    j.strategy,
    j.objective_metric,
    j.best_job_arn,
    j.best_value,
    j.jobs_completed,
    j.created_at,
    j.ended_at,
    j.changed_at,
    j.observed_at
from tuning_job_now as j
left join account as a on a.account_id = j.account_id
