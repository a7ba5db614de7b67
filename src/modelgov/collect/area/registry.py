"""The model registry: groups and versions."""

from modelgov.collect.operation import SEARCH, Operation, described, listing
from modelgov.record.observation import Kind

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="Search:ModelPackageGroup",
        kind=Kind.MODEL_GROUP,
        search="ModelPackageGroup",
        record=("ModelPackageGroup",),
        key="ModelPackageGroupArn",
        watermark=None,  # groups have no time of change
        kept=True,
        describe=described("DescribeModelPackageGroup", "ModelPackageGroupName"),
        listings=(listing("ListModelPackageGroups", "ModelPackageGroupSummaryList"),),
        actions=SEARCH,
    ),
    Operation(
        name="Search:ModelPackage",
        kind=Kind.MODEL_VERSION,
        search="ModelPackage",
        record=("ModelPackage",),
        key="ModelPackageArn",
        watermark="LastModifiedTime",
        # A version of a group carries no tags of its own: they are on the group.
        describe=described(
            "DescribeModelPackage", "ModelPackageArn", argument="ModelPackageName", tagged=False
        ),
        # The default type is Unversioned, and it alone answers the packages that have no group.
        listings=(
            listing("ListModelPackages", "ModelPackageSummaryList", ModelPackageType="Versioned"),
            listing("ListModelPackages", "ModelPackageSummaryList", ModelPackageType="Unversioned"),
        ),
        actions=SEARCH,
    ),
)
