"""All operations, in the order in which a scope is read."""

from modelgov.collect.area import (
    lineage,
    metric,
    monitoring,
    registry,
    scaling,
    serving,
    sharing,
    trail,
    training,
)
from modelgov.collect.operation import Describe, Operation
from modelgov.collect.price import PRODUCTS
from modelgov.record.observation import Kind

AREAS = (registry, serving, training, scaling, metric, lineage, sharing, monitoring, trail)

OPERATIONS: tuple[Operation, ...] = tuple(row for area in AREAS for row in area.OPERATIONS)

# The names of the areas, with the names of their operations: what a run may be narrowed to.
AREA_OPERATIONS: dict[str, frozenset[str]] = {
    area.__name__.rpartition(".")[2]: frozenset(row.name for row in area.OPERATIONS) for area in AREAS
}

BY_KIND: dict[Kind, Operation] = {operation.kind: operation for operation in OPERATIONS}

DESCRIBES: dict[Kind, Describe] = {
    operation.kind: operation.describe for operation in OPERATIONS if operation.describe is not None
}

# What is asked once, with the process's own credentials.
ACCOUNT_ACTIONS: tuple[str, ...] = (
    "organizations:ListAccounts",
    "organizations:ListParents",
    "organizations:DescribeOrganizationalUnit",
    "organizations:ListTagsForResource",
    *PRODUCTS.actions,
)
