"""The model registry: groups and versions."""

from modelgov.record.column import AT, Each, Form, J, L, Part, T, Table, column
from modelgov.record.observation import Kind

CARD = "ModelCard.ModelCardContent.$."
TRAINING = "training_details.training_observations"
EXTRA = "additional_information."

FORMS: dict[Kind, Form] = {
    Kind.MODEL_GROUP: Form(
        arn="ModelPackageGroupArn",
        created="CreationTime",
        modified=None,
        fields=(
            *("ModelPackageGroupName", "ModelPackageGroupArn", "ModelPackageGroupDescription"),
            *("CreationTime", "CreatedBy", "ModelPackageGroupStatus", "Tags"),
        ),
    ),
    Kind.MODEL_VERSION: Form(
        arn="ModelPackageArn",
        created="CreationTime",
        modified="LastModifiedTime",
        fields=(
            *("ModelPackageName", "ModelPackageGroupName", "ModelPackageVersion"),
            *("ModelPackageRegistrationType", "ModelPackageArn", "ModelPackageDescription"),
            *("CreationTime", "InferenceSpecification", "SourceAlgorithmSpecification"),
            *("ValidationSpecification", "ModelPackageStatus", "ModelPackageStatusDetails"),
            *("CertifyForMarketplace", "ModelApprovalStatus", "CreatedBy", "MetadataProperties"),
            *("ModelMetrics", "LastModifiedTime", "LastModifiedBy", "ApprovalDescription", "Domain"),
            *("Task", "SamplePayloadUrl", "AdditionalInferenceSpecifications", "SourceUri"),
            *("SecurityConfig", "ModelCard", "ModelLifeCycle", "Tags", "CustomerMetadataProperties"),
            *("DriftCheckBaselines", "SkipModelValidation"),
        ),
    ),
}

TABLES: tuple[Table, ...] = (
    Table(
        name="model_group_observation",
        kind=Kind.MODEL_GROUP,
        meaning="Model package groups of the registry.",
        columns=(
            column("model_group", T, "ModelPackageGroupName", "Name of the group."),
            column("description", T, "ModelPackageGroupDescription", "Its description."),
            column("group_status", T, "ModelPackageGroupStatus", "Pending, InProgress, Completed, Failed."),
            column("created_at", AT, "CreationTime", "When it was created."),
            column("created_by_arn", T, "CreatedBy.IamIdentity.Arn", "Who created it."),
            column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
    Table(
        name="model_group_tag_observation",
        kind=Kind.MODEL_GROUP,
        meaning="Tags of model groups, a row each.",
        part=Part(field="Tags", each=Each.ITEM),
        columns=(
            column("tag_key", T, "Key", "Key of the tag, as spelt."),
            column("tag_value", T, "Value", "Value of the tag, as spelt."),
        ),
    ),
    Table(
        name="model_version_observation",
        kind=Kind.MODEL_VERSION,
        meaning="Model package versions, one row for every state that was seen.",
        columns=(
            column("model_group", T, "ModelPackageGroupName", "Group of the version."),
            column("version", L, "ModelPackageVersion", "Number of the version in its group."),
            column("description", T, "ModelPackageDescription", "Its description."),
            column("package_status", T, "ModelPackageStatus", "Pending, InProgress, Completed, Failed."),
            column("approval_status", T, "ModelApprovalStatus", "Approved, PendingManualApproval, Rejected."),
            column("approval_description", T, "ApprovalDescription", "What the approver wrote."),
            column("stage", T, "ModelLifeCycle.Stage", "Life cycle stage that is claimed."),
            column("stage_status", T, "ModelLifeCycle.StageStatus", "Status within the stage."),
            column("stage_description", T, "ModelLifeCycle.StageDescription", "Words on the stage."),
            column("registered_at", AT, "CreationTime", "When the version was registered."),
            column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
            column("created_by_arn", T, "CreatedBy.IamIdentity.Arn", "Who registered it."),
            column(
                "created_by_profile", T, "CreatedBy.UserProfileName", "Studio profile that registered it."
            ),
            column("commit_id", T, "MetadataProperties.CommitId", "Commit of its code."),
            column("repository", T, "MetadataProperties.Repository", "Repository of its code."),
            column(
                "generated_by", T, "MetadataProperties.GeneratedBy", "What produced it, often a pipeline."
            ),
            column("project_id", T, "MetadataProperties.ProjectId", "Project of its code."),
            column("source_uri", T, "SourceUri", "Where its source is."),
            column("domain", T, "Domain", "Machine learning domain."),
            column("task", T, "Task", "Machine learning task."),
            column("skip_validation", T, "SkipModelValidation", "`All` when validation was skipped."),
            column("image", T, "InferenceSpecification.Containers.0.Image", "First container's image."),
            column(
                "image_digest",
                T,
                "InferenceSpecification.Containers.0.ImageDigest",
                "Digest of the first container's image.",
            ),
            column(
                "model_data_url",
                T,
                "InferenceSpecification.Containers.0.ModelDataUrl",
                "First container's artifact.",
            ),
            column("card_status", T, "ModelCard.ModelCardStatus", "Status of its model card."),
            column("card_json", T, "ModelCard.ModelCardContent", "Content of its model card, JSON."),
            column("card_owner", T, CARD + "model_overview.model_owner", "Owner, as its card says."),
            column("card_creator", T, CARD + "model_overview.model_creator", "Creator, as its card says."),
            column("card_unit", T, CARD + "business_details.line_of_business", "Line of business on it."),
            column("card_use", T, CARD + "intended_uses.intended_uses", "Intended use, as its card says."),
            column("card_purpose", T, CARD + "intended_uses.purpose_of_model", "Purpose, as its card says."),
            column("card_risk", T, CARD + "intended_uses.risk_rating", "Risk rating, as its card says."),
            column("card_training", T, CARD + TRAINING, "What its card says of training."),
            column("card_evaluation", T, CARD + "evaluation_details.0.name", "First evaluation on its card."),
            column("card_ethics", T, CARD + EXTRA + "ethical_considerations", "Ethics, as its card says."),
            column("card_caveats", T, CARD + EXTRA + "caveats_and_recommendations", "Caveats on its card."),
            column("metrics_json", J, "ModelMetrics", "Its metric reports, as JSON."),
            column("baselines_json", J, "DriftCheckBaselines", "Its drift baselines, as JSON."),
            column("properties_json", J, "CustomerMetadataProperties", "Its own properties, as JSON."),
        ),
    ),
    Table(
        name="model_version_property_observation",
        kind=Kind.MODEL_VERSION,
        meaning="CustomerMetadataProperties of versions, a row each.",
        part=Part(field="CustomerMetadataProperties", each=Each.ENTRY),
        columns=(
            column("property_key", T, "key", "Key of the property, as spelt."),
            column("property_value", T, "value", "Value of the property, as spelt."),
        ),
    ),
)
