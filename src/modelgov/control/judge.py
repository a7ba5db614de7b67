"""Judging: every control over the tables, with what was not read, waivers and tiers taken into account.

The judgements stand in temporary tables of the session afterwards: `judged`, one row for each asset that a
control did not pass, `passed`, those that it did, where they are asked for, `mended`, those whose finding
stood until now, and `scored`, counts by control, business unit and team.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import sqlglot

from modelgov.control.control import Control
from modelgov.control.statement import NOW, duckdb_statement, evidence_of
from modelgov.errors import ControlError, QueryError
from modelgov.table.hot import VIEWS
from modelgov.table.session import Session
from modelgov.table.view import COLD, ORDER, named_tables
from modelgov.table.view import duckdb_statement as view_statement

SQL = Path(__file__).parent / "step"
REACHED = ("metric_target", "endpoint_metric")  # what a session must reach before everything is judged
KEPT = frozenset((*VIEWS, *COLD)) - set(REACHED)
PASSED = """
insert into passed
select control_id, asset, account_id, region, severity, status, reason from weighed where status = 'pass'
"""
MENDED = """
insert into mended
select w.control_id, w.asset, w.reason
from weighed as w
inner join finding_now as f on f.control_id = w.control_id and f.judged_asset = w.asset
where w.status = 'pass' and f.status <> 'pass'
"""
AT_ONCE = 1_000_000  # judgements that are weighed together: each round costs some 20 ms
GOVERNED = "governed"  # the view of what every asset is and whose; all judgements are weighed by it
ALL = "all"  # account and region of what is about the whole organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """What is exempt: an asset's ARN, or a pattern that ends in `*`, for one control."""

    control_id: str
    asset: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A control that could not be run: its findings stay as they were."""

    control: Control
    error: ControlError


@cache
def step(name: str) -> str:
    """The text of a statement in `step`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def views_of(control: Control) -> frozenset[str]:
    """The views and tables that its statement names."""
    return frozenset(named_tables(sqlglot.parse_one(control.statement, read="trino")))


def is_cold(control: Control) -> bool:
    """Whether it asks for what a process that serves does not hold."""
    return bool(views_of(control) & set(COLD))


def judge(
    session: Session,
    controls: Sequence[Control],
    *,
    now: datetime,
    waived: Iterable[Waived] = (),
    narrow: bool = False,
    own: bool = False,
    passes: bool = False,
) -> list[Failed]:
    """Judge all assets, or with `narrow` those of `confine`; the controls that could not be run.

    `own` says that the views are tables already: rows of somebody's own. `passes` keeps what passed too.
    """
    for statement in step("begin").split(";"):
        session.run(statement)
    session.fill("control", [_row(control) for control in controls])
    session.fill("needed", [(c.id, read, read in c.absence) for c in controls for read in c.reads])
    session.fill("waived", [(row.control_id, row.asset, row.why) for row in waived])
    session.run(step("lacking"))
    if not own:
        _keep(session, controls, narrow=narrow)
    failed, waiting = [], 0
    for control in controls:
        try:
            waiting += _say(session, control, now, narrow=narrow)
        except (ControlError, QueryError) as error:
            failed.append(Failed(control=control, error=_named(control, error)))
        if waiting >= AT_ONCE:
            waiting = _weigh(session, own=own, passes=passes)
    _weigh(session, own=own, passes=passes)
    failed += _twice(session, controls)
    session.run(step("exempt"))
    return failed


def confine(session: Session, assets: Sequence[str]) -> None:
    """Confine what is judged to these assets: their names and scope facts, for this session."""
    session.run("create or replace temp table wanted (asset varchar)")
    session.fill("wanted", [(asset,) for asset in assets])
    chosen = (
        f"select * from ({view_statement(GOVERNED)}) as computed where asset in (select asset from wanted)"
    )
    session.run(f"create or replace temp table {GOVERNED} as {chosen}")


def _keep(session: Session, controls: Sequence[Control], *, narrow: bool) -> None:
    """Compute what several controls ask for, and is a view, once."""
    # What one control alone asks for is cheaper within its statement, which says what it needs of it.
    asked = Counter(name for control in controls for name in views_of(control))
    for name in (name for name in ORDER if name in KEPT):
        if asked[name] > 1 if name != GOVERNED else not narrow:
            session.run(f"create or replace temp table {name} as {view_statement(name)}")


def _row(control: Control) -> tuple[str, str, str, list[int]]:
    first = control.severity_tier_1 or control.severity
    return control.id, control.severity.value, first.value, list(control.tiers)


def _say(session: Session, control: Control, now: datetime, *, narrow: bool) -> int:
    """What the control itself says of its assets, beside what others said; how many they are."""
    statement = duckdb_statement(control)
    fields = ", ".join(f"'{name}': j.{name}" for name in evidence_of(control))
    text = step("say").format(
        statement=statement,
        evidence=f"cast(to_json({{{fields}}}) as varchar)" if fields else "'{}'",
        control_id=control.id,
        chosen="where j.asset in (select asset from wanted)" if narrow else "",
    )
    ((count,),) = session.run(text, {NOW: now} if f"${NOW}" in statement else {})
    return int(count)


def _weigh(session: Session, *, own: bool, passes: bool) -> int:
    """What is made of all that was said: coverage, tiers and severity; nothing waits afterwards."""
    session.run(step("weigh"))
    session.run(step("score"))
    session.run("insert into judged by name select * from weighed where status <> 'pass'")
    if passes:
        session.run(PASSED)
    if not own:
        session.run(MENDED)
    session.run("delete from said")
    return 0


def _twice(session: Session, controls: Sequence[Control]) -> Iterator[Failed]:
    """The controls that judged an asset more than once, taken out again."""
    for control_id, asset in session.run(step("twice")):
        for table in ("judged", "scored"):
            session.run(f"delete from {table} where control_id = ?", [control_id])
        control = next(control for control in controls if control.id == control_id)
        error = ControlError(
            what=f"It judges {asset} more than once.",
            where=str(control.path),
            remedy="Let it answer one row for each asset.",
        )
        yield Failed(control=control, error=error)


def _named(control: Control, error: ControlError | QueryError) -> ControlError:
    return ControlError(what=error.what, where=str(control.path), remedy=error.remedy)
