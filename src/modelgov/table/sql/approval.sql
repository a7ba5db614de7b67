-- Approval transitions of versions: what it was before, what it is after, who did it and when.
-- The first sight of a version has no status before: what came earlier was not seen.
select
    account_id,
    region,
    model_group,
    version,
    asset as model_version_arn,
    approval_status_before,
    approval_status,
    approval_description,
    actor,
    actor_arn,
    changed_at,
    observed_at,
    source,
    position
from (
    select
        account_id,
        region,
        model_group,
        version,
        asset,
        lag(approval_status) over (
            partition by account_id, region, model_group, asset
            order by changed_at, observed_at, position
        ) as approval_status_before,
        approval_status,
        approval_description,
        actor,
        actor_arn,
        changed_at,
        observed_at,
        source,
        deleted,
        position
    from model_version_observation
) as ordered
where not deleted and coalesce(approval_status_before, '') <> coalesce(approval_status, '')
