"""What an export is made of: the findings that stand, over which data, by which controls, what was unseen."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from modelgov.control.clause import FrameworkStanding, standings
from modelgov.control.frameworks import Framework
from modelgov.control.library import Library
from modelgov.errors import NotFoundError
from modelgov.record.finding import Severity, Status
from modelgov.table.covered import GLOBAL, coverage_rows
from modelgov.table.engine import Answer
from modelgov.table.view import duckdb_statement

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding that stands, with whose it is and what it was judged by."""

    severity: Severity
    status: Status
    control_id: str
    asset_name: str
    account_id: str
    region: str
    team: str
    owner: str
    reason: str
    finding_id: str
    control_version: int
    sql_hash: str
    judged_asset: str
    asset_kind: str
    account_name: str
    model_group: str | None
    version: int | None
    business_unit: str
    environment: str
    tier: int
    evidence_json: str | None
    opened_at: datetime
    changed_at: datetime
    evaluation: str


FIELDS = tuple(Finding.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Everything that an export says. `unread` are accounts and regions that were not read in full."""

    made_at: datetime
    evaluation: str
    evaluated_at: datetime
    controls: int
    judged: int
    library: Library
    findings: tuple[Finding, ...]
    frameworks: tuple[FrameworkStanding, ...]
    scopes: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, str], ...]

    @property
    def coverage(self) -> str:
        """What was read and what was not, in a sentence or two."""
        whole = f"{len(self.scopes):,} accounts and regions were read"
        if not self.unread:
            return f"{whole}, all of them in full."
        named = ", ".join(f"{account} {region}" for account, region in self.unread[:20])
        more = f" and {len(self.unread) - 20:,} more" if len(self.unread) > 20 else ""
        return (
            f"{whole}, {len(self.unread):,} of them not in full: {named}{more}. "
            "What was not read there is unknown, and is not counted as passed."
        )


def standing(ask: Ask) -> tuple[Finding, ...]:
    """The findings that stand, the gravest first."""
    rows = ask(duckdb_statement("command/standing")).records()
    return tuple(
        Finding(**row | {"severity": Severity(row["severity"]), "status": Status(row["status"])})
        for row in rows
    )


def matter(ask: Ask, library: Library, frameworks: Sequence[Framework], now: datetime) -> Matter:
    """What stands now; raises NotFoundError where nothing was ever evaluated."""

    def page(name: str) -> list[dict[str, Any]]:
        return ask(duckdb_statement(f"page/{name}")).records()

    newest = next(iter(page("full_evaluation")), None)
    if newest is None:
        raise NotFoundError(
            what="Nothing was evaluated yet, so there is nothing to export.",
            where="findings",
            remedy="Run `modelgov check` first; no finding is not the same as no failure.",
        )
    reads = [row for row in coverage_rows(ask).records() if row["operation"] != "watch"]
    places = {(row["account_id"], row["region"]) for row in reads}
    return Matter(
        made_at=now,
        evaluation=newest["evaluation"],
        evaluated_at=newest["evaluated_at"],
        controls=newest["controls"],
        judged=newest["judged"],
        library=library,
        findings=standing(ask),
        frameworks=standings(frameworks, library, page),
        scopes=tuple(sorted(place for place in places if place[1] != GLOBAL)),
        unread=tuple(sorted({(row["account_id"], row["region"]) for row in reads if row["gap"]})),
    )


def answer(findings: Sequence[Finding]) -> Answer:
    """The findings as rows, to print."""
    return Answer(columns=FIELDS, rows=tuple(tuple(asdict(row).values()) for row in findings))
