"""How a model is served: its model, config and endpoint, and what callers do with it."""

from collections.abc import Iterator

from modelgov.demo.aws.fixed import role_arn
from modelgov.demo.organisation.step import Actor, Step
from modelgov.demo.organisation.tagging import as_list
from modelgov.demo.proving.spec import Fields, Hosting, Spec

_VARIANT = "AllTraffic"
# What callers of a sound endpoint do: some hundred requests an hour, quick answers, instances well in use.
_SOUND: Fields = {
    "requests_per_hour": 120.0,
    "day_swing": 0.5,
    "weekend": 0.9,
    "latency_ms": 30.0,
    "error_4xx": 0.004,
    "error_5xx": 0.0004,
    "cpu": 50.0,
    "memory": 60.0,
    "disk": 20.0,
}


def steps(spec: Spec) -> Iterator[Step]:
    """The endpoint, in the order in which its parts are made."""
    hosting = spec.hosting
    if hosting is None:
        return
    at = spec.at(hosting.days)
    deployer = Actor(role="MLPipeline", session="proving-deploy")
    calls = (
        ("create_model", _model(spec, hosting)),
        ("create_endpoint_config", _config(spec, hosting, "config", hosting.capture)),
        ("create_endpoint", _named(spec, "config") | {"Tags": as_list(spec.tags)}),
    )
    for number, (operation, params) in enumerate(calls):
        yield Step(at=at + 20 * number, actor=deployer, operation=operation, params=params)
    if hosting.uncaptured is not None:
        off = spec.at(hosting.uncaptured)
        # The emulation runs what was due when somebody looks: until then there was data to read.
        look = {"MaxResults": 1}
        yield Step(at=off - 60, actor=deployer, operation="list_monitoring_executions", params=look)
        params = _config(spec, hosting, "uncaptured", None)
        yield Step(at=off, actor=deployer, operation="create_endpoint_config", params=params)
        params = _named(spec, "uncaptured")
        yield Step(at=off + 20, actor=deployer, operation="update_endpoint", params=params)


def traffic(spec: Spec) -> Iterator[Fields]:
    """How its variant is called, as the emulated CloudWatch takes it."""
    if spec.hosting is None:
        return
    place = {"account": spec.cell.account.id, "region": spec.cell.region}
    called = _SOUND | spec.hosting.traffic
    yield place | {"endpoint": spec.endpoint, "variant": _VARIANT, "at": spec.cell.end} | called


def _named(spec: Spec, config: str) -> Fields:
    return {"EndpointName": spec.endpoint, "EndpointConfigName": f"{spec.endpoint}-{config}"}


def _model(spec: Spec, hosting: Hosting) -> Fields:
    return {
        "ModelName": spec.name,
        "PrimaryContainer": hosting.container or {"ModelPackageName": spec.asset("version")},
        "ExecutionRoleArn": role_arn(spec.cell.account.id, "MLPipeline"),
        "EnableNetworkIsolation": hosting.isolated,
        "Tags": as_list(spec.tags),
    }


def _config(spec: Spec, hosting: Hosting, name: str, capture: int | None) -> Fields:
    variant: Fields = {"VariantName": _VARIANT, "ModelName": spec.name, "InitialVariantWeight": 1.0}
    if hosting.serverless:
        variant["ServerlessConfig"] = {"MemorySizeInMB": 2048, "MaxConcurrency": 10}
    else:
        variant |= {"InstanceType": hosting.instance, "InitialInstanceCount": hosting.count}
    config: Fields = {
        "EndpointConfigName": f"{spec.endpoint}-{name}",
        "ProductionVariants": [variant],
        "Tags": as_list(spec.tags),
    }
    if capture is not None and not hosting.serverless:
        config["DataCaptureConfig"] = {
            "EnableCapture": True,
            "InitialSamplingPercentage": capture,
            "DestinationS3Uri": captured(spec),
            "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}],
        }
    return config


def captured(spec: Spec) -> str:
    """Where what it is asked and answers is captured."""
    return f"s3://capture-{spec.cell.account.id}-{spec.cell.region}/{spec.name}"
