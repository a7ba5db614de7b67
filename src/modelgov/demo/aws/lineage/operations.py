"""The operations of lineage by name."""

from collections.abc import Callable

from modelgov.demo.aws.lineage import association, query
from modelgov.demo.aws.lineage.entity import (
    ACTION,
    ARTIFACT,
    CONTEXT,
    create,
    delete,
    describe,
    listed,
    update,
)
from modelgov.demo.aws.registry.record import Context, Fields

OPERATIONS: dict[str, Callable[[Context, Fields], bytes]] = {
    "AddAssociation": association.add_association,
    "CreateAction": create(ACTION),
    "CreateArtifact": create(ARTIFACT),
    "CreateContext": create(CONTEXT),
    "DeleteAction": delete(ACTION),
    "DeleteArtifact": delete(ARTIFACT),
    "DeleteAssociation": association.delete_association,
    "DeleteContext": delete(CONTEXT),
    "DescribeAction": describe(ACTION),
    "DescribeArtifact": describe(ARTIFACT),
    "DescribeContext": describe(CONTEXT),
    "ListActions": listed(ACTION),
    "ListArtifacts": listed(ARTIFACT),
    "ListAssociations": association.list_associations,
    "ListContexts": listed(CONTEXT),
    "QueryLineage": query.query_lineage,
    "UpdateAction": update(ACTION),
    "UpdateArtifact": update(ARTIFACT),
    "UpdateContext": update(CONTEXT),
}
