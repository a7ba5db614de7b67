-- Batch transform jobs now: models that serve without an endpoint.
select
    j.account_id,
    coalesce(a.account_name, j.account_id) as account_name,
    j.region,
    j.job_name,
    j.asset as transform_job_arn,
    j.job_status,
    j.failure_reason,
    j.model_name,
    j.input_uri,
    j.output_uri,
    j.capture_uri,
    j.instance_type,
    j.instance_count,
    j.created_at,
    j.started_at,
    j.ended_at,
    j.changed_at,
    j.observed_at
from transform_job_now as j
left join account as a on a.account_id = j.account_id
