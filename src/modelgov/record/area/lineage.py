"""What SageMaker keeps of lineage: artifacts, contexts, and the associations between them.

Actions are only stations between two associations, which name them: they are not kept by themselves.
"""

from modelgov.record.column import AT, Form, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.LINEAGE_ARTIFACT: Form(
        arn="ArtifactArn",
        created="CreationTime",
        modified="LastModifiedTime",
        fields=(
            *("ArtifactArn", "ArtifactName", "Source", "ArtifactType"),
            *("CreationTime", "LastModifiedTime"),
        ),
    ),
    Kind.LINEAGE_CONTEXT: Form(
        arn="ContextArn",
        created="CreationTime",
        modified="LastModifiedTime",
        fields=("ContextArn", "ContextName", "Source", "ContextType", "CreationTime", "LastModifiedTime"),
    ),
    Kind.LINEAGE_ASSOCIATION: Form(
        arn="SourceArn",
        number="DestinationArn",  # an association has no ARN: its two ends name it
        created="CreationTime",
        modified=None,
        fields=(
            *("SourceArn", "DestinationArn", "SourceType", "DestinationType", "AssociationType"),
            *("SourceName", "DestinationName", "CreationTime", "CreatedBy"),
        ),
    ),
}

TABLES: tuple[Table, ...] = (
    Table(
        name="lineage_artifact_observation",
        kind=Kind.LINEAGE_ARTIFACT,
        meaning="Artifacts of lineage: data, images, models and versions, by where they lie.",
        columns=(
            column("artifact_name", T, "ArtifactName", "Name of the artifact."),
            column("artifact_type", T, "ArtifactType", "DataSet, Image, Model or a word of the maker's own."),
            column("source_uri", T, "Source.SourceUri", "Where its source is."),
            column("created_at", AT, "CreationTime", "When it was created."),
            column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
        ),
    ),
    Table(
        name="lineage_context_observation",
        kind=Kind.LINEAGE_CONTEXT,
        meaning="Contexts of lineage: endpoints and model groups, by their ARN.",
        columns=(
            column("context_name", T, "ContextName", "Name of the context."),
            column("context_type", T, "ContextType", "Endpoint, ModelGroup or a word of the maker's own."),
            column("source_uri", T, "Source.SourceUri", "Where its source is."),
            column("created_at", AT, "CreationTime", "When it was created."),
            column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
        ),
    ),
    Table(
        name="lineage_association_observation",
        kind=Kind.LINEAGE_ASSOCIATION,
        meaning="Associations of lineage: what contributed to what, or produced it.",
        columns=(
            column("source_arn", T, "SourceArn", "Lineage entity that it leads from."),
            column("destination_arn", T, "DestinationArn", "Lineage entity that it leads to."),
            column("source_type", T, "SourceType", "What the source is, in AWS's words."),
            column("destination_type", T, "DestinationType", "What the destination is, in AWS's words."),
            column("source_name", T, "SourceName", "Name of the source."),
            column("destination_name", T, "DestinationName", "Name of the destination."),
            column(
                "association_type",
                T,
                "AssociationType",
                "ContributedTo, AssociatedWith, DerivedFrom, Produced or SameAs.",
            ),
            column("created_at", AT, "CreationTime", "When it was created."),
        ),
    ),
)
