"""A state of the emulated AWS in which endpoints have run for some days."""

import time
from pathlib import Path
from typing import Any

from modelgov.demo.aws.cloud import EmulatedCloud
from modelgov.demo.aws.fixed import READER_ROLE
from modelgov.demo.aws.identity import administrator_key
from modelgov.demo.aws.traffic import behaviour
from modelgov.demo.organisation.seed import InProcess, MovedClock

ACCOUNT, REGION = "390000000001", "eu-west-1"
DAY = 86_400.0
AGE_DAYS = 10
ROLE = f"arn:aws:iam::{ACCOUNT}:role/run"
ENDPOINTS = {"busy": "ml.g5.xlarge", "idle": "ml.m5.large", "small": ""}


def furnish(path: Path) -> None:
    """A busy endpoint on a GPU, an idle one, a serverless one, and one that hosts a component."""
    clock = MovedClock()
    cloud = EmulatedCloud(clock=clock)
    transport = InProcess(cloud)
    transport.key, transport.region = administrator_key(ACCOUNT), REGION
    transport.client("iam").create_role(RoleName=READER_ROLE, AssumeRolePolicyDocument="{}")
    sagemaker = transport.client("sagemaker")
    clock.now = time.time() - AGE_DAYS * DAY
    sagemaker.create_model(ModelName="m", ExecutionRoleArn=ROLE, PrimaryContainer={"Image": "i:1"})
    for name, instance in ENDPOINTS.items():
        _endpoint(sagemaker, name, {"ModelName": "m"} | _runs_on(instance))
    _endpoint(sagemaker, "host", _runs_on("ml.m5.xlarge"), ExecutionRoleArn=ROLE)
    sagemaker.create_inference_component(
        InferenceComponentName="part",
        EndpointName="host",
        VariantName="all",
        Specification={"ModelName": "m", "ComputeResourceRequirements": {"MinMemoryRequiredInMb": 512}},
        RuntimeConfig={"CopyCount": 1},
    )
    scaling = transport.client("application-autoscaling")
    for name in ("busy", "idle"):
        about = {
            "ServiceNamespace": "sagemaker",
            "ResourceId": f"endpoint/{name}/variant/all",
            "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        }
        scaling.register_scalable_target(**about, MinCapacity=1, MaxCapacity=4)
        scaling.put_scaling_policy(**about, PolicyName="p", PolicyType="StepScaling")
    place = {"account": ACCOUNT, "region": REGION}
    called = {"requests_per_hour": 400.0, "at": clock.now, "gpu": 40.0, "error_5xx": 0.01}
    used = [{"endpoint": "busy", "variant": "all"} | called, {"component": "part"} | called]
    behaviour.keep(cloud.registry, [place | row for row in used])
    cloud.save(path)


def _runs_on(instance: str) -> dict[str, Any]:
    if not instance:
        return {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}
    return {"InstanceType": instance, "InitialInstanceCount": 1}


def _endpoint(sagemaker: Any, name: str, variant: dict[str, Any], **more: Any) -> None:
    sagemaker.create_endpoint_config(
        EndpointConfigName=name, ProductionVariants=[{"VariantName": "all"} | variant], **more
    )
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
