"""What controls judged: findings, evaluations, and counts by team. modelgov itself says so, not AWS."""

from modelgov.record.column import AT, B, Form, J, L, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.FINDING: Form(
        arn="FindingId",
        created="OpenedAt",
        modified="EvaluatedAt",
        fields=(
            *("FindingId", "ControlId", "ControlVersion", "SqlHash", "JudgedAsset", "Severity", "Status"),
            *("Reason", "Evidence", "EvidenceDigest", "Change", "Evaluation", "OpenedAt", "EvaluatedAt"),
        ),
    ),
    Kind.EVALUATION: Form(
        arn="Evaluation",
        created="EvaluatedAt",
        modified=None,
        fields=(
            *("Evaluation", "EvaluatedAt", "Full", "Controls", "LibraryHash", "Judged", "JournalPosition"),
            "Snapshots",
        ),
    ),
    Kind.CONTROL_SCORE: Form(
        arn="ScoreId",
        created="EvaluatedAt",
        modified=None,
        fields=(
            *("ScoreId", "EvaluatedAt", "ControlId", "ControlVersion", "SqlHash", "BusinessUnit", "Team"),
            *("Passed", "Failed", "Unknown", "Exempt"),
        ),
    ),
}

_CONTROL = column("control_id", T, "ControlId", "Id of the control.")
_VERSION = column("control_version", L, "ControlVersion", "Version of the control.")
_HASH = column("sql_hash", T, "SqlHash", "SHA-256 of the control's file, with the parameters that were used.")

TABLES: tuple[Table, ...] = (
    Table(
        name="finding_observation",
        kind=Kind.FINDING,
        meaning="Every turn of every finding: opened, changed, resolved, reopened.",
        columns=(
            _CONTROL,
            _VERSION,
            _HASH,
            column("judged_asset", T, "JudgedAsset", "ARN of the asset that was judged."),
            column("severity", T, "Severity", "low, medium, high or critical."),
            column("status", T, "Status", "pass, fail, unknown or exempt."),
            column("reason", T, "Reason", "Why, in one sentence."),
            column("evidence_json", J, "Evidence", "What it was judged by, JSON."),
            column("evidence_digest", T, "EvidenceDigest", "Digest of the evidence as it was judged."),
            column("turn", T, "Change", "opened, changed, resolved or reopened."),
            column("evaluation", T, "Evaluation", "The evaluation that found it so."),
            column("opened_at", AT, "OpenedAt", "When it was first found, or found again, UTC."),
        ),
    ),
    Table(
        name="evaluation_observation",
        kind=Kind.EVALUATION,
        meaning="Every evaluation of the whole library: over which data, by which controls.",
        columns=(
            column("evaluation", T, "Evaluation", "The evaluation: when it was made."),
            column("full_evaluation", B, "Full", "Whether all controls judged all assets."),
            column("controls", L, "Controls", "Controls that were evaluated."),
            column("library_hash", T, "LibraryHash", "SHA-256 over the hashes of all controls."),
            column("judged", L, "Judged", "Judgements that were made."),
            column("journal_position", L, "JournalPosition", "How far the tables held the journal."),
            column("snapshots_json", J, "Snapshots", "Iceberg snapshot of every lake table then, JSON."),
        ),
    ),
    Table(
        name="control_score_observation",
        kind=Kind.CONTROL_SCORE,
        meaning="How many assets of a team a control passed, failed, exempted or could not judge.",
        columns=(
            _CONTROL,
            _VERSION,
            _HASH,
            column("business_unit", T, "BusinessUnit", "Business unit of the team."),
            column("team", T, "Team", "Team whose assets were judged."),
            column("passed", L, "Passed", "Assets that passed."),
            column("failed", L, "Failed", "Assets that failed."),
            column("unknown", L, "Unknown", "Assets that could not be judged."),
            column("exempt", L, "Exempt", "Assets that a waiver exempts."),
        ),
    ),
)
