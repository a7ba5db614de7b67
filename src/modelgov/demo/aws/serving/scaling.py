"""Application Auto Scaling as far as SageMaker's variants and components use it.

moto lacks the dimension of inference components, loses pages, and takes a policy for a target that is not
there.
"""

import hashlib
import uuid
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import page_of
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Shelf

_VARIANT = "sagemaker:variant:DesiredInstanceCount"
_SERVERLESS = "sagemaker:variant:DesiredProvisionedConcurrency"
_COMPONENT = "sagemaker:inference-component:DesiredCopyCount"
_DIMENSIONS = (_VARIANT, _SERVERLESS, _COMPONENT)
_MOST_ON_A_PAGE = 50
_CONFIGURATIONS = (
    "StepScalingPolicyConfiguration",
    "TargetTrackingScalingPolicyConfiguration",
    "PredictiveScalingPolicyConfiguration",
)


class Targets(dict[tuple[str, str], Fields]):
    """Scalable targets by resource and dimension, in the order in which they were registered."""


class Policies(dict[tuple[str, str, str], Fields]):
    """Scaling policies by resource, dimension and name."""


def register_target(ctx: Context, given: Fields) -> bytes:
    """RegisterScalableTarget: anew, or with other bounds."""
    key = _checked(given)
    _check_exists(ctx.shelf, *key)
    targets = ctx.shelf.of(Targets)
    kept = targets.get(key)
    if kept is None:
        if not {"MinCapacity", "MaxCapacity"} <= set(given):
            raise _invalid("MinCapacity and MaxCapacity are required to register a new scalable target.")
        number = hashlib.sha256("/".join(key).encode()).hexdigest()[:26]
        kept = {
            "ServiceNamespace": "sagemaker",
            "ResourceId": key[0],
            "ScalableDimension": key[1],
            "RoleARN": given.get("RoleARN") or _service_role(ctx.shelf),
            "CreationTime": ctx.now,
            "SuspendedState": {
                "DynamicScalingInSuspended": False,
                "DynamicScalingOutSuspended": False,
                "ScheduledScalingSuspended": False,
            },
            "ScalableTargetARN": _arn(ctx.shelf, f"scalable-target/{number}"),
        }
    changed = {name: given[name] for name in ("MinCapacity", "MaxCapacity") if name in given}
    suspended = kept["SuspendedState"] | given.get("SuspendedState", {})
    bounds = kept | changed | {"SuspendedState": suspended}
    if bounds["MinCapacity"] > bounds["MaxCapacity"]:
        raise _invalid("Maximum capacity cannot be less than minimum capacity")
    targets[key] = bounds
    return orjson.dumps({"ScalableTargetARN": bounds["ScalableTargetARN"]})


def deregister_target(ctx: Context, given: Fields) -> bytes:
    """DeregisterScalableTarget takes its policies along."""
    key = _checked(given)
    targets, policies = ctx.shelf.of(Targets), ctx.shelf.of(Policies)
    if key not in targets:
        raise _no_target(key)
    del targets[key]
    for one in [one for one in policies if one[:2] == key]:
        del policies[one]
    return b"{}"


def describe_targets(ctx: Context, given: Fields) -> bytes:
    """DescribeScalableTargets."""
    wanted = given.get("ResourceIds")
    rows = [
        target
        for (resource, dimension), target in ctx.shelf.of(Targets).items()
        if _asked(given, dimension) and (not wanted or resource in wanted)
    ]
    return _page(rows, "ScalableTargets", given)


def put_policy(ctx: Context, given: Fields) -> bytes:
    """PutScalingPolicy: new, or in the place of the one with its name."""
    key = _checked(given)
    if key not in ctx.shelf.of(Targets):
        raise _no_target(key)
    policies, name = ctx.shelf.of(Policies), given["PolicyName"]
    old = policies.get((*key, name), {})
    kind = given.get("PolicyType") or old.get("PolicyType", "StepScaling")
    arn = old.get("PolicyARN") or _arn(ctx.shelf, _policy_resource(key, name), service="autoscaling")
    alarms = [_alarm(ctx.shelf, key, side) for side in _alarm_sides(kind)]
    configured = {one: given[one] for one in _CONFIGURATIONS if one in given}
    policies[*key, name] = {
        "PolicyARN": arn,
        "PolicyName": name,
        "ServiceNamespace": "sagemaker",
        "ResourceId": key[0],
        "ScalableDimension": key[1],
        "PolicyType": kind,
        "Alarms": alarms,
        "CreationTime": old.get("CreationTime", ctx.now),
    } | configured
    return orjson.dumps({"PolicyARN": arn, "Alarms": alarms})


