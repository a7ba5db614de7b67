-- The newest changes of a span. Takes the first moment, and that after the last.
with newest as (
    select
        position,
        kind,
        asset,
        what,
        before,
        after,
        actor,
        changed_at,
        observed_at,
        source,
        account_id,
        region,
        model_group,
        version,
        name
    from change
    where changed_at >= cast(? as timestamp with time zone) and changed_at < cast(? as timestamp with time zone)
    order by changed_at desc, position desc
    limit 40
)

select
    n.position,
    n.kind,
    n.asset,
    n.what,
    n.before,
    n.after,
    n.actor,
    n.changed_at,
    n.observed_at,
    n.source,
    n.account_id,
    coalesce(a.account_name, n.account_id) as account_name,
    n.region,
    coalesce(g.business_unit, s.business_unit, d.unassigned) as business_unit,
    n.model_group,
    n.version,
    n.name
from newest as n
cross join fallback as d
left join account as a on a.account_id = n.account_id
left join model_group as g
    on g.account_id = n.account_id and g.region = n.region and g.model_group = n.model_group
left join (
    select
        e.endpoint_arn,
        max(v.business_unit) as business_unit
    from endpoint as e
    inner join model_version as v on v.model_version_arn = e.model_version_arn
    group by e.endpoint_arn
) as s on s.endpoint_arn = n.asset
order by n.changed_at desc, n.position desc
