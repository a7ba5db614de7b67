-- How far each feature is from its baseline in the last execution of each endpoint that compared it, with the version
-- that the endpoint serves. Takes the first moment, and that after the last.
with newest as (
    select
        account_id,
        region,
        endpoint_name,
        max(scheduled_at) as scheduled_at
    from drift
    where
        endpoint_name is not null
        and scheduled_at >= cast(? as timestamp with time zone)
        and scheduled_at < cast(? as timestamp with time zone)
    group by account_id, region, endpoint_name
)

select
    d.account_id,
    coalesce(a.account_name, d.account_id) as account_name,
    d.region,
    d.endpoint_name,
    e.asset as endpoint_arn,
    v.account_id as version_account_id,
    v.region as version_region,
    v.model_group,
    v.version,
    v.team,
    coalesce(g.tier, 4) as tier,
    d.scheduled_at,
    d.feature,
    d.method,
    d.psi,
    d.ks,
    d.baseline_count,
    d.current_count
from drift as d
inner join newest as n
    on
        n.account_id = d.account_id and n.region = d.region and n.endpoint_name = d.endpoint_name
        and n.scheduled_at = d.scheduled_at
left join endpoint_now as e
    on e.account_id = d.account_id and e.region = d.region and e.endpoint_name = d.endpoint_name
left join governed as g on g.asset = e.asset
left join endpoint_served as s on s.endpoint_arn = e.asset
left join model_version as v on v.model_version_arn = s.model_version_arn
left join account as a on a.account_id = d.account_id
order by d.account_id, d.region, d.endpoint_name, d.feature
