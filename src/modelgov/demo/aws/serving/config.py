"""Endpoint configurations: what a variant is, and what DescribeEndpoint shows of it."""

from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.serving.model import deployed_images, detail

_EVENT = "SageMaker Endpoint Config State Change"
_SHOWN_AS_PLANNED = (
    "ManagedInstanceScaling",
    "RoutingConfig",
    "CapacityReservationConfig",
    "AcceleratorPartitionLayouts",
)
_KEPT_BY_ENDPOINT = ("AsyncInferenceConfig", "ExplainerConfig", "MetricsConfig", "CrossRegionTrafficConfig")


def create_config(ctx: Context, given: Fields) -> bytes:
    """CreateEndpointConfig: any instance type, for moto's list of them is years old."""
    name = given["EndpointConfigName"]
    _check_shadows(given)
    for variant in variants(given):
        if "ModelName" in variant:
            ctx.shelf.find(Kind.MODEL, variant["ModelName"])
        elif "ExecutionRoleArn" not in given:
            message = "ExecutionRoleArn is required when a variant names no model."
            raise Refusal("ValidationException", message)
    arn = ctx.shelf.arn(Kind.CONFIG, name)
    fields = given | {"EndpointConfigArn": arn, "CreationTime": ctx.now}
    ctx.shelf.add(Kind.CONFIG, name, fields)
    ctx.emit(_EVENT, arn, lambda: detail(fields))
    return orjson.dumps({"EndpointConfigArn": arn})


def describe_config(ctx: Context, given: Fields) -> bytes:
    """DescribeEndpointConfig."""
    return ctx.shelf.find(Kind.CONFIG, given["EndpointConfigName"]).raw


def delete_config(ctx: Context, given: Fields) -> bytes:
    """DeleteEndpointConfig; AWS does not stop anyone from deleting the config of a live endpoint."""
    fields = ctx.shelf.remove(Kind.CONFIG, given["EndpointConfigName"])
    ctx.emit(_EVENT, fields["EndpointConfigArn"], lambda: detail(fields))
    return b"{}"


def variants(config: Fields) -> list[Fields]:
    """The variants of a configuration, those in the shadow last."""
    return [*config["ProductionVariants"], *config.get("ShadowProductionVariants", [])]


def model_names(config: Fields) -> tuple[str, ...]:
    """The models that a configuration names."""
    return tuple(variant["ModelName"] for variant in variants(config) if "ModelName" in variant)


def deployed(ctx: Context, config: Fields) -> Fields:
    """What an endpoint shows of its configuration once it runs."""
    shown = {name: config[name] for name in _KEPT_BY_ENDPOINT if name in config}
    shown["ProductionVariants"] = [summary(ctx, one) for one in config["ProductionVariants"]]
    if shadows := config.get("ShadowProductionVariants"):
        shown["ShadowProductionVariants"] = [summary(ctx, one) for one in shadows]
    if capture := config.get("DataCaptureConfig"):
        shown["DataCaptureConfig"] = _capture(capture)
    return shown | {"EndpointConfigName": config["EndpointConfigName"]}


def summary(ctx: Context, planned: Fields) -> Fields:
    """A variant as DescribeEndpoint shows it."""
    weight = planned.get("InitialVariantWeight", 1.0)
    seen: dict[str, Any] = {
        "VariantName": planned["VariantName"],
        "CurrentWeight": weight,
        "DesiredWeight": weight,
    } | {name: planned[name] for name in _SHOWN_AS_PLANNED if name in planned}
    if images := deployed_images(ctx, planned.get("ModelName")):
        seen["DeployedImages"] = images
    if serverless := planned.get("ServerlessConfig"):
        return seen | {"CurrentServerlessConfig": serverless, "DesiredServerlessConfig": serverless}
    count = planned.get("InitialInstanceCount", 1)
    return seen | {"CurrentInstanceCount": count, "DesiredInstanceCount": count}


def _check_shadows(given: Fields) -> None:
    shadows = len(given.get("ShadowProductionVariants", []))
    if shadows and (shadows > 1 or len(given["ProductionVariants"]) > 1):
        message = "With ShadowProductionVariants, one production variant and one shadow variant are allowed."
        raise Refusal("ValidationException", message)


def _capture(planned: Fields) -> Fields:
    enabled = planned.get("EnableCapture", False)
    return {
        "EnableCapture": enabled,
        "CaptureStatus": "Started" if enabled else "Stopped",
        "CurrentSamplingPercentage": planned["InitialSamplingPercentage"],
        "DestinationS3Uri": planned["DestinationS3Uri"],
        "KmsKeyId": planned.get("KmsKeyId", ""),
    }
