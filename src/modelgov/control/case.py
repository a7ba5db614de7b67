"""Cases of a control: rows of the views that it reads, and what must come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from modelgov.control.control import Control, Number
from modelgov.errors import ControlError
from modelgov.record.finding import Status

KEYS = {"case", "tables", "expect", "unread", "now", "parameters"}
EXPECTED = {"asset", "status", "reason", "evidence", "account_id", "region"}
CASE_NOW = datetime(2026, 11, 27, tzinfo=UTC)  # when a case that does not say plays


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. `unread` are operations that coverage lacks; all others are complete."""

    name: str
    tables: Mapping[str, list[dict[str, Any]]]
    expect: list[dict[str, Any]]
    unread: frozenset[str]
    now: datetime
    parameters: Mapping[str, Number]


def read_cases(control: Control) -> tuple[Case, ...]:
    """The cases beside a control; raises ControlError where they are missing or not of the form."""
    try:
        read = yaml.safe_load(control.cases.read_text(encoding="utf-8"))
    except OSError as error:
        raise _refused(control, f"It has no cases: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _refused(control, f"The cases are not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(read, list) or not read:
        raise _refused(control, "The cases are not a list.")
    return tuple(_case(control, place, row) for place, row in enumerate(read, start=1))


def _case(control: Control, place: int, row: Any) -> Case:
    if not isinstance(row, dict) or not {"case", "expect"} <= row.keys() or not row.keys() <= KEYS:
        raise _refused(control, f"Case {place} has case and expect, and may have {', '.join(sorted(KEYS))}.")
    name, expect, tables = str(row["case"]), row["expect"] or [], row.get("tables") or {}
    for found in expect:
        if (
            not isinstance(found, dict)
            or not found.keys() <= EXPECTED
            or not {"asset", "status"} <= found.keys()
        ):
            raise _refused(control, f"Case {name!r} expects rows of {', '.join(sorted(EXPECTED))}.")
        if found["status"] not in list(Status):
            raise _refused(
                control, f"Case {name!r} expects the status {found['status']!r}, which there is not."
            )
    if not isinstance(tables, dict) or not all(isinstance(rows, list) for rows in tables.values()):
        raise _refused(control, f"Case {name!r} has tables, each a list of rows.")
    return Case(
        name=name,
        tables=tables,
        expect=expect,
        unread=frozenset(row.get("unread") or ()),
        now=_moment(control, row.get("now", CASE_NOW)),
        parameters=row.get("parameters") or {},
    )


def _moment(control: Control, value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise _refused(control, f"now is a time such as 2026-11-27T00:00:00Z, not {value!r}.")
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _refused(control: Control, what: str) -> ControlError:
    return ControlError(
        what=what, where=str(control.cases), remedy="See docs/controls.md for how cases are written."
    )
