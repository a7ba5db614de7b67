"""What the HTTP API answers for findings, controls and teams, as `web.shape` says."""

from datetime import date, datetime
from typing import Annotated

from pydantic import StringConstraints

from modelgov.state.assignment import LONGEST
from modelgov.state.person import LONGEST_NAME
from modelgov.web.shape import FacetValue, FindingRow, Shape

STORABLE = r"^[^\x00]*$"  # PostgreSQL keeps no NUL in a text
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME, pattern=STORABLE)
]
Said = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST, pattern=STORABLE)
]


class FindingPage(Shape):
    """A window of findings, with facets when it is the first; `next` is the cursor of what follows it."""

    total: int
    offset: int
    rows: list[FindingRow]
    next: str | None
    facets: dict[str, list[FacetValue]] | None


class Counts(Shape):
    """Assets by how they were judged. Unknown and exempt ones are no part of a share that passed."""

    passed: int
    failed: int
    unknown: int
    exempt: int


class StepFailed(Shape):
    """Failures that stood when a step of days ended; null for one before anything was judged."""

    begins_on: date
    failed: int | None


class ControlParameter(Shape):
    """A number that a control judges by, and what it is for some tiers."""

    name: str
    meaning: str
    default: float
    by_tier: dict[str, float]


class ControlText(Shape):
    """A control as a person reads it; `reads` are the operations that a pass relies on.

    `settle` says what would settle an unknown, empty where the control does not say it.
    """

    id: str
    title: str
    group: str
    version: int
    severity: str
    severity_tier_1: str | None
    asset: str
    tiers: list[int]
    why: str
    remedy: str
    settle: str
    reads: list[str]
    parameters: list[ControlParameter]
    statement: str
    sql_hash: str


class FindingSummary(Shape):
    """Counts when all was last judged, and the trend; `counts` is null when nothing ever was.

    `control` is explained when the list is narrowed to it alone. The trend has a point every `step_days`:
    weeks from Monday on, the last 26 unless a time range is asked for, or days where that is no longer
    than 31 days.
    """

    evaluated_at: datetime | None
    counts: Counts | None
    step_days: int
    trend: list[StepFailed]
    control: ControlText | None


class Evidence(Shape):
    """One value that an asset was judged by.

    `form` is `number`, `money` (US dollars), `milliseconds`, `seconds`, `percent`, `share` (of 1), `time`,
    `date`, `truth` or `text`. `sample` says that it tells on how much the judgement rests.
    """

    name: str
    meaning: str
    form: str
    value: bool | float | str | None
    sample: bool


class ChartPoint(Shape):
    """One point of a time series, and the limit then."""

    at: datetime
    value: float
    limit: float | None


class ChartMark(Shape):
    """A value that is worth a line across the chart, and what it stands for."""

    what: str
    value: float


class FindingChart(Shape):
    """The time series that shows why, oldest point first; `what` is its title.

    `reading` says how its values are read, null where the title suffices. `cut` says that older points are
    left out.
    """

    what: str
    form: str
    limit_what: str | None
    reading: str | None
    marks: list[ChartMark]
    of: dict[str, str]
    points: list[ChartPoint]
    cut: bool


class ReliedRead(Shape):
    """One operation that the judgement relies on, and in how many places it was read in full.

    `absence` says that a failure relies on it too: the control fails for what is not there.
    """

    operation: str
    absence: bool
    places: int
    complete: int
    outcome: str
    reason: str
    observed_at: datetime | None


class FindingTurn(Shape):
    """One turn of a finding, with what it was judged by and over which data."""

    position: int
    turn: str
    status: str
    severity: str
    reason: str | None
    control_version: int
    sql_hash: str
    evaluation: str
    library_hash: str | None
    journal_position: int | None
    snapshots: int | None
    changed_at: datetime


class AssignmentWish(Shape):
    """Who is to see to a finding, null for nobody, and until when."""

    assignee: Name | None
    due_on: date | None


class CommentWish(Shape):
    """What somebody wants to say about a finding."""

    text: Said


class Assignment(Shape):
    """Who sees to a finding; `due_on` is the last day (UTC), null where severity says by when."""

    assignee: str
    due_on: date | None
    set_by: str
    set_at: datetime


class Comment(Shape):
    """What somebody said about a finding: plain text."""

    id: int
    author: str
    text: str
    at: datetime


class Handling(Shape):
    """What people do about a finding; `assignment` is null while nobody has it. Oldest comment first."""

    assignment: Assignment | None
    comments: list[Comment]


class HeldSince(Shape):
    """A time that tells since when it is as it is, whenever that was seen; `what` happened then.

    `form` is `time` or `date`.
    """

    what: str
    form: str
    at: str
    meaning: str


class WhomToAsk(Shape):
    """Somebody who may know whose it is, and what says so."""

    who: str
    source: str


class MostlyWritten(Shape):
    """The usual spelling of the business unit and the environment; null where it is this one."""

    business_unit: str | None
    environment: str | None


class FindingDetail(Handling):
    """Everything that the Finding page shows; `control` is null when there is no such control any more.

    `ask` is who may know whose it is, where no owner is named; the first is the nearest.
    """

    row: FindingRow
    tier_reason: str | None
    due_days: int
    evidence: list[Evidence]
    since: list[HeldSince]
    ask: list[WhomToAsk]
    mostly_written: MostlyWritten
    chart: FindingChart | None
    control: ControlText | None
    reads: list[ReliedRead]
    history: list[FindingTurn]


class ControlRow(Shape):
    """One control and what it found; `counts` is null when it was never evaluated."""

    id: str
    title: str
    group: str
    severity: str
    severity_tier_1: str | None
    asset: str
    why: str
    counts: Counts | None


class Controls(Shape):
    """All controls by group, the most severe first."""

    evaluated_at: datetime | None
    rows: list[ControlRow]
