-- The versions of a number in groups of the given names, those in production first.
select
    model_group as name,
    account_id,
    account_name,
    region,
    model_group,
    version,
    approval_status as status,
    owner
from model_version
where
    model_group in (select n.name from unnest(cast(? as array(varchar))) as n (name))
    and version = ?
order by production desc, account_id, region, model_group
