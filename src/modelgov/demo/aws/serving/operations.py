"""The operations of serving by name, and the end of what is on its way."""

from collections.abc import Callable

from modelgov.demo.aws.registry.listing import COMPONENTS, CONFIGS, ENDPOINTS, MODELS, listing
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.serving import component, config, endpoint, model, scaling
from modelgov.demo.aws.serving.transition import Changes

Operations = dict[str, Callable[[Context, Fields], bytes]]

OPERATIONS: Operations = {
    "CreateEndpoint": endpoint.create_endpoint,
    "CreateEndpointConfig": config.create_config,
    "CreateInferenceComponent": component.create_component,
    "CreateModel": model.create_model,
    "DeleteEndpoint": endpoint.delete_endpoint,
    "DeleteEndpointConfig": config.delete_config,
    "DeleteInferenceComponent": component.delete_component,
    "DeleteModel": model.delete_model,
    "DescribeEndpoint": endpoint.describe_endpoint,
    "DescribeEndpointConfig": config.describe_config,
    "DescribeInferenceComponent": component.describe_component,
    "DescribeModel": model.describe_model,
    "ListEndpointConfigs": listing(CONFIGS),
    "ListEndpoints": listing(ENDPOINTS),
    "ListInferenceComponents": listing(COMPONENTS),
    "ListModels": listing(MODELS),
    "UpdateEndpoint": endpoint.update_endpoint,
    "UpdateEndpointWeightsAndCapacities": endpoint.update_weights,
    "UpdateInferenceComponent": component.update_component,
    "UpdateInferenceComponentRuntimeConfig": component.update_component_runtime,
}
SCALING: Operations = {
    "DeleteScalingPolicy": scaling.delete_policy,
    "DeregisterScalableTarget": scaling.deregister_target,
    "DescribeScalableTargets": scaling.describe_targets,
    "DescribeScalingPolicies": scaling.describe_policies,
    "PutScalingPolicy": scaling.put_policy,
    "RegisterScalableTarget": scaling.register_target,
}


def settle(ctx: Context) -> None:
    """Bring every change that is due to its end."""
    changes = ctx.shelf.of(Changes)
    due = [(key, change) for key, change in changes.items() if change.due <= ctx.now]
    for (kind, name), change in due:
        del changes[kind, name]
        match kind:
            case Kind.ENDPOINT:
                endpoint.finish(ctx, name, change)
            case Kind.COMPONENT:
                component.finish(ctx, name, change)
            case _:
                raise AssertionError(kind)
