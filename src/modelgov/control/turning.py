"""What an evaluation changed: judgements held against the findings that stand, and counts by team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from modelgov.control.control import Control
from modelgov.control.judge import Failed, is_cold, step
from modelgov.record.finding import Severity, Status
from modelgov.table.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one control says of one asset."""

    control_id: str
    asset: str
    account_id: str
    region: str
    severity: Severity
    status: Status
    reason: str


def judgements(session: Session) -> tuple[Judgement, ...]:
    """All judgements, by control and asset; what passed is among them where it was kept."""
    return tuple(
        Judgement(**row | {"severity": Severity(row["severity"]), "status": Status(row["status"])})
        for row in session.records(step("judgements"))
    )


def related(session: Session, assets: Sequence[str]) -> list[str]:
    """The assets and those whose judgement hangs on them: group and versions, versions and endpoints."""
    rows = session.run(step("related"), {"assets": list(assets)})
    return sorted({*assets, *(row[0] for row in rows)})


def concerned(session: Session, controls: Sequence[Control]) -> list[Control]:
    """The controls that may have something to say of what is wanted: by kind, or by what they found before.

    The session is confined to them. Controls over metrics are left out: they are judged with everything.
    """
    kinds, found = session.run(step("concerned"))[0]
    return [
        control
        for control in controls
        if not is_cold(control) and (control.asset in (kinds or ()) or control.id in (found or ()))
    ]


def evaluated(session: Session, controls: Sequence[Control], failed: Sequence[Failed]) -> dict[str, Control]:
    """The controls that ran, by id; from here on the session knows them."""
    broken = {row.control.id for row in failed}
    ran = {control.id: control for control in controls if control.id not in broken}
    session.run("create or replace temp table evaluated (control_id varchar, sql_hash varchar)")
    session.fill("evaluated", [(control.id, control.sql_hash) for control in ran.values()])
    return ran


def turns(session: Session, *, narrow: bool) -> list[dict[str, Any]]:
    """What was opened, changed, resolved or reopened; with `narrow`, of the assets that were judged."""
    chosen = "and judged_asset in (select asset from wanted)" if narrow else ""
    return session.records(step("turn").format(chosen=chosen))


def counts(session: Session) -> Mapping[str, int]:
    """How many judgements of each status there were."""
    return {str(status): int(count) for status, count in session.run(step("counts"))}


def scores(session: Session) -> list[dict[str, Any]]:
    """Counts by control, business unit and team."""
    return session.records(step("scores"))
