"""How what serves is run: forms of hosting, scaling, and what callers do with it.

`furnished` turns some plain endpoints into asynchronous ones, gives them shadow variants or inference
components, and lets some scale; their number stays. `traffic` says how each variant and component is used:
most well, some not at all, some too slowly, some with errors that grow, some on GPUs that they never touch.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

from modelgov.demo.aws.traffic.hardware import gpus
from modelgov.demo.organisation.deployment import Deployment
from modelgov.demo.organisation.step import DAY, Cell, Step

_CONFIG, _ENDPOINT, _COMPONENT = (
    "create_endpoint_config",
    "create_endpoint",
    "create_inference_component",
)
_SCALED_SHARE = 0.3
_SOME = 8  # endpoints in a cell
_SCALABLE = "sagemaker:variant:DesiredInstanceCount"


class Hosting(Enum):
    """Forms that an endpoint with one variant on instances can take."""

    PLAIN = "as it was"
    ASYNC = "asynchronous"
    SHADOW = "with a shadow variant"
    COMPONENTS = "with inference components"


_FORMS = ((Hosting.PLAIN, 0.74), (Hosting.ASYNC, 0.08), (Hosting.SHADOW, 0.07), (Hosting.COMPONENTS, 0.11))


def furnished(cell: Cell, deployments: tuple[Deployment, ...], draw: random.Random) -> tuple[Deployment, ...]:
    """The same endpoints, each in the form that it is hosted in.

    Where there are some, one of them hosts components, so that no organisation is without.
    """
    bare = next((one for one in deployments if _can_host(one)), None) if len(deployments) >= _SOME else None
    return tuple(_furnished(cell, one, draw, hosts=one is bare) for one in deployments)


def _can_host(one: Deployment) -> bool:
    configs = [step for step in one.steps if step.operation == _CONFIG]
    variants = configs[0].params["ProductionVariants"]
    return len(configs) == len(variants) == 1 and "InstanceType" in variants[0]


def _furnished(cell: Cell, one: Deployment, draw: random.Random, *, hosts: bool) -> Deployment:
    form = draw.choices([form for form, _ in _FORMS], [share for _, share in _FORMS])[0]
    scaled = draw.random() < _SCALED_SHARE
    configs = [step for step in one.steps if step.operation == _CONFIG]
    [*others, variant] = configs[0].params["ProductionVariants"]
    if others or "InstanceType" not in variant:
        return one
    if hosts or (form is Hosting.COMPONENTS and len(configs) == 1):
        return replace(one, steps=_with_components(cell, one.steps, draw))
    steps = tuple(_reformed(cell, step, form) for step in one.steps)
    return replace(one, steps=(*steps, *(_scaling(steps, draw) if scaled else ())))


def _reformed(cell: Cell, step: Step, form: Hosting) -> Step:
    if step.operation != _CONFIG:
        return step
    params = dict(step.params)
    match form:
        case Hosting.ASYNC:
            answers = f"s3://async-{cell.account.id}-{cell.region}/{params['EndpointConfigName']}"
            params["AsyncInferenceConfig"] = {
                "OutputConfig": {"S3OutputPath": answers},
                "ClientConfig": {"MaxConcurrentInvocationsPerInstance": 4},
            }
        case Hosting.SHADOW:
            [variant] = params["ProductionVariants"]
            params["ShadowProductionVariants"] = [dict(variant, VariantName="shadow", InitialInstanceCount=1)]
        case _:
            return step
    return replace(step, params=params)


def _with_components(cell: Cell, steps: tuple[Step, ...], draw: random.Random) -> tuple[Step, ...]:
    """The variant loses its model, and one or two components run it on the variant's instances."""
    made: list[Step] = []
    for step in steps:
        if step.operation != _CONFIG:
            made.append(step)
            continue
        params = dict(step.params)
        [variant] = params["ProductionVariants"]
        bare = {name: value for name, value in variant.items() if name != "ModelName"}
        scaling = {"Status": "ENABLED", "MinInstanceCount": 1, "MaxInstanceCount": 4}
        params["ProductionVariants"] = [bare | {"ManagedInstanceScaling": scaling}]
        params["ExecutionRoleArn"] = f"arn:aws:iam::{cell.account.id}:role/MLPipeline"
        made.append(replace(step, params=params))
    model = next(step for step in steps if step.operation == "create_model")
    endpoint = next(step for step in steps if step.operation == _ENDPOINT)
    needs = {"NumberOfCpuCoresRequired": 1, "MinMemoryRequiredInMb": 1024}
    if gpus(variant["InstanceType"]):
        needs["NumberOfAcceleratorDevicesRequired"] = 1
    name = endpoint.params["EndpointName"]
    for number in range(draw.choice((1, 1, 2))):
        component = {
            "InferenceComponentName": f"{name[:55]}-ic-{number + 1}",
            "EndpointName": name,
            "VariantName": variant["VariantName"],
            "Specification": {
                "ModelName": model.params["ModelName"],
                "ComputeResourceRequirements": needs,
            },
            "RuntimeConfig": {"CopyCount": draw.choice((1, 1, 2))},
        }
        at = endpoint.at + 30 + number
        made.append(Step(at=at, actor=endpoint.actor, operation=_COMPONENT, params=component))
    return tuple(made)


