-- The newest changes that no event told of, and what changed.
with first_sight as (
    select
        asset,
        changed_at,
        what,
        before,
        after,
        model_group,
        version,
        row_number() over (partition by asset, changed_at order by position) as place
    from change
    where asset in (select asset from missed_event)
),

newest as (
    select
        kind,
        account_id,
        region,
        asset,
        changed_at,
        found_at,
        lag_seconds
    from missed_event
    order by changed_at desc, asset
    limit 20
)

select
    n.kind,
    n.account_id,
    coalesce(a.account_name, n.account_id) as account_name,
    n.region,
    n.asset,
    case
        when s.what is not null then s.what
        when n.kind in ('model', 'endpoint_config') then 'made'
        else 'changed'
    end as what,
    s.before,
    s.after,
    s.model_group,
    s.version,
    n.changed_at,
    n.found_at,
    n.lag_seconds
from newest as n
left join account as a on a.account_id = n.account_id
left join first_sight as s on s.asset = n.asset and s.changed_at = n.changed_at and s.place = 1
order by n.changed_at desc, n.asset
