-- Approval transitions of versions: what it was before, what it is after, who did it and when.
-- The first sight of a version has no status before: what came earlier was not seen.
-- Where the record names nobody, CloudTrail does: the one caller that gave this version this status then.
with transition as (
    select
        account_id,
        region,
        model_group,
        version,
        asset,
        approval_status_before,
        approval_status,
        approval_description,
        actor,
        actor_arn,
        changed_at,
        observed_at,
        source,
        position,
        image,
        image_digest,
        model_data_url,
        metrics_json
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
            position,
            image,
            image_digest,
            model_data_url,
            metrics_json
        from model_version_observation
    ) as ordered
    where not deleted and coalesce(approval_status_before, '') <> coalesce(approval_status, '')
),

-- CloudTrail tells the second; the version's own time is of the same clock.
called as (
    select
        n.position,
        max(t.actor) as actor,
        max(t.actor_arn) as actor_arn
    from transition as n
    inner join trail_event_observation as t
        on
            t.account_id = n.account_id and t.region = n.region
            and lower(t.resource_arn) = lower(n.asset)
            and t.event_at >= n.changed_at - interval '2' second
            and t.event_at <= n.changed_at + interval '2' second
    where
        n.actor is null
        and t.event_name in ('CreateModelPackage', 'UpdateModelPackage')
        and t.error_code is null
        and t.actor_arn is not null
        and coalesce(
            t.asked_approval_status,
            case when t.event_name = 'CreateModelPackage' then 'PendingManualApproval' end
        ) = n.approval_status
    group by n.position
    having count(distinct t.actor_arn) = 1
)

select
    n.account_id,
    n.region,
    n.model_group,
    n.version,
    n.asset as model_version_arn,
    n.approval_status_before,
    n.approval_status,
    n.approval_description,
    coalesce(n.actor, c.actor) as actor,
    coalesce(n.actor_arn, c.actor_arn) as actor_arn,
    case when n.actor is not null then 'record' when c.actor is not null then 'trail' end as actor_source,
    n.changed_at,
    n.observed_at,
    n.source,
    n.position,
    n.image,
    n.image_digest,
    n.model_data_url,
    json_extract_scalar(n.metrics_json, '$.ModelQuality.Statistics.S3Uri') as evaluation_uri
from transition as n
left join called as c on c.position = n.position
