"""Lineage as SageMaker keeps it; what jobs, versions and models say themselves comes with these.

Artifacts and contexts are read because an association names them by ARN alone: where an artifact lies
and which endpoint a context means stands only in their own lists.
"""

from modelgov.collect.lineage import read_associations, read_entities
from modelgov.collect.operation import Operation, described, listing
from modelgov.record.observation import Kind

# Oldest first, so that no page shifts while it is read.
ORDER = {"SortBy": "CreationTime", "SortOrder": "Ascending"}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="ListArtifacts",
        kind=Kind.LINEAGE_ARTIFACT,
        key="ArtifactArn",
        since="CreatedAfter",
        describe=described("DescribeArtifact", "ArtifactArn", tagged=False),
        listings=(listing("ListArtifacts", "ArtifactSummaries", **ORDER),),
        read=read_entities,
    ),
    Operation(
        name="ListContexts",
        kind=Kind.LINEAGE_CONTEXT,
        key="ContextArn",
        since="CreatedAfter",
        describe=described("DescribeContext", "ContextName", tagged=False),
        listings=(listing("ListContexts", "ContextSummaries", **ORDER),),
        read=read_entities,
    ),
    Operation(
        name="ListAssociations",
        kind=Kind.LINEAGE_ASSOCIATION,
        key="SourceArn",
        since="CreatedAfter",
        listings=(listing("ListAssociations", "AssociationSummaries", **ORDER),),
        read=read_associations,
    ),
)
