-- The training job of one version. Takes its ARN.
select
    training_job_arn,
    account_id,
    region,
    job_name,
    job_status,
    failure_reason,
    trained_by,
    pipeline_execution_arn,
    image,
    image_digest,
    artifact_url,
    instance_type,
    instance_count,
    managed_spot,
    training_seconds,
    billable_seconds,
    usd_at_list_price,
    priced_by,
    started_at,
    ended_at,
    position
from version_training
where model_version_arn = ?
