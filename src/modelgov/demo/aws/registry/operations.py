"""The operations that the emulation answers itself, by service; moto answers the others."""

import threading
from collections.abc import Callable
from urllib.parse import parse_qsl

import orjson

from modelgov.demo.aws import price
from modelgov.demo.aws.call import Answer, Call, Protocol, Refusal
from modelgov.demo.aws.delivery import SageMakerEvent, anyone_listens, send
from modelgov.demo.aws.identity import Caller
from modelgov.demo.aws.lineage import operations as lineage
from modelgov.demo.aws.lineage import tracked
from modelgov.demo.aws.monitoring import operations as monitoring
from modelgov.demo.aws.registry import listing, packages, search, tags
from modelgov.demo.aws.registry.record import Context, Fields, Registry, Shelf
from modelgov.demo.aws.serving import operations as serving
from modelgov.demo.aws.sharing import operations as sharing
from modelgov.demo.aws.traffic import operations as traffic
from modelgov.demo.aws.traffic.metric import NAMESPACES
from modelgov.demo.aws.trail.lookup import lookup_events
from modelgov.demo.aws.training import operations as training

_JSON = ("Content-Type", "application/x-amz-json-1.1")

Operations = dict[str, Callable[[Context, Fields], bytes]]

REGISTRY: Operations = {
    "AddTags": tags.add_tags,
    "BatchDescribeModelPackage": packages.batch_describe_packages,
    "CreateModelPackage": packages.create_package,
    "CreateModelPackageGroup": packages.create_group,
    "DeleteModelPackage": packages.delete_package,
    "DeleteModelPackageGroup": packages.delete_group,
    "DeleteTags": tags.delete_tags,
    "DescribeModelPackageGroup": packages.describe_group,
    "ListModelPackages": listing.listing(listing.PACKAGES),
    "ListTags": tags.list_tags,
    "Search": search.search,
    "UpdateModelPackage": packages.update_package,
}

# A service whose protocol is JSON over POST can be answered here; each area of it brings its own operations.
SERVICES: dict[str, Operations] = {
    "sagemaker": REGISTRY
    | serving.OPERATIONS
    | training.OPERATIONS
    | monitoring.OPERATIONS
    | lineage.OPERATIONS
    | sharing.OPERATIONS,
    "ram": sharing.SHARES,
    "application-autoscaling": serving.SCALING,
    "monitoring": traffic.OPERATIONS,
    "pricing": price.OPERATIONS,
    "tagging": {"GetResources": tags.get_resources},
    "cloudtrail": {"LookupEvents": lookup_events},
}
# A timer may be early by the time to which a moment is rounded.
_LATER_S = 0.01


def owned(call: Call) -> Fields | None:
    """The call's parameters when it is answered here."""
    if call.operation not in SERVICES.get(call.service, {}):
        return None
    if call.protocol in {Protocol.QUERY, Protocol.CBOR}:
        message = f"The emulated AWS answers {call.operation} in JSON only; boto3 1.43 and newer speak it."
        raise Refusal("InvalidAction", message)
    given: Fields = orjson.loads(call.body or b"{}")
    if call.protocol is Protocol.REST_JSON:
        given |= dict(parse_qsl(call.query))
    if call.operation == "Search" and given.get("Resource") not in search.RESOURCES:
        return None
    if call.operation == "GetMetricStatistics" and given.get("Namespace") not in NAMESPACES:
        return None
    if call.operation == "GetResources" and not tags.of_sagemaker(given):
        return None
    if "ResourceArn" in given and tags.kind_of(given["ResourceArn"]) is None:
        return None
    return given


def answer(registry: Registry, call: Call, given: Fields, clock: Callable[[], float]) -> Answer:
    """Run the operation under its shelf's lock."""
    shelf = registry.shelf(call.account, call.region)
    with shelf.lock:
        context = _context(registry, shelf, call.caller, clock)
        serving.settle(context)
        training.settle(context)
        body = SERVICES[call.service][call.operation](context, given)
        tracked.note(context, call.operation, given)
    return 200, [_JSON], body


def _context(registry: Registry, shelf: Shelf, caller: Caller, clock: Callable[[], float]) -> Context:
    now = round(clock(), 3)

    def emit(detail_type: str, arn: str | tuple[str, ...], detail: Callable[[], Fields]) -> None:
        if anyone_listens(shelf.account, shelf.region):
            arns = (arn,) if isinstance(arn, str) else arn
            send(SageMakerEvent(detail_type=detail_type, arns=arns, detail=detail(), at=now))

    def look_again() -> None:
        with shelf.lock:
            context = _context(registry, shelf, caller, clock)
            serving.settle(context)
            training.settle(context)

    def wake(seconds: float) -> None:
        timer = threading.Timer(seconds + _LATER_S, look_again)
        timer.daemon = True
        timer.start()

    return Context(registry=registry, shelf=shelf, caller=caller, now=now, emit=emit, wake=wake)
