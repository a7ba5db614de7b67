-- Changes that an event should have told: of a kind that has events, made while a watch listened. Deletions
-- and changes of tags alone are left out: of these AWS sends none.
with state as (
    select
        'model_version' as kind,
        account_id,
        region,
        asset,
        changed_at,
        observed_at,
        source,
        digest
    from model_version_observation
    where not deleted and changed_at >= (select min(listened_from) from watch_span)
    union all
    select
        'endpoint' as kind,
        account_id,
        region,
        asset,
        changed_at,
        observed_at,
        source,
        digest
    from endpoint_observation
    where not deleted and changed_at >= (select min(listened_from) from watch_span)
    union all
    select
        'endpoint_config' as kind,
        account_id,
        region,
        asset,
        changed_at,
        observed_at,
        source,
        digest
    from endpoint_config_observation
    where
        not deleted and changed_at = created_at
        and changed_at >= (select min(listened_from) from watch_span)
    union all
    select
        'model' as kind,
        account_id,
        region,
        asset,
        changed_at,
        observed_at,
        source,
        digest
    from model_observation
    where
        not deleted and changed_at = created_at
        and changed_at >= (select min(listened_from) from watch_span)
),

-- A change that the API showed first and an event told of later.
confirmed as (
    select distinct
        named_asset,
        reason
    from coverage_observation
    where operation = 'watch' and outcome = 'read' and named_asset <> ''
)

select
    s.kind,
    s.account_id,
    s.region,
    s.asset,
    s.changed_at,
    min(s.observed_at) as found_at,
    max(case when s.source = 'event' or c.reason is not null then 1 else 0 end) = 1 as told
from state as s
left join confirmed as c on c.named_asset = s.asset and c.reason = 'An event told of ' || s.digest
where exists (
    select 1 from watch_span as w where s.changed_at >= w.listened_from and s.changed_at <= w.listened_to
)
group by s.kind, s.account_id, s.region, s.asset, s.changed_at
