-- Approval transitions of one version, newest first. Takes its ARN.
select
    changed_at,
    observed_at,
    approval_status_before as before,
    coalesce(approval_status, 'Unknown') as after,
    actor,
    actor_arn,
    approval_description as description,
    source
from approval
where model_version_arn = ?
order by changed_at desc, observed_at desc, position desc
