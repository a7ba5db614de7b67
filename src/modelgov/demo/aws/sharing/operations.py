"""The operations of sharing by name: SageMaker's own, and those of Resource Access Manager."""

from collections.abc import Callable

from modelgov.demo.aws.registry.record import Context, Fields
from modelgov.demo.aws.sharing import crossing, policy, share

OPERATIONS: dict[str, Callable[[Context, Fields], bytes]] = {
    "DeleteModelPackageGroupPolicy": policy.delete_policy,
    "DescribeModelPackage": crossing.describe_package,
    "ListModelPackageGroups": crossing.list_groups,
    "GetModelPackageGroupPolicy": policy.get_policy,
    "PutModelPackageGroupPolicy": policy.put_policy,
}
SHARES: dict[str, Callable[[Context, Fields], bytes]] = {
    "CreateResourceShare": share.create_share,
    "DeleteResourceShare": share.delete_share,
    "GetResourcePolicies": share.get_policies,
    "GetResourceShareAssociations": share.get_associations,
    "GetResourceShares": share.get_shares,
    "ListPrincipals": share.list_principals,
    "ListResources": share.list_resources,
    "PromoteResourceShareCreatedFromPolicy": share.promote_share,
}
