"""Who else may use the model groups: their policies, and the shares of Resource Access Manager."""

from modelgov.collect.operation import Operation
from modelgov.collect.sharing import POLICY, PRINCIPALS, RESOURCES, SHARES, read_policies, read_shares
from modelgov.record.observation import Kind

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name=POLICY,
        kind=Kind.MODEL_GROUP_POLICY,
        key="PolicyId",
        read=read_policies,
        actions=("sagemaker:GetModelPackageGroupPolicy",),
    ),
    Operation(
        name="GetResourceShares",
        kind=Kind.RESOURCE_SHARE,
        key="resourceShareArn",
        service="ram",
        read=read_shares,
        actions=(*SHARES.actions, *RESOURCES.actions, *PRINCIPALS.actions),
    ),
)
