"""The shape of every lake table as rows: the same rows validate at the edge, flatten, and document.

A column names the path of its value inside the observation's JSON document; a `$` in the path means
that the text before it is itself JSON (a model card's content) and is looked into where it is valid.
`STAMP` columns, which every table has, come from the observation itself. A table with a `part` has
one row for every item of a list, or of a map, inside the document.
"""

from dataclasses import dataclass
from enum import StrEnum

from modelgov.record.observation import Kind

COVERAGE = "coverage"  # the kind of the journal entries that are about a run, not about an asset


class Type(StrEnum):
    """How a column is typed; `TIME` is epoch seconds in the document and UTC microseconds after."""

    TEXT = "text"
    LONG = "long"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    TIME = "time"
    JSON = "json"


class Each(StrEnum):
    """What a part table unfolds: the items of a list, or the entries of a map."""

    ITEM = "item"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One typed column and where its value stands in the document."""

    name: str
    type: Type
    path: tuple[str | int, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What to unfold: a field of the document, and whether it holds a list or a map.

    `single` names a field that holds one more item by itself, put before the list's.
    """

    field: str
    each: Each
    single: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One lake table: the kind that feeds it, its columns and its meaning."""

    name: str
    kind: Kind | None
    columns: tuple[Column, ...]
    meaning: str
    part: Part | None = None

    @property
    def entry_kind(self) -> str:
        """The kind of the journal entries that feed it."""
        return self.kind.value if self.kind is not None else COVERAGE


def _column(name: str, type_: Type, path: str, meaning: str) -> Column:
    steps = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    return Column(name=name, type=type_, path=steps, meaning=meaning)


STAMP: tuple[Column, ...] = (
    Column(name="position", type=Type.LONG, path=(), meaning="Place in the journal; only grows."),
    Column(name="account_id", type=Type.TEXT, path=(), meaning="AWS account, 12 digits."),
    Column(name="region", type=Type.TEXT, path=(), meaning="AWS region, or `global`."),
    Column(name="asset", type=Type.TEXT, path=(), meaning="ARN of the asset that the row is about."),
    Column(name="changed_at", type=Type.TIME, path=(), meaning="When AWS says that it changed, UTC."),
    Column(name="observed_at", type=Type.TIME, path=(), meaning="When modelgov saw it, UTC."),
    Column(name="source", type=Type.TEXT, path=(), meaning="`api`, `event` or `trail`."),
    Column(name="actor", type=Type.TEXT, path=(), meaning="Who did it, in short; null when nobody said."),
    Column(name="actor_arn", type=Type.TEXT, path=(), meaning="Who did it, as AWS names them."),
    Column(name="deleted", type=Type.BOOLEAN, path=(), meaning="Whether the row says that it is gone."),
    Column(name="digest", type=Type.TEXT, path=(), meaning="SHA-256 of the canonical JSON document."),
)

DOCUMENT = Column(
    name="document", type=Type.TEXT, path=(), meaning="The whole record as canonical JSON, as it was seen."
)

T, L, D, B, AT, J = Type.TEXT, Type.LONG, Type.DOUBLE, Type.BOOLEAN, Type.TIME, Type.JSON

CARD = "ModelCard.ModelCardContent.$."

TABLES: tuple[Table, ...] = (
    Table(
        name="account_observation",
        kind=Kind.ACCOUNT,
        meaning="AWS accounts, as Organizations or the settings name them.",
        columns=(
            _column("account_name", T, "Name", "Name of the account."),
            _column("email", T, "Email", "Address of the account."),
            _column("account_status", T, "Status", "ACTIVE, SUSPENDED or PENDING_CLOSURE."),
            _column("unit_path", T, "UnitPath", "Names of its organisational units, from the root, by /."),
            _column("joined_at", AT, "JoinedTimestamp", "When it joined the organisation."),
        ),
    ),
    Table(
        name="account_tag_observation",
        kind=Kind.ACCOUNT,
        meaning="Tags of accounts and, marked by origin, of the units above them.",
        part=Part(field="AllTags", each=Each.ITEM),
        columns=(
            _column("origin", T, "Origin", "`account tag` or `unit tag`."),
            _column("tag_key", T, "Key", "Key of the tag, as spelt."),
            _column("tag_value", T, "Value", "Value of the tag, as spelt."),
        ),
    ),
    Table(
        name="model_group_observation",
        kind=Kind.MODEL_GROUP,
        meaning="Model package groups of the registry.",
        columns=(
            _column("model_group", T, "ModelPackageGroupName", "Name of the group."),
            _column("description", T, "ModelPackageGroupDescription", "Its description."),
            _column("group_status", T, "ModelPackageGroupStatus", "Pending, InProgress, Completed, Failed."),
            _column("created_at", AT, "CreationTime", "When it was created."),
            _column("created_by_arn", T, "CreatedBy.IamIdentity.Arn", "Who created it."),
            _column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
    Table(
        name="model_group_tag_observation",
        kind=Kind.MODEL_GROUP,
        meaning="Tags of model groups, a row each.",
        part=Part(field="Tags", each=Each.ITEM),
        columns=(
            _column("tag_key", T, "Key", "Key of the tag, as spelt."),
            _column("tag_value", T, "Value", "Value of the tag, as spelt."),
        ),
    ),
    Table(
        name="model_version_observation",
        kind=Kind.MODEL_VERSION,
        meaning="Model package versions, one row for every state that was seen.",
        columns=(
            _column("model_group", T, "ModelPackageGroupName", "Group of the version."),
            _column("version", L, "ModelPackageVersion", "Number of the version in its group."),
            _column("description", T, "ModelPackageDescription", "Its description."),
            _column("package_status", T, "ModelPackageStatus", "Pending, InProgress, Completed, Failed."),
            _column(
                "approval_status", T, "ModelApprovalStatus", "Approved, PendingManualApproval, Rejected."
            ),
            _column("approval_description", T, "ApprovalDescription", "What the approver wrote."),
            _column("stage", T, "ModelLifeCycle.Stage", "Life cycle stage that is claimed."),
            _column("stage_status", T, "ModelLifeCycle.StageStatus", "Status within the stage."),
            _column("stage_description", T, "ModelLifeCycle.StageDescription", "Words on the stage."),
            _column("registered_at", AT, "CreationTime", "When the version was registered."),
            _column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
            _column("created_by_arn", T, "CreatedBy.IamIdentity.Arn", "Who registered it."),
            _column(
                "created_by_profile", T, "CreatedBy.UserProfileName", "Studio profile that registered it."
            ),
            _column("commit_id", T, "MetadataProperties.CommitId", "Commit of its code."),
            _column("repository", T, "MetadataProperties.Repository", "Repository of its code."),
            _column(
                "generated_by", T, "MetadataProperties.GeneratedBy", "What produced it, often a pipeline."
            ),
            _column("project_id", T, "MetadataProperties.ProjectId", "Project of its code."),
            _column("source_uri", T, "SourceUri", "Where its source is."),
            _column("domain", T, "Domain", "Machine learning domain."),
            _column("task", T, "Task", "Machine learning task."),
            _column("skip_validation", T, "SkipModelValidation", "`All` when validation was skipped."),
            _column("image", T, "InferenceSpecification.Containers.0.Image", "First container's image."),
            _column(
                "image_digest",
                T,
                "InferenceSpecification.Containers.0.ImageDigest",
                "Digest of the first container's image.",
            ),
            _column(
                "model_data_url",
                T,
                "InferenceSpecification.Containers.0.ModelDataUrl",
                "First container's artifact.",
            ),
            _column("card_status", T, "ModelCard.ModelCardStatus", "Status of its model card."),
            _column("card_json", T, "ModelCard.ModelCardContent", "Content of its model card, JSON."),
            _column("card_owner", T, CARD + "model_overview.model_owner", "Owner, as its card says."),
            _column("card_creator", T, CARD + "model_overview.model_creator", "Creator, as its card says."),
            _column("card_unit", T, CARD + "business_details.line_of_business", "Line of business on it."),
            _column("card_use", T, CARD + "intended_uses.intended_uses", "Intended use, as its card says."),
            _column("card_purpose", T, CARD + "intended_uses.purpose_of_model", "Purpose, as its card says."),
            _column("card_risk", T, CARD + "intended_uses.risk_rating", "Risk rating, as its card says."),
            _column("metrics_json", J, "ModelMetrics", "Its metric reports, as JSON."),
            _column("baselines_json", J, "DriftCheckBaselines", "Its drift baselines, as JSON."),
            _column("properties_json", J, "CustomerMetadataProperties", "Its own properties, as JSON."),
        ),
    ),
    Table(
        name="model_version_property_observation",
        kind=Kind.MODEL_VERSION,
        meaning="CustomerMetadataProperties of versions, a row each.",
        part=Part(field="CustomerMetadataProperties", each=Each.ENTRY),
        columns=(
            _column("property_key", T, "key", "Key of the property, as spelt."),
            _column("property_value", T, "value", "Value of the property, as spelt."),
        ),
    ),
    Table(
        name="model_observation",
        kind=Kind.MODEL,
        meaning="SageMaker models: what an endpoint config names.",
        columns=(
            _column("model_name", T, "ModelName", "Name of the model."),
            _column("created_at", AT, "CreationTime", "When it was created."),
            _column("execution_role_arn", T, "ExecutionRoleArn", "Role that it runs with."),
            _column("network_isolation", B, "EnableNetworkIsolation", "Whether it has no network."),
            _column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
    Table(
        name="model_container_observation",
        kind=Kind.MODEL,
        meaning="Containers of models, a row each; what ties a model to a registry version.",
        part=Part(field="Containers", each=Each.ITEM, single="PrimaryContainer"),
        columns=(
            _column("model_package_arn", T, "ModelPackageName", "Version that it was made from."),
            _column("image", T, "Image", "Image that it runs."),
            _column("model_data_url", T, "ModelDataUrl", "Artifact that it loads."),
        ),
    ),
    Table(
        name="endpoint_config_observation",
        kind=Kind.ENDPOINT_CONFIG,
        meaning="Endpoint configs of live endpoints.",
        columns=(
            _column("config_name", T, "EndpointConfigName", "Name of the config."),
            _column("created_at", AT, "CreationTime", "When it was created."),
            _column("kms_key_id", T, "KmsKeyId", "Key that encrypts its volumes."),
            _column("data_capture", B, "DataCaptureConfig.EnableCapture", "Whether it captures data."),
        ),
    ),
    Table(
        name="endpoint_config_variant_observation",
        kind=Kind.ENDPOINT_CONFIG,
        meaning="Variants of endpoint configs, a row each.",
        part=Part(field="ProductionVariants", each=Each.ITEM),
        columns=(
            _column("variant_name", T, "VariantName", "Name of the variant."),
            _column("model_name", T, "ModelName", "Model that it runs."),
            _column("instance_type", T, "InstanceType", "Instance type; null when serverless."),
            _column("initial_instance_count", L, "InitialInstanceCount", "Instances at the start."),
            _column("initial_weight", D, "InitialVariantWeight", "Share of the traffic at the start."),
            _column(
                "serverless_memory_mb", L, "ServerlessConfig.MemorySizeInMB", "Memory when serverless, MB."
            ),
        ),
    ),
    Table(
        name="endpoint_observation",
        kind=Kind.ENDPOINT,
        meaning="Endpoints, one row for every state that was seen.",
        columns=(
            _column("endpoint_name", T, "EndpointName", "Name of the endpoint."),
            _column("config_name", T, "EndpointConfigName", "Config that it runs."),
            _column("endpoint_status", T, "EndpointStatus", "InService, Creating, Failed and so on."),
            _column("failure_reason", T, "FailureReason", "Why it failed."),
            _column("created_at", AT, "CreationTime", "When it was created."),
            _column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
            _column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
    Table(
        name="endpoint_variant_observation",
        kind=Kind.ENDPOINT,
        meaning="Running variants of endpoints, a row each.",
        part=Part(field="ProductionVariants", each=Each.ITEM),
        columns=(
            _column("variant_name", T, "VariantName", "Name of the variant."),
            _column("current_instance_count", L, "CurrentInstanceCount", "Instances now."),
            _column("desired_instance_count", L, "DesiredInstanceCount", "Instances wanted."),
            _column("current_weight", D, "CurrentWeight", "Share of the traffic now."),
        ),
    ),
    Table(
        name="coverage_observation",
        kind=None,
        meaning="What every run read and could not read, by account, region and operation.",
        columns=(
            _column("run", T, "run", "The run that tried."),
            _column("operation", T, "operation", "What was called."),
            _column(
                "outcome", T, "outcome", "read, empty, denied, throttled, failed, not_offered, malformed."
            ),
            _column("seen", L, "seen", "Records that were taken."),
            _column("total", L, "total", "Records that AWS says there are; null when it does not say."),
            _column("calls", L, "calls", "Requests that left."),
            _column("throttled", L, "throttled", "Requests refused for their rate."),
            _column("full_read", B, "full", "Whether everything was asked for, not only what changed."),
            _column("named_asset", T, "asset", "The one record that it is about; else empty."),
            _column("reason", T, "reason", "Why something is missing; else empty."),
        ),
    ),
)
