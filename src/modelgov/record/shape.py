"""The shape of every lake table as rows: the same rows validate at the edge, flatten, and document."""

from modelgov.record.area import (
    account,
    card,
    finding,
    lineage,
    metric,
    monitoring,
    registry,
    report,
    scaling,
    serving,
    sharing,
    trail,
    training,
)
from modelgov.record.column import B, Form, L, T, Table, column
from modelgov.record.observation import Kind

AREAS = (
    *(account, registry, card, training, serving, scaling, metric),
    *(lineage, sharing, monitoring, report, trail, finding),
)

FORMS: dict[Kind, Form] = {kind: form for area in AREAS for kind, form in area.FORMS.items()}

COVERAGE_TABLE = Table(
    name="coverage_observation",
    kind=None,
    meaning="What every run read and could not read, by account, region and operation.",
    columns=(
        column("run", T, "run", "The run that tried."),
        column("operation", T, "operation", "What was called."),
        column("outcome", T, "outcome", "read, empty, denied, throttled, failed, not_offered, malformed."),
        column("seen", L, "seen", "Records that were taken."),
        column("total", L, "total", "Records that AWS says there are; null when it does not say."),
        column("calls", L, "calls", "Requests that left."),
        column("throttled", L, "throttled", "Requests refused for their rate."),
        column("full_read", B, "full", "Whether everything was asked for, not only what changed."),
        column("named_asset", T, "asset", "The one record that it is about; else empty."),
        column("reason", T, "reason", "Why something is missing; else empty."),
    ),
)

TABLES: tuple[Table, ...] = (*(table for area in AREAS for table in area.TABLES), COVERAGE_TABLE)
