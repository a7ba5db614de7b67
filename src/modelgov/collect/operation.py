"""The API operations that are read, a row each: what is listed, what is described, what it needs.

Names in coverage and in the headers of controls are the names of these rows.
"""

from dataclasses import dataclass

from modelgov.record.observation import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """How one asset is read back by itself.

    `argument` takes what `identity`, a field of the record, holds. With `tagged`, `ListTags` on the
    ARN adds the `Tags` that `Search` gives and a describe does not.
    """

    call: str
    argument: str
    identity: str
    tagged: bool
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How assets are listed when `Search` cannot be relied on."""

    call: str
    arguments: tuple[tuple[str, str], ...]
    items: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One read of one kind in one account and region.

    `record` is the way to the record inside an item of the answer. `watermark` is the property that
    an incremental read filters by; None when every read is full. A row without `search` has no list
    of its own: its assets are named by others.
    """

    name: str
    kind: Kind
    search: str | None
    record: tuple[str, ...]
    key: str
    watermark: str | None
    describe: Describe
    listings: tuple[Listing, ...]
    actions: tuple[str, ...]


def _described(call: str, identity: str, *, argument: str | None = None, tagged: bool = True) -> Describe:
    actions = (f"sagemaker:{call}", "sagemaker:ListTags") if tagged else (f"sagemaker:{call}",)
    return Describe(
        call=call, argument=argument or identity, identity=identity, tagged=tagged, actions=actions
    )


def _listing(call: str, items: str, **arguments: str) -> Listing:
    return Listing(call=call, arguments=tuple(arguments.items()), items=items, actions=(f"sagemaker:{call}",))


SEARCH = ("sagemaker:Search",)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="Search:ModelPackageGroup",
        kind=Kind.MODEL_GROUP,
        search="ModelPackageGroup",
        record=("ModelPackageGroup",),
        key="ModelPackageGroupArn",
        watermark=None,  # groups have no time of change
        describe=_described("DescribeModelPackageGroup", "ModelPackageGroupName"),
        listings=(_listing("ListModelPackageGroups", "ModelPackageGroupSummaryList"),),
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
        describe=_described(
            "DescribeModelPackage", "ModelPackageArn", argument="ModelPackageName", tagged=False
        ),
        # The default type is Unversioned, and it alone answers the packages that have no group.
        listings=(
            _listing("ListModelPackages", "ModelPackageSummaryList", ModelPackageType="Versioned"),
            _listing("ListModelPackages", "ModelPackageSummaryList", ModelPackageType="Unversioned"),
        ),
        actions=SEARCH,
    ),
    Operation(
        name="Search:Model",
        kind=Kind.MODEL,
        search="Model",
        record=("Model", "Model"),
        key="ModelArn",
        watermark="CreationTime",  # a model never changes; a full run sees its tags again
        describe=_described("DescribeModel", "ModelName"),
        listings=(_listing("ListModels", "Models"),),
        actions=SEARCH,
    ),
    Operation(
        name="Search:Endpoint",
        kind=Kind.ENDPOINT,
        search="Endpoint",
        record=("Endpoint",),
        key="EndpointArn",
        watermark="LastModifiedTime",
        describe=_described("DescribeEndpoint", "EndpointName"),
        listings=(_listing("ListEndpoints", "Endpoints"),),
        actions=SEARCH,
    ),
    Operation(
        name="DescribeEndpointConfig",
        kind=Kind.ENDPOINT_CONFIG,
        search=None,
        record=(),
        key="EndpointConfigArn",
        watermark=None,
        describe=_described("DescribeEndpointConfig", "EndpointConfigName", tagged=False),
        listings=(),
        actions=("sagemaker:DescribeEndpointConfig",),
    ),
)

BY_KIND: dict[Kind, Operation] = {operation.kind: operation for operation in OPERATIONS}

ACCOUNT_ACTIONS: tuple[str, ...] = (
    "organizations:ListAccounts",
    "organizations:ListParents",
    "organizations:DescribeOrganizationalUnit",
    "organizations:ListTagsForResource",
)
