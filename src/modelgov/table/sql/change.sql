-- Changes of versions, groups and endpoints, each against the state seen before it. Of a deletion that was
-- noticed without its author, CloudTrail tells who asked for it and when.
with version_state as (
    select
        account_id,
        region,
        model_group,
        version,
        asset,
        approval_status,
        stage,
        registered_at,
        modified_at,
        deleted,
        actor,
        changed_at,
        observed_at,
        source,
        position,
        row_number() over (
            partition by account_id, region, model_group, asset order by changed_at, observed_at, position
        ) as place,
        lag(approval_status) over (
            partition by account_id, region, model_group, asset order by changed_at, observed_at, position
        ) as approval_status_before,
        lag(stage) over (
            partition by account_id, region, model_group, asset order by changed_at, observed_at, position
        ) as stage_before
    from model_version_observation
),

version_change as (
    select
        position,
        'model_version' as kind,
        asset,
        case
            when deleted then 'deleted'
            when place = 1 and coalesce(modified_at, registered_at) = registered_at then 'registered'
            when place = 1 then 'approval'
            when coalesce(approval_status, '') <> coalesce(approval_status_before, '') then 'approval'
            when coalesce(stage, '') <> coalesce(stage_before, '') then 'stage'
            else 'changed'
        end as what,
        approval_status,
        approval_status_before,
        stage,
        stage_before,
        account_id,
        region,
        model_group,
        version,
        actor,
        registered_at as created_at,
        changed_at,
        observed_at,
        source
    from version_state
),

endpoint_state as (
    select
        account_id,
        region,
        endpoint_name,
        asset,
        endpoint_status,
        created_at,
        deleted,
        actor,
        changed_at,
        observed_at,
        source,
        position,
        lag(endpoint_status) over (
            partition by account_id, region, asset order by changed_at, observed_at, position
        ) as endpoint_status_before
    from endpoint_observation
),

group_state as (
    select
        account_id,
        region,
        model_group,
        asset,
        created_at,
        deleted,
        actor,
        changed_at,
        observed_at,
        source,
        position,
        row_number() over (
            partition by account_id, region, asset order by changed_at, observed_at, position
        ) as place
    from model_group_observation
),

changed as (
    select
        position,
        kind,
        asset,
        what,
        case when what = 'approval' then approval_status_before when what = 'stage' then stage_before end as before,
        case when what = 'stage' then stage when what <> 'deleted' then approval_status end as after,
        actor,
        created_at,
        changed_at,
        observed_at,
        source,
        account_id,
        region,
        model_group,
        version,
        concat(model_group, ' version ', cast(version as varchar)) as name
    from version_change
    where model_group is not null
    union all
    select
        position,
        'endpoint' as kind,
        asset,
        case when deleted then 'deleted' else 'endpoint' end as what,
        endpoint_status_before as before,
        case when not deleted then endpoint_status end as after,
        actor,
        created_at,
        changed_at,
        observed_at,
        source,
        account_id,
        region,
        cast(null as varchar) as model_group,
        cast(null as bigint) as version,
        endpoint_name as name
    from endpoint_state
    where deleted or coalesce(endpoint_status, '') <> coalesce(endpoint_status_before, '')
    union all
    select
        position,
        'model_group' as kind,
        asset,
        case when deleted then 'deleted' when place = 1 then 'registered' else 'changed' end as what,
        cast(null as varchar) as before,
        cast(null as varchar) as after,
        actor,
        created_at,
        changed_at,
        observed_at,
        source,
        account_id,
        region,
        model_group,
        cast(null as bigint) as version,
        model_group as name
    from group_state
),

gone as (
    select
        position,
        account_id,
        region,
        asset,
        created_at,
        observed_at,
        case kind
            when 'model_version' then 'DeleteModelPackage'
            when 'endpoint' then 'DeleteEndpoint'
            when 'model_group' then 'DeleteModelPackageGroup'
        end as event_name
    from changed
    where what = 'deleted' and actor is null
),

-- The last deletion of what was there: not one of an asset that had the name before.
deletion as (
    select
        g.position,
        max_by(t.actor, t.event_at) as actor,
        max(t.event_at) as event_at
    from gone as g
    inner join trail_event_observation as t
        on
            t.account_id = g.account_id and t.region = g.region
            and t.event_name = g.event_name
            and lower(t.resource_arn) = lower(g.asset)
            and t.event_at >= g.created_at - interval '2' second
            and t.event_at <= g.observed_at
    where t.error_code is null and t.actor is not null
    group by g.position
),

-- What the approvals know of their authors.
approver as (
    select
        position,
        actor
    from approval
    where actor_source = 'trail'
)

select
    c.position,
    c.kind,
    c.asset,
    c.what,
    c.before,
    c.after,
    coalesce(c.actor, d.actor, a.actor) as actor,
    case
        when c.actor is not null and c.source <> 'trail' then 'record'
        when coalesce(c.actor, d.actor, a.actor) is not null then 'trail'
    end as actor_source,
    coalesce(d.event_at, c.changed_at) as changed_at,
    c.observed_at,
    case when d.event_at is not null then 'trail' else c.source end as source,
    c.account_id,
    c.region,
    c.model_group,
    c.version,
    c.name
from changed as c
left join deletion as d on d.position = c.position
left join approver as a on a.position = c.position
