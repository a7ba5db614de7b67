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
),

named as (
    select
        k.asset,
        case when k.approval_known_by = 'trail' then k.asked_by when k.approval_known_by <> 'none' then k.actor end
            as actor,
        case
            when k.approval_known_by = 'trail' then k.asked_by_arn when k.approval_known_by <> 'none' then k.actor_arn
        end as actor_arn
    from known as k
),

-- A role's or a session's name tells whether a person or a program stands behind it, or does not tell.
signed as (
    select
        n.asset,
        n.actor,
        n.actor_arn,
        lower(split_part(n.actor_arn, '/', 2)) as role_name,
        lower(split_part(n.actor_arn, '/', 3)) as session_name,
        n.actor_arn like '%:assumed-role/%' as in_role
    from named as n
),

sorted as (
    select
        s.asset,
        s.actor,
        s.actor_arn,
        case
            when s.actor_arn is null then 'unseen'
            when s.actor_arn like '%:root' then 'unnamed'
            when not s.in_role then 'person'
            when s.role_name like '%pipeline%' or s.role_name like '%automation%' or s.role_name like '%cicd%'
                or s.role_name like '%ci-cd%' or s.role_name like '%codebuild%' or s.role_name like '%lambda%'
                or s.role_name like '%jenkins%' or s.role_name like '%github%' or s.role_name like '%gitlab%'
                or s.role_name like '%terraform%' or s.role_name like '%cloudformation%'
                or s.role_name like '%stepfunction%' or s.role_name like '%deploy%' or s.role_name like '%robot%'
                or s.role_name like 'awsservicerole%'
                then 'automation'
            when s.session_name in ('githubactions', 'gitlab', 'jenkins', 'terraform', 'airflow', 'automation')
                or s.session_name like 'i-0%' or s.session_name like 'awscodebuild-%'
                or s.session_name like 'codepipeline%'
                then 'automation'
            when s.session_name in ('', 'sagemaker', 'default', 'session')
                or s.session_name like 'botocore-session-%' or s.session_name like 'aws-go-sdk-%'
                or s.session_name like 'aws-sdk-%' or s.session_name like 'aws-cli-session-%'
                then 'unnamed'
            else 'person'
        end as approver_kind
    from signed as s
)

select
    k.account_id,
    k.region,
    k.model_group,
    k.version,
    k.asset as model_version_arn,
    k.approval_known_by,
    case k.approval_known_by
        when 'transition' then k.changed_at
        when 'registration' then k.registered_at
        when 'trail' then k.asked_at
    end as approved_at,
    k.changed_at as approved_no_later,
    case
        when k.first_known = 1 then k.first_changed_at
        when k.first_changed_at <= k.registered_at + interval '2' second then k.registered_at
        when k.asked_at <= k.first_changed_at + interval '2' second then k.asked_at
    end as first_approved_at,
    k.first_changed_at as first_approved_no_later,
    case when k.waited then true when k.approval_known_by = 'registration' then false end as was_pending,
    s.actor,
    s.actor_arn,
    case when k.approval_known_by = 'trail' then 'trail' when k.approval_known_by <> 'none' then k.actor_source
    end as actor_source,
    s.approver_kind,
    k.approval_description,
    k.approval_known_by in ('transition', 'registration')
    or (k.approval_known_by = 'trail' and k.changed_at <= k.asked_at + interval '2' second) as content_seen,
    k.image,
    k.image_digest,
    k.model_data_url,
    k.evaluation_uri
from known as k
inner join sorted as s on s.asset = k.asset
