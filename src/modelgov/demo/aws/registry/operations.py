"""The operations that the emulation answers itself, by service; moto answers the others."""

from collections.abc import Callable

import orjson

from modelgov.demo.aws.call import Answer, Call
from modelgov.demo.aws.delivery import SageMakerEvent, anyone_listens, send
from modelgov.demo.aws.registry import listing, packages, search, serving, tags
from modelgov.demo.aws.registry.record import Context, Fields, Registry

_JSON = ("Content-Type", "application/x-amz-json-1.1")

Operations = dict[str, Callable[[Context, Fields], bytes]]

REGISTRY: Operations = {
    "AddTags": tags.add_tags,
    "BatchDescribeModelPackage": packages.batch_describe_packages,
    "CreateEndpoint": serving.create_endpoint,
    "CreateEndpointConfig": serving.create_config,
    "CreateModel": serving.create_model,
    "CreateModelPackage": packages.create_package,
    "CreateModelPackageGroup": packages.create_group,
    "DeleteEndpoint": serving.delete_endpoint,
    "DeleteEndpointConfig": serving.delete_config,
    "DeleteModel": serving.delete_model,
    "DeleteModelPackage": packages.delete_package,
    "DeleteModelPackageGroup": packages.delete_group,
    "DeleteTags": tags.delete_tags,
    "DescribeEndpoint": serving.describe_endpoint,
    "DescribeEndpointConfig": serving.describe_config,
    "DescribeModel": serving.describe_model,
    "DescribeModelPackage": packages.describe_package,
    "DescribeModelPackageGroup": packages.describe_group,
    "ListEndpointConfigs": listing.listing(listing.CONFIGS),
    "ListEndpoints": listing.listing(listing.ENDPOINTS),
    "ListModelPackageGroups": listing.listing(listing.GROUPS),
    "ListModelPackages": listing.listing(listing.PACKAGES),
    "ListModels": listing.listing(listing.MODELS),
    "ListTags": tags.list_tags,
    "Search": search.search,
    "UpdateEndpoint": serving.update_endpoint,
    "UpdateEndpointWeightsAndCapacities": serving.update_weights,
    "UpdateModelPackage": packages.update_package,
}

# A service whose protocol is JSON over POST can be answered here; each area of it brings its own operations.
SERVICES: dict[str, Operations] = {"sagemaker": REGISTRY}


def owned(call: Call) -> Fields | None:
    """The call's parameters when it is answered here."""
    if call.operation not in SERVICES.get(call.service, {}):
        return None
    given: Fields = orjson.loads(call.body or b"{}")
    if call.operation == "Search" and given.get("Resource") not in search.RESOURCES:
        return None
    if "ResourceArn" in given and tags.kind_of(given["ResourceArn"]) is None:
        return None
    return given


def answer(registry: Registry, call: Call, given: Fields, now: float) -> Answer:
    """Run the operation under its shelf's lock."""
    shelf = registry.shelf(call.account, call.region)

    def emit(detail_type: str, arn: str, detail: Callable[[], Fields]) -> None:
        if anyone_listens(call.account, call.region):
            send(SageMakerEvent(detail_type=detail_type, arn=arn, detail=detail(), at=now))

    context = Context(registry=registry, shelf=shelf, caller=call.caller, now=now, emit=emit)
    with shelf.lock:
        body = SERVICES[call.service][call.operation](context, given)
    return 200, [_JSON], body
