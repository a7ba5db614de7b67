-- Whose metrics were asked for and which hours, by variant; components bear the name of their endpoint.
select
    w.asset,
    w.account_id,
    w.region,
    max(coalesce(w.endpoint_name, i.endpoint_name)) as endpoint_name,
    max(coalesce(w.variant_name, i.variant_name)) as variant_name,
    max(w.component_name) as component_name,
    max_by(w.instance_type, w.position) as instance_type,
    min(w.asked_from) as asked_from,
    max(w.asked_until) as asked_until
from metric_window_observation as w
left join inference_component_now as i
    on i.account_id = w.account_id and i.region = w.region and i.component_name = w.component_name
group by w.asset, w.account_id, w.region
