-- How every version that is approved came to be so: when, by whom, and what it was made of then. What was approved
-- before it was first seen is known by CloudTrail, or not at all.
with approved as (
    select
        model_version_arn,
        approval_status_before,
        approval_description,
        actor,
        actor_arn,
        actor_source,
        changed_at,
        image,
        image_digest,
        model_data_url,
        evaluation_uri,
        row_number() over (
            partition by model_version_arn order by changed_at desc, observed_at desc, position desc
        ) as place
    from approval
    where approval_status = 'Approved'
),

-- The first of its approvals that was seen, and whether it was ever seen to wait for one.
seen as (
    select
        model_version_arn,
        min(case when approval_status = 'Approved' then changed_at end) as first_changed_at,
        min_by(
            case when approval_status_before is not null then 1 else 0 end,
            case when approval_status = 'Approved' then position end
        ) as first_known,
        max(
            case when approval_status = 'PendingManualApproval' or approval_status_before = 'PendingManualApproval'
                then 1 else 0 end
        ) as waited
    from approval
    group by model_version_arn
),

call as (
    select
        lower(resource_arn) as folded_arn,
        event_id,
        event_name,
        event_at,
        asked_approval_status,
        actor,
        actor_arn,
        row_number() over (
            partition by lower(resource_arn), asked_approval_status order by event_at desc, event_id desc
        ) as place
    from trail_event
    where
        event_name in ('CreateModelPackage', 'UpdateModelPackage') and error_code is null
        and resource_arn is not null
),

asked as (
    select
        folded_arn,
        max(case when asked_approval_status = 'Approved' and place = 1 then event_at end) as approved_at,
        max(case when asked_approval_status = 'Approved' and place = 1 then actor end) as actor,
        max(case when asked_approval_status = 'Approved' and place = 1 then actor_arn end) as actor_arn,
        max(
            case
                when event_name = 'CreateModelPackage' and coalesce(asked_approval_status, '') not in (
                    'Approved', 'Rejected'
                ) then 1
                when asked_approval_status = 'PendingManualApproval' then 1
                else 0
            end
        ) as waited
    from call
    group by folded_arn
),

known as (
    select
        v.account_id,
        v.region,
        v.model_group,
        v.version,
        v.asset,
        v.registered_at,
        a.approval_description,
        a.actor,
        a.actor_arn,
        a.actor_source,
        a.changed_at,
        a.image,
        a.image_digest,
        a.model_data_url,
        a.evaluation_uri,
        s.first_changed_at,
        s.first_known,
        t.approved_at as asked_at,
        t.actor as asked_by,
        t.actor_arn as asked_by_arn,
        s.waited = 1 or coalesce(t.waited, 0) = 1 as waited,
        case
            when a.approval_status_before is not null then 'transition'
            when a.changed_at <= v.registered_at + interval '2' second then 'registration'
            when t.approved_at is not null then 'trail'
            else 'none'
        end as approval_known_by
    from model_version_now as v
    inner join approved as a on a.model_version_arn = v.asset and a.place = 1
    inner join seen as s on s.model_version_arn = v.asset
    left join asked as t on t.folded_arn = lower(v.asset)
    where v.model_group is not null and v.approval_status = 'Approved'
)

select
    account_id,
    region,
    model_group,
    version,
    asset as model_version_arn,
    approval_known_by,
    case approval_known_by
        when 'transition' then changed_at
        when 'registration' then registered_at
        when 'trail' then asked_at
    end as approved_at,
    changed_at as approved_no_later,
    case
        when first_known = 1 then first_changed_at
        when first_changed_at <= registered_at + interval '2' second then registered_at
        when asked_at <= first_changed_at + interval '2' second then asked_at
    end as first_approved_at,
    first_changed_at as first_approved_no_later,
    case when waited then true when approval_known_by = 'registration' then false end as was_pending,
    case when approval_known_by = 'trail' then asked_by when approval_known_by <> 'none' then actor end as actor,
    case when approval_known_by = 'trail' then asked_by_arn when approval_known_by <> 'none' then actor_arn
    end as actor_arn,
    case when approval_known_by = 'trail' then 'trail' when approval_known_by <> 'none' then actor_source
    end as actor_source,
    approval_description,
    approval_known_by in ('transition', 'registration')
    or (approval_known_by = 'trail' and changed_at <= asked_at + interval '2' second) as content_seen,
    image,
    image_digest,
    model_data_url,
    evaluation_uri
from known
