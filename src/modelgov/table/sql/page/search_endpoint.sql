-- Endpoints of the given names with the newest version that each serves.
select
    e.endpoint_name as name,
    e.account_id,
    coalesce(a.account_name, e.account_id) as account_name,
    e.region,
    max_by(e.model_group, e.version) as model_group,
    max(e.version) as version,
    max(e.endpoint_status) as status
from endpoint as e
left join account as a on a.account_id = e.account_id
where e.endpoint_name in (select n.name from unnest(cast(? as array(varchar))) as n (name))
group by e.endpoint_name, e.account_id, coalesce(a.account_name, e.account_id), e.region
order by e.account_id, e.region, e.endpoint_name
