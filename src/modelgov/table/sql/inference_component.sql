-- Inference components: models placed on the instances of an endpoint's variant, as they are now.
select
    i.account_id,
    i.region,
    i.component_name,
    i.asset as component_arn,
    i.endpoint_name,
    i.variant_name,
    i.component_status,
    i.failure_reason,
    i.model_name,
    i.base_component_name,
    k.model_version_arn,
    i.cpu_cores,
    i.accelerators,
    i.memory_mb,
    i.current_copies,
    i.desired_copies,
    i.created_at,
    i.changed_at,
    i.observed_at
from inference_component_now as i
left join model_source as k
    on k.account_id = i.account_id and k.region = i.region and k.model_name = i.model_name
