"""What the HTTP API answers for the Teams and Team pages, as `web.shape` says."""

from datetime import date, datetime

from modelgov.web.finding_shape import Counts
from modelgov.web.shape import Shape


class GroupCounts(Counts):
    """A team's counts by the controls of one group."""

    group: str


class ScoreStep(Shape):
    """Passed and failed from this day on, until the next step."""

    on: date
    passed: int
    failed: int


class MonthValidations(Shape):
    """Validations that began in a month (`2026-11`) and came to a result, and the share that failed."""

    month: str
    validations: int
    failures: int
    errors: int
    failure_rate: float | None
    failure_low: float | None
    failure_high: float | None


class TeamMeasures(Shape):
    """What is known of a team's work, or of all teams together.

    Validations are of the time range, else of the last 12 months; `errors` broke off and are no part of
    the share. `failure_low` and `failure_high` are the 95 % interval after Wilson. Approvals are those,
    in the time range if one is asked for, of versions that waited and of which both moments are known.
    Cost is the list price of endpoints in service; `unpriced` and `serverless` variants are no part of
    it. Findings are failures that stand; `severe_findings` are the critical and high.
    """

    validations: int
    failures: int
    errors: int
    failure_rate: float | None
    failure_low: float | None
    failure_high: float | None
    months: list[MonthValidations]
    approvals: int
    approve_hours_median: float | None
    approve_hours_p90: float | None
    versions: int
    waiting: int
    findings: int
    severe_findings: int
    endpoints: int
    unpriced: int
    serverless: int
    usd_per_month: float | None


class TeamRow(Shape):
    """One team's counts, by group of controls, how they went on, and its measures, if any."""

    team: str
    business_units: list[str]
    counts: Counts
    groups: list[GroupCounts]
    trend: list[ScoreStep]
    measures: TeamMeasures | None


class Teams(Shape):
    """All teams, and the organisation beside them; trends are of the time range, else of 26 weeks."""

    evaluated_at: datetime | None
    organisation: TeamMeasures
    rows: list[TeamRow]


class TeamStep(Shape):
    """A step that validates in a team's pipelines, how its runs ended, and why the last one did not pass."""

    account_id: str
    account_name: str
    region: str
    pipeline_name: str
    step_name: str
    step_kind: str
    passed: int
    failed: int
    errors: int
    last_failed_at: datetime | None
    last_reason: str | None


class TeamFailure(Shape):
    """One validation that failed (it compared and refused) or broke off (`error`)."""

    account_id: str
    account_name: str
    region: str
    pipeline_name: str
    pipeline_execution_arn: str
    step_name: str
    step_kind: str
    validation_result: str
    failure_reason: str | None
    quality_violations: str | None
    started_at: datetime


class TeamDetail(Shape):
    """Everything that the Team page shows: steps that fail most first, and the newest failures."""

    evaluated_at: datetime | None
    organisation: TeamMeasures
    row: TeamRow
    steps: list[TeamStep]
    failed: list[TeamFailure]