def delete_policy(ctx: Context, given: Fields) -> bytes:
    """DeleteScalingPolicy."""
    key = (*_checked(given), given["PolicyName"])
    if ctx.shelf.of(Policies).pop(key, None) is None:
        message = f"No scaling policy found for service namespace: sagemaker, resource ID: {key[0]}"
        raise Refusal("ObjectNotFoundException", message)
    return b"{}"


def describe_policies(ctx: Context, given: Fields) -> bytes:
    """DescribeScalingPolicies."""
    names, resource = given.get("PolicyNames"), given.get("ResourceId")
    rows = [
        policy
        for (held, dimension, name), policy in ctx.shelf.of(Policies).items()
        if _asked(given, dimension) and resource in (None, held) and (not names or name in names)
    ]
    return _page(rows, "ScalingPolicies", given)


def _asked(given: Fields, dimension: str) -> bool:
    return given["ServiceNamespace"] == "sagemaker" and given.get("ScalableDimension") in (None, dimension)


def _page(rows: list[Fields], answer: str, given: Fields) -> bytes:
    size = given.get("MaxResults", _MOST_ON_A_PAGE)
    if not 1 <= size <= _MOST_ON_A_PAGE:
        raise _invalid(f"Value '{size}' at 'maxResults' failed to satisfy constraint: between 1 and 50")
    page, token = page_of(rows, given.get("NextToken"), size)
    return orjson.dumps({answer: page} | ({"NextToken": token} if token else {}))


def _checked(given: Fields) -> tuple[str, str]:
    dimension: str = given["ScalableDimension"]
    if given["ServiceNamespace"] != "sagemaker" or dimension not in _DIMENSIONS:
        raise _invalid("Unsupported service namespace, resource type or scalable dimension")
    return given["ResourceId"], dimension


def _check_exists(shelf: Shelf, resource: str, dimension: str) -> None:
    kind, _, rest = resource.partition("/")
    name, _, variant = rest.partition("/variant/")
    if dimension == _COMPONENT:
        known = kind == "inference-component" and name in shelf.records[Kind.COMPONENT]
    else:
        endpoint = shelf.records[Kind.ENDPOINT].get(name) if kind == "endpoint" else None
        shown = endpoint.fields().get("ProductionVariants", []) if endpoint else []
        known = any(one["VariantName"] == variant for one in shown)
    if not known:
        raise _invalid(f"SageMaker resource not found for resource ID: {resource}")


def _alarm_sides(kind: str) -> tuple[str, ...]:
    return ("AlarmHigh", "AlarmLow") if kind == "TargetTrackingScaling" else ()


def _alarm(shelf: Shelf, key: tuple[str, str], side: str) -> dict[str, Any]:
    name = f"TargetTracking-{key[0]}-{side}-{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(key) + side)}"
    return {
        "AlarmName": name,
        "AlarmARN": f"arn:aws:cloudwatch:{shelf.region}:{shelf.account}:alarm:{name}",
    }


def _policy_resource(key: tuple[str, str], name: str) -> str:
    number = uuid.uuid5(uuid.NAMESPACE_URL, "/".join((*key, name)))
    return f"scalingPolicy:{number}:resource/sagemaker/{key[0]}:policyName/{name}"


def _arn(shelf: Shelf, resource: str, *, service: str = "application-autoscaling") -> str:
    return f"arn:aws:{service}:{shelf.region}:{shelf.account}:{resource}"


def _service_role(shelf: Shelf) -> str:
    role = "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint"
    folder = "aws-service-role/sagemaker.application-autoscaling.amazonaws.com"
    return f"arn:aws:iam::{shelf.account}:role/{folder}/{role}"


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationException", message)


def _no_target(key: tuple[str, str]) -> Refusal:
    message = (
        f"No scalable target registered for service namespace: sagemaker, resource ID: {key[0]}, "
        f"scalable dimension: {key[1]}"
    )
    return Refusal("ObjectNotFoundException", message)
