"""Trying the cases of controls: rows in, judgements out, compared."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from modelgov.control.case import Case, read_cases
from modelgov.control.control import Control, Parameter
from modelgov.control.judge import Waived, judge
from modelgov.errors import ModelgovError
from modelgov.table.session import Session
from modelgov.table.trial import Trial

FOUND = """
select asset, account_id, region, severity, status, reason, evidence from judged
union all by name
select asset, account_id, region, severity, status, reason, null as evidence from weighed
where status = 'pass'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of one case; `wrong` is empty when it came out as it says."""

    control: Control
    case: str
    wrong: tuple[str, ...]


def try_cases(trial: Trial, controls: Iterable[Control]) -> Iterator[Tried]:
    """Every case of every control, one after another; raises ControlError for cases not of their form."""
    for control in controls:
        for case in read_cases(control):
            yield Tried(control=control, case=case.name, wrong=tuple(_try(trial, control, case)))


def judged(
    trial: Trial, control: Control, case: Case, waived: Sequence[Waived] = ()
) -> dict[str, dict[str, Any]]:
    """The judgements of a case by asset; raises ControlError where the control cannot be run on it."""
    chosen = _with(control, case)
    with trial.rows(case.tables, str(control.cases)) as session:
        _cover(session, chosen, case)
        failed = judge(session, [chosen], now=case.now, waived=waived, own=True)
        if failed:
            raise failed[0].error
        return {row["asset"]: row for row in session.records(FOUND)}


def _try(trial: Trial, control: Control, case: Case) -> Iterator[str]:
    try:
        found = judged(trial, control, case)
    except ModelgovError as error:
        yield error.what
        return
    yield from _compared(found, case.expect)


def _with(control: Control, case: Case) -> Control:
    chosen = {
        name: Parameter(default=case.parameters[name], by_tier={}, meaning=row.meaning)
        if name in case.parameters
        else row
        for name, row in control.parameters.items()
    }
    return replace(control, parameters=chosen)


def _places(case: Case) -> set[tuple[str, str]]:
    """Every account and region of the rows: there, everything was read but what the case says was not."""
    rows = [row for rows in case.tables.values() for row in rows]
    return {
        (str(row["account_id"]), str(row["region"]))
        for row in rows
        if row.get("account_id") and row.get("region")
    }


def _cover(session: Session, control: Control, case: Case) -> None:
    if "coverage" in case.tables:
        return  # the case tells itself what was read
    for account_id, region in sorted(_places(case)):
        for operation in control.reads or ("any",):
            outcome = "denied" if operation in case.unread else "read"
            session.run(
                "insert into coverage (account_id, region, operation, outcome, gap, named_asset)"
                " values (?, ?, ?, ?, ?, '')",
                [account_id, region, operation, outcome, outcome != "read"],
            )


def _compared(found: dict[str, dict[str, Any]], expect: list[dict[str, Any]]) -> Iterator[str]:
    wanted = {str(row["asset"]): row for row in expect}
    for asset in sorted(found.keys() - wanted.keys()):
        yield f"{asset} is judged {found[asset]['status']}, and not expected."
    for asset, row in wanted.items():
        if asset not in found:
            yield f"{asset} is not judged, and expected to {row['status']}."
            continue
        yield from _differences(asset, found[asset], row)


def _differences(asset: str, found: dict[str, Any], row: dict[str, Any]) -> Iterator[str]:
    for name in ("status", "account_id", "region"):
        if name in row and found[name] != str(row[name]):
            yield f"{asset} has {name} {found[name]}, not {row[name]} ({found['reason']})"
    if str(row.get("reason", "")) not in (found["reason"] or ""):
        yield f"{asset} says {found['reason']!r}, which has no {row['reason']!r}."
    evidence = json.loads(found["evidence"]) if found["evidence"] else {}
    for name, value in (row.get("evidence") or {}).items():
        if not _same(evidence.get(name), value):
            yield f"{asset} has {name} {evidence.get(name)!r} in its evidence, not {value!r}."


def _same(found: Any, value: Any) -> bool:
    if isinstance(found, float) and isinstance(value, int | float):
        return abs(found - value) <= 1e-6 * max(1.0, abs(value))
    return bool(found == value)
