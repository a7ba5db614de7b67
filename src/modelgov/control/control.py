"""What a control is: a statement over the tables, and the header that says what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from modelgov.record.finding import Severity

GROUPS = (
    *("registry", "documentation", "approval", "deployment", "freshness", "monitoring", "drift", "quality"),
    *("latency", "utilisation", "validation", "cost", "concentration", "vendor", "coverage", "anomaly"),
)
CONTRACT = ("asset", "account_id", "region", "status", "reason")  # the columns that every control begins with
Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number that the statement names as `:name`: its default, and what it is for some tiers."""

    default: Number
    by_tier: Mapping[int, Number]
    meaning: str

    def of_tier(self, tier: int) -> Number:
        """What holds for assets of a tier."""
        return self.by_tier.get(tier, self.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The time series that shows why: columns of a view, for the rows that agree with the evidence.

    `titles` says what is drawn, with its unit: under "" where it is always the same, else under each name
    that the evidence may have in `metric_name`. `readings` says in the same way how the values are read, and
    `marks` which of them are worth a line across: words, and the value.
    """

    titles: Mapping[str, str]
    view: str
    x: str
    y: str
    match: tuple[str, ...]
    limit: str | None
    readings: Mapping[str, str]
    marks: Mapping[str, Mapping[str, Number]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Control:
    """One control. `reads` are the operations that a pass relies on, `absence` those that a failure does.

    `statement` is as it stands in the file, in Trino's dialect; `sql_hash` is of the whole file and of the
    parameters that are used. `evidence` says what its own evidence columns mean; `settle` what would settle
    an unknown, empty where the header does not say it; `since` names evidence columns that hold a time,
    and in a few words what happened then: since when it is as it is, whenever that was seen.
    """

    id: str
    path: Path
    title: str
    group: str
    severity: Severity
    severity_tier_1: Severity | None
    version: int
    asset: str
    tiers: tuple[int, ...]
    why: str
    remedy: str
    settle: str
    reads: tuple[str, ...]
    absence: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    evidence: Mapping[str, str]
    since: Mapping[str, str]
    chart: Chart | None
    statement: str
    sql_hash: str

    @property
    def cases(self) -> Path:
        """Where its cases stand."""
        return self.path.with_suffix(".cases.yml")
