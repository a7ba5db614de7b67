"""Model cards that stand by themselves; those unified with a version are part of the version."""

from modelgov.record.column import AT, Form, J, L, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.MODEL_CARD: Form(
        arn="ModelCardArn",
        number="ModelCardVersion",  # every version of a card is an asset
        created="CreationTime",
        modified="LastModifiedTime",
        fields=(
            *("ModelCardArn", "ModelCardName", "ModelCardVersion", "Content", "ModelCardStatus"),
            *("CreationTime", "CreatedBy", "LastModifiedTime", "LastModifiedBy", "Tags"),
        ),
    ),
}

_CONTENT = "Content.$."
_TRAINING = _CONTENT + "training_details.training_observations"
_EXTRA = _CONTENT + "additional_information."

TABLES: tuple[Table, ...] = (
    Table(
        name="model_card_observation",
        kind=Kind.MODEL_CARD,
        meaning="Versions of model cards that stand by themselves.",
        columns=(
            column("card_name", T, "ModelCardName", "Name of the card."),
            column("card_version", L, "ModelCardVersion", "Number of the card's version."),
            column("card_status", T, "ModelCardStatus", "Draft, PendingReview, Approved, Archived."),
            column("created_at", AT, "CreationTime", "When the version was created."),
            column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
            column("model_id", T, _CONTENT + "model_overview.model_id", "Model or version that it is about."),
            column("model_name", T, _CONTENT + "model_overview.model_name", "Name of the model on it."),
            column("card_owner", T, _CONTENT + "model_overview.model_owner", "Owner, as the card says."),
            column("card_creator", T, _CONTENT + "model_overview.model_creator", "Creator on the card."),
            column("card_unit", T, _CONTENT + "business_details.line_of_business", "Line of business."),
            column("card_use", T, _CONTENT + "intended_uses.intended_uses", "Intended use on the card."),
            column("card_purpose", T, _CONTENT + "intended_uses.purpose_of_model", "Purpose on the card."),
            column("card_risk", T, _CONTENT + "intended_uses.risk_rating", "Risk rating on the card."),
            column("card_training", T, _TRAINING, "What it says of training."),
            column("card_evaluation", T, _CONTENT + "evaluation_details[0].name", "Its first evaluation."),
            column("card_ethics", T, _EXTRA + "ethical_considerations", "Ethical considerations."),
            column("card_caveats", T, _EXTRA + "caveats_and_recommendations", "Caveats."),
            column("card_json", T, "Content", "The whole content of the card, JSON."),
            column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
)
