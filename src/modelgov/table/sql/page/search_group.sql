-- Groups of the given names, those with most versions first.
select
    model_group as name,
    account_id,
    account_name,
    region,
    model_group,
    latest_version as version,
    latest_status as status,
    versions,
    owner
from model_group
where model_group in (select n.name from unnest(cast(? as array(varchar))) as n (name))
order by versions desc, account_id, region, model_group