def _scaling(steps: tuple[Step, ...], draw: random.Random) -> Iterator[Step]:
    """A target that follows the requests of each instance."""
    endpoint = next(step for step in steps if step.operation == _ENDPOINT)
    config = next(step for step in steps if step.operation == _CONFIG)
    [variant] = config.params["ProductionVariants"]
    about: dict[str, Any] = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": f"endpoint/{endpoint.params['EndpointName']}/variant/{variant['VariantName']}",
        "ScalableDimension": _SCALABLE,
    }
    bounds: dict[str, Any] = {"MinCapacity": 1, "MaxCapacity": draw.choice((3, 4, 8))}
    tracked = {"PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"}
    policy: dict[str, Any] = {
        "PolicyName": "follow-requests",
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": float(draw.choice((70, 200, 750))),
            "PredefinedMetricSpecification": tracked,
        },
    }
    calls = (("register_scalable_target", about | bounds), ("put_scaling_policy", about | policy))
    for number, (operation, params) in enumerate(calls):
        yield Step(
            at=endpoint.at + 40 + number,
            actor=endpoint.actor,
            service="application-autoscaling",
            operation=operation,
            params=params,
        )


def traffic(
    cell: Cell, deployments: tuple[Deployment, ...], draw: random.Random
) -> tuple[dict[str, Any], ...]:
    """How every variant and component is used, as the emulated CloudWatch takes it."""
    place = {"account": cell.account.id, "region": cell.region}
    rows: list[dict[str, Any]] = []
    for one in deployments:
        called = _called(cell, one, draw)
        config = [step for step in one.steps if step.operation == _CONFIG][-1].params
        components = [step.params for step in one.steps if step.operation == _COMPONENT]
        name = one.endpoint.rpartition("/")[2]
        for variant in [*config["ProductionVariants"], *config.get("ShadowProductionVariants", ())]:
            share = variant.get("InitialVariantWeight", 1.0)
            used = called | _load(variant.get("InstanceType", ""), draw)
            used["requests_per_hour"] = called["requests_per_hour"] * share
            rows.append(place | {"endpoint": name, "variant": variant["VariantName"]} | used)
            rows += [
                place | {"component": component["InferenceComponentName"]} | used for component in components
            ]
    return tuple(rows)


def _called(cell: Cell, one: Deployment, draw: random.Random) -> dict[str, Any]:
    """What callers of an endpoint do and how it answers them."""
    called: dict[str, Any] = {
        "at": cell.end,
        "requests_per_hour": round(draw.lognormvariate(5.0, 1.4), 1),
        "peak_hour": float(draw.randrange(9, 18)),
        "day_swing": draw.uniform(0.3, 0.8),
        "weekend": draw.uniform(0.15, 1.0),
        "latency_ms": draw.lognormvariate(3.4, 0.6),
        "error_4xx": draw.uniform(0.0, 0.01),
        "error_5xx": draw.uniform(0.0, 0.002),
    }
    if one.idle:
        # Half were never called; of the others the callers went away some weeks ago.
        stopped = {"end": cell.end - draw.uniform(15, 90) * DAY}
        return called | ({"requests_per_hour": 0.0} if draw.random() < 0.5 else stopped)
    trouble = draw.random()
    if trouble < 0.09:
        return called | {"latency_ms": draw.uniform(450, 1600), "latency_growth": draw.uniform(0.0, 0.08)}
    if trouble < 0.17:
        worst = draw.uniform(0.05, 0.2)
        days = range(8)
        bursts = [
            {"begin": cell.end - (8 - day) * DAY, "hours": 24.0, "error_5xx": worst * (day + 1) / 8}
            for day in days
        ]
        return called | {"bursts": bursts}
    return called


def _load(instance: str, draw: random.Random) -> dict[str, float]:
    """What it takes of its instances; some models never touch the GPU that they are given."""
    load = {
        "cpu": draw.uniform(6, 60),
        "memory": draw.uniform(20, 75),
        "disk": draw.uniform(5, 40),
    }
    if not gpus(instance):
        return load
    if draw.random() < 0.3:
        return load | {"gpu": 0.0, "gpu_memory": 0.4}
    return load | {"gpu": draw.uniform(15, 80), "gpu_memory": draw.uniform(25, 85)}
