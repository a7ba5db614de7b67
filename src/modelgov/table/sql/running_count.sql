-- Instances of the variants, shadow variants too, in every state that was seen of an endpoint.
select
    asset,
    position,
    variant_name,
    current_instance_count
from endpoint_variant_observation
union all
select
    asset,
    position,
    variant_name,
    current_instance_count
from endpoint_shadow_observation
