"""How frameworks stand: the clauses, each by what its controls found.

A pass is earned: a clause passes only where assets passed and none failed or is unknown. A control that was
never evaluated is unknown; one that was evaluated and found nothing to judge does not count.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from modelgov.control.frameworks import Clause, Framework
from modelgov.control.library import Library

Page = Callable[[str], Sequence[Mapping[str, Any]]]  # asks a statement in `table/sql/page`


class ClauseStatus(StrEnum):
    """How a clause stands, the worst first."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    PASS = "pass"  # noqa: S105 - a judgement
    EXEMPT = "exempt"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlCount:
    """Assets of one control by status; `evaluated` tells none to judge from never judged."""

    control_id: str
    title: str
    severity: str
    evaluated: bool
    passed: int = 0
    failed: int = 0
    unknown: int = 0
    exempt: int = 0

    @property
    def judged(self) -> int:
        """Assets that were judged."""
        return self.passed + self.failed + self.unknown + self.exempt


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseStanding:
    """A clause with its status and the counts of its controls."""

    clause: Clause
    status: ClauseStatus
    controls: tuple[ControlCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkStanding:
    """A framework with its clauses; `evaluated_at` is null where nothing was ever evaluated."""

    framework: Framework
    clauses: tuple[ClauseStanding, ...]
    evaluation: str | None
    evaluated_at: datetime | None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many clauses have each status."""
        counted = Counter(row.status for row in self.clauses)
        return {status.value: counted[status] for status in ClauseStatus}


def standings(frameworks: Sequence[Framework], library: Library, page: Page) -> tuple[FrameworkStanding, ...]:
    """Every framework as it stands."""
    newest = next(iter(page("full_evaluation")), None)
    whole = newest is not None and (newest["library_hash"], newest["controls"]) == (
        library.digest,
        len(library.controls),
    )
    counted = {row["control_id"]: row for row in page("framework_control")}
    known = {name: _count(name, library, counted.get(name), whole=whole) for name in library.by_id}
    return tuple(
        FrameworkStanding(
            framework=framework,
            clauses=tuple(_clause(clause, known) for clause in framework.clauses),
            evaluation=newest["evaluation"] if newest else None,
            evaluated_at=newest["evaluated_at"] if newest else None,
        )
        for framework in frameworks
    )


def _count(name: str, library: Library, row: Mapping[str, Any] | None, *, whole: bool) -> ControlCount:
    control = library.by_id[name]
    counts = {key: int(row[key]) for key in ("passed", "failed", "unknown", "exempt")} if row else {}
    return ControlCount(
        control_id=name,
        title=control.title,
        severity=control.severity.value,
        evaluated=whole or row is not None,
        **counts,
    )


def _clause(clause: Clause, known: Mapping[str, ControlCount]) -> ClauseStanding:
    controls = tuple(known.get(name) or _off(name) for name in clause.controls)
    return ClauseStanding(clause=clause, status=status_of(controls), controls=controls)


def _off(name: str) -> ControlCount:
    return ControlCount(control_id=name, title="Switched off here", severity="", evaluated=False)


def status_of(controls: Sequence[ControlCount]) -> ClauseStatus:
    """The status of a clause by its controls; manual where it has none."""
    if not controls:
        return ClauseStatus.MANUAL
    if any(row.failed for row in controls):
        return ClauseStatus.FAIL
    if any(row.unknown or not row.evaluated for row in controls):
        return ClauseStatus.UNKNOWN
    if any(row.passed for row in controls):
        return ClauseStatus.PASS
    return ClauseStatus.EXEMPT if any(row.exempt for row in controls) else ClauseStatus.UNKNOWN
