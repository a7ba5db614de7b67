-- The tier of one version and why. Takes its ARN.
select
    tier,
    tier_reason
from materiality
where model_version_arn = ?
