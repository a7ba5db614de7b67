"""How endpoints are hosted, scaled and used, and the metrics that follow, where moto differs from AWS."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator, emulated_aws

ROLE = "arn:aws:iam::300000000000:role/r"
IMAGE = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1"
DIMENSION = "sagemaker:variant:DesiredInstanceCount"


@pytest.fixture(scope="module")
def aws():
    with emulated_aws() as running:
        yield running


@pytest.fixture(autouse=True)
def at_once(aws: Emulator):
    yield
    aws.control("POST", "pace", {"seconds": 0})


@pytest.fixture
def host(sagemaker: Any):
    """An endpoint whose variant names no model."""
    sagemaker.create_model(ModelName="m", PrimaryContainer={"Image": IMAGE}, ExecutionRoleArn=ROLE)
    variant = {"VariantName": "v", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 2}
    for name, planned in (("bare", variant), ("full", variant | {"ModelName": "m"})):
        sagemaker.create_endpoint_config(
            EndpointConfigName=name, ProductionVariants=[planned], ExecutionRoleArn=ROLE
        )
        sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
    return sagemaker


def component(name: str, endpoint: str = "bare") -> dict[str, Any]:
    return {
        "InferenceComponentName": name,
        "EndpointName": endpoint,
        "VariantName": "v",
        "Specification": {"ModelName": "m", "ComputeResourceRequirements": {"MinMemoryRequiredInMb": 512}},
        "RuntimeConfig": {"CopyCount": 2},
    }


def status(client: Any, name: str) -> str:
    return str(client.describe_endpoint(EndpointName=name)["EndpointStatus"])


def until(client: Any, name: str, wanted: str) -> None:
    limit = time.monotonic() + 20
    while status(client, name) != wanted:
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_an_update_takes_its_time_and_the_old_configuration_serves_meanwhile(aws: Emulator, host: Any):
    aws.control("POST", "pace", {"seconds": 1.0})
    host.update_endpoint(EndpointName="full", EndpointConfigName="bare")
    seen = host.describe_endpoint(EndpointName="full")
    assert (seen["EndpointStatus"], seen["EndpointConfigName"]) == ("Updating", "full")
    with pytest.raises(ClientError, match="ValidationException"):
        host.update_endpoint(EndpointName="full", EndpointConfigName="full")
    until(host, "full", "InService")
    assert host.describe_endpoint(EndpointName="full")["EndpointConfigName"] == "bare"


def test_a_creation_that_fails_says_why(aws: Emulator, host: Any):
    aws.control("POST", "pace", {"seconds": 0.2, "failing": {"bad-*": "No capacity."}})
    host.create_endpoint(EndpointName="bad-1", EndpointConfigName="full")
    assert status(host, "bad-1") == "Creating"
    until(host, "bad-1", "Failed")
    assert host.describe_endpoint(EndpointName="bad-1")["FailureReason"] == "No capacity."


def test_a_component_is_listed_described_scaled_to_zero_and_deleted(host: Any):
    made = host.create_inference_component(**component("ic"))
    listed = host.list_inference_components(EndpointNameEquals="bare")["InferenceComponents"]
    assert [one["InferenceComponentArn"] for one in listed] == [made["InferenceComponentArn"]]
    seen = host.describe_inference_component(InferenceComponentName="ic")
    assert (seen["InferenceComponentStatus"], seen["RuntimeConfig"]["CurrentCopyCount"]) == ("InService", 2)
    assert seen["Specification"]["ModelName"] == "m"
    host.update_inference_component_runtime_config(
        InferenceComponentName="ic", DesiredRuntimeConfig={"CopyCount": 0}
    )
    seen = host.describe_inference_component(InferenceComponentName="ic")
    assert seen["RuntimeConfig"] == {"DesiredCopyCount": 0, "CurrentCopyCount": 0}
    host.delete_inference_component(InferenceComponentName="ic")
    with pytest.raises(ClientError, match="ValidationException"):
        host.describe_inference_component(InferenceComponentName="ic")


def test_a_variant_that_has_a_model_hosts_no_component(host: Any):
    with pytest.raises(ClientError, match="can host no inference component"):
        host.create_inference_component(**component("ic", "full"))


def test_scalable_targets_and_policies_page_and_go_together(aws: Emulator, account: str, host: Any):
    scaling = aws.client("application-autoscaling", account, "eu-west-1")
    about = {"ServiceNamespace": "sagemaker", "ScalableDimension": DIMENSION}
    names = [f"endpoint/{name}/variant/v" for name in ("bare", "full")]
    for name in names:
        scaling.register_scalable_target(**about, ResourceId=name, MinCapacity=1, MaxCapacity=3)
        scaling.put_scaling_policy(**about, ResourceId=name, PolicyName="p", PolicyType="StepScaling")
    first = scaling.describe_scalable_targets(ServiceNamespace="sagemaker", MaxResults=1)
    rest = scaling.describe_scalable_targets(
        ServiceNamespace="sagemaker", MaxResults=1, NextToken=first["NextToken"]
    )
    assert [one["ResourceId"] for one in first["ScalableTargets"] + rest["ScalableTargets"]] == names
    assert "NextToken" not in rest
    scaling.deregister_scalable_target(**about, ResourceId=names[0])
    left = scaling.describe_scaling_policies(ServiceNamespace="sagemaker")["ScalingPolicies"]
    assert [one["ResourceId"] for one in left] == names[1:]
    with pytest.raises(ClientError, match="ValidationException"):
        scaling.register_scalable_target(
            **about, ResourceId="endpoint/none/variant/v", MinCapacity=1, MaxCapacity=3
        )


def minutes(aws: Emulator, account: str, stat: str, name: str = "Invocations", endpoint: str = "full") -> Any:
    dimensions = [{"Name": "EndpointName", "Value": endpoint}, {"Name": "VariantName", "Value": "v"}]
    metric = {"Namespace": "AWS/SageMaker", "MetricName": name, "Dimensions": dimensions}
    now = datetime.now(UTC)
    answer = aws.client("cloudwatch", account, "eu-west-1").get_metric_data(
        MetricDataQueries=[{"Id": "q", "MetricStat": {"Metric": metric, "Period": 60, "Stat": stat}}],
        StartTime=now - timedelta(minutes=10),
        EndTime=now + timedelta(minutes=1),
    )
    (result,) = answer["MetricDataResults"]
    return result


def test_no_datapoint_without_traffic_and_percentiles_in_order_with_it(
    aws: Emulator, account: str, host: Any
):
    assert minutes(aws, account, "Sum")["Values"] == []
    row = {"account": account, "region": "eu-west-1", "endpoint": "full", "variant": "v"}
    aws.control("POST", "traffic", [row | {"requests_per_hour": 3_600_000.0, "latency_ms": 20.0}])
    time.sleep(0.5)
    assert sum(minutes(aws, account, "Sum")["Values"]) > 0
    p50, p90, p99 = (
        minutes(aws, account, stat, "ModelLatency")["Values"][-1] for stat in ("p50", "p90", "p99")
    )
    assert 10_000 < p50 < p90 < p99  # microseconds
    assert minutes(aws, account, "Sum", endpoint="bare")["Values"] == []


def test_a_percentile_that_does_not_exist_is_refused(aws: Emulator, account: str, host: Any):
    with pytest.raises(ClientError):
        minutes(aws, account, "p123")
