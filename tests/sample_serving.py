"""Small records of what serves beside endpoints, as AWS answers them, and of metrics as they are kept."""

from typing import Any

from sample import ACCOUNT, REGION, START, Record, arn, at


def component(name: str = "ic", endpoint: str = "e", model: str = "m", *, modified: float = 0) -> Record:
    return {
        "InferenceComponentName": name,
        "InferenceComponentArn": arn("inference-component", name),
        "EndpointName": endpoint,
        "EndpointArn": arn("endpoint", endpoint),
        "VariantName": "all",
        "InferenceComponentStatus": "InService",
        "Specification": {"ModelName": model, "ComputeResourceRequirements": {"MinMemoryRequiredInMb": 512}},
        "RuntimeConfig": {"DesiredCopyCount": 2, "CurrentCopyCount": 1},
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(modified).timestamp(),
    }


def _scaling(resource: str) -> Record:
    return {
        "ServiceNamespace": "sagemaker",
        "ResourceId": resource,
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "CreationTime": START.timestamp(),
    }


def target(resource: str = "endpoint/e/variant/all", least: int = 1, most: int = 4) -> Record:
    name = f"arn:aws:application-autoscaling:{REGION}:{ACCOUNT}:scalable-target/{resource}"
    return _scaling(resource) | {
        "ScalableTargetARN": name,
        "MinCapacity": least,
        "MaxCapacity": most,
        "SuspendedState": {"DynamicScalingInSuspended": False},
    }


def policy(resource: str = "endpoint/e/variant/all", value: float = 70.0) -> Record:
    tracked = {"PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"}
    return _scaling(resource) | {
        "PolicyARN": f"arn:aws:autoscaling:{REGION}:{ACCOUNT}:scalingPolicy:1:resource/{resource}",
        "PolicyName": "p",
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": value,
            "PredefinedMetricSpecification": tracked,
        },
    }


def metrics(hours: list[int], *, span: tuple[int, int] = (0, 24), name: str = "e", **series: Any) -> Record:
    """Metrics of a variant, the hours counted from `START`."""
    listed = {"Hour": [at(60 * hour).timestamp() for hour in hours]} if hours else {}
    return {
        "MetricArn": f"{arn('endpoint', name)}/variant/all/metric",
        "EndpointName": name,
        "VariantName": "all",
        "InstanceType": "ml.m5.large",
        "From": at(60 * span[0]).timestamp(),
        "Until": at(60 * span[1]).timestamp(),
        "Series": listed | series,
    }
