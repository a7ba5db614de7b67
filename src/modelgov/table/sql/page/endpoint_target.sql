-- Whose hourly metrics one endpoint has, and what was asked of them. Takes account, region, name.
select
    asset,
    variant_name,
    component_name,
    asked_from,
    asked_until
from metric_target
where account_id = ? and region = ? and endpoint_name = ?
order by variant_name, component_name
