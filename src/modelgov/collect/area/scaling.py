"""Inference components, and how capacity follows demand."""

from modelgov.collect.operation import Listing, Operation, described, listing
from modelgov.collect.scaling import read_policies, read_targets
from modelgov.record.observation import Kind

_SCALING = "application-autoscaling"


def _scaling(call: str, items: str) -> Listing:
    return Listing(
        call=call,
        arguments=(("ServiceNamespace", "sagemaker"),),
        items=items,
        actions=(f"{_SCALING}:{call}",),
        most=50,
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="ListInferenceComponents",
        kind=Kind.INFERENCE_COMPONENT,
        key="InferenceComponentArn",
        kept=True,
        describe=described("DescribeInferenceComponent", "InferenceComponentName"),
        listings=(listing("ListInferenceComponents", "InferenceComponents"),),
    ),
    Operation(
        name="DescribeScalableTargets",
        kind=Kind.SCALING_TARGET,
        key="ScalableTargetARN",
        service=_SCALING,
        kept=True,
        listings=(_scaling("DescribeScalableTargets", "ScalableTargets"),),
        read=read_targets,
    ),
    Operation(
        name="DescribeScalingPolicies",
        kind=Kind.SCALING_POLICY,
        key="PolicyARN",
        service=_SCALING,
        listings=(_scaling("DescribeScalingPolicies", "ScalingPolicies"),),
        read=read_policies,
    ),
)
