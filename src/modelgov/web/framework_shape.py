"""What the routes of frameworks answer. Counts are of assets in a control, and of clauses in a framework."""

from datetime import date, datetime

from modelgov.control.clause import ClauseStatus
from modelgov.web.shape import Shape


class ClauseCounts(Shape):
    """Clauses by status. `manual` are those that no metadata can prove: they count to nothing else."""

    fail: int
    unknown: int
    exempt: int
    manual: int
    passed: int


class FrameworkRow(Shape):
    """One framework: what it is, whether it is in force (`state`, in words), and its clauses by status."""

    id: str
    title: str
    issuer: str
    version: str
    dated: date
    in_force_from: date
    in_force_until: date | None
    state: str
    force: str
    checked: date
    read: str
    counts: ClauseCounts


class FrameworkList(Shape):
    """All frameworks; `evaluated_at` is null where nothing was ever evaluated."""

    evaluated_at: datetime | None
    frameworks: list[FrameworkRow]


class ClauseControl(Shape):
    """One control of a clause: assets by status; `evaluated` tells none to judge from never judged."""

    control_id: str
    title: str
    severity: str
    evaluated: bool
    passed: int
    failed: int
    unknown: int
    exempt: int


class ClauseRow(Shape):
    """One clause; `manual` says what of it no metadata can prove, `unsettled` what sources disagree on."""

    ref: str
    title: str
    text: str
    status: ClauseStatus
    applies_from: date | None
    manual: str
    unsettled: str
    controls: list[ClauseControl]


class FrameworkDetail(Shape):
    """One framework clause by clause, with its sources and what is not settled."""

    framework: FrameworkRow
    evaluated_at: datetime | None
    sources: list[str]
    unsettled: list[str]
    clauses: list[ClauseRow]
