"""What the page of one finding says: what was found, how sure that is, what to do, by when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from modelgov.control.control import Control
from modelgov.control.due import DAYS
from modelgov.control.evidence import evidence
from modelgov.control.held import Held, due
from modelgov.control.library import Library
from modelgov.control.series import series
from modelgov.errors import NotFoundError
from modelgov.record.finding import Severity
from modelgov.table.engine import Answer
from modelgov.table.hot import HotTables
from modelgov.table.page import FINDINGS
from modelgov.table.view import duckdb_statement

Row = Mapping[str, Any]


def titled(library: Library, held: Held, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of findings with the titles of their controls, who sees to them and by when they are due."""
    return [
        dict(row)
        | {
            "title": title(library, row["control_id"]),
            "due_at": due(row, assignment),
            "assignee": assignment.assignee if assignment is not None else None,
        }
        for row in rows
        for assignment in (held.get(row["finding_id"]),)
    ]


def title(library: Library, control_id: str) -> str:
    """What a control says in one line; its id where there is no such control any more."""
    control = library.by_id.get(control_id)
    return control.title if control is not None else control_id


def of_title(library: Library, words: str) -> tuple[str, ...]:
    """The controls in whose titles the words stand."""
    wanted = words.lower()
    return tuple(c.id for c in library.controls if wanted and wanted in c.title.lower())


def finding(hot: HotTables, library: Library, held: Held, finding_id: str) -> dict[str, Any] | None:
    """The page of one finding; None when there never was one."""
    hot.keep("finding")
    rows = hot.page("finding", finding_id)
    if not rows:
        return None
    whole = rows[0]
    control = library.by_id.get(whole["control_id"])
    values = evidence(control, whole["evidence_json"])
    return {
        "row": titled(library, held, [{name: whole[name] for name in FINDINGS.columns}])[0],
        "tier_reason": whole["tier_reason"],
        "due_days": DAYS[Severity(whole["severity"])],
        "evidence": values,
        "since": _since(control, values),
        "ask": _ask(whole, values),
        "mostly_written": _mostly_written(hot, whole),
        "chart": series(hot, control, whole) if control is not None else None,
        "control": explained(control) if control is not None else None,
        "reads": _reads(hot, control, whole) if control is not None else [],
        "history": [_turn(row) for row in hot.page("finding_turn", finding_id)],
    }


def known(ask: Callable[[str, Sequence[str]], Answer], finding_id: str) -> str:
    """The id itself; raises NotFoundError when there never was such a finding."""
    if not ask(duckdb_statement("page/finding_turn"), (finding_id,)).rows:
        raise never(finding_id)
    return finding_id


def never(finding_id: str) -> NotFoundError:
    """What is said of an id that no finding has."""
    control_id, _, asset = finding_id.partition("/")
    return NotFoundError(
        what=f"The control {control_id} never found anything of {asset}.",
        where="findings",
        remedy="Look for it in Findings, or run `modelgov check` if it is new.",
    )


def _since(control: Control | None, values: Sequence[Row]) -> list[dict[str, Any]]:
    """What is known of since when it is as it is, whenever that was seen first."""
    known = {one["name"]: one for one in values if one["form"] in ("time", "date")}
    return [
        {
            "what": words,
            "form": known[name]["form"],
            "at": known[name]["value"],
            "meaning": known[name]["meaning"],
        }
        for name, words in (control.since.items() if control is not None else ())
        if name in known
    ]


def _ask(whole: Row, values: Sequence[Row]) -> list[dict[str, Any]]:
    """Whom to ask where nobody is named as the owner: who made it, and the address of its account."""
    made = next((one["value"] for one in values if one["name"] == "created_by"), None)
    known = (
        (made, "created it, by CloudTrail"),
        (whole["account_email"], "the account's address in AWS Organizations"),
    )
    return [{"who": who, "source": source} for who, source in known if who]


def _mostly_written(hot: HotTables, whole: Row) -> dict[str, str | None]:
    """The usual spelling of what the unit and the environment are called here, where that is another."""
    facts = ("business_unit", "environment")
    rows = hot.kept_page("finding_spelling", *(whole[fact] for fact in facts))
    usual = {row["fact"]: row["spelt"] for row in rows}
    return {fact: usual[fact] if usual.get(fact, whole[fact]) != whole[fact] else None for fact in facts}


def _turn(row: Row) -> dict[str, Any]:
    snapshots = row["snapshots_json"]
    return {name: value for name, value in row.items() if name != "snapshots_json"} | {
        "snapshots": len(orjson.loads(snapshots)) if snapshots else None
    }


def _reads(hot: HotTables, control: Control, whole: Row) -> list[dict[str, Any]]:
    """Each read that a pass relies on, and whether it was complete where the asset is."""
    account, region = whole["account_id"], whole["region"]
    found = {row["operation"]: row for row in hot.page("finding_read", account, account, region, region)}
    places = max((row["places"] for row in found.values()), default=0)
    nothing = {"complete": 0, "outcome": "not_read", "reason": "", "observed_at": None}
    return [
        {name: found.get(read, nothing)[name] for name in nothing}
        | {"operation": read, "places": places, "absence": read in control.absence}
        for read in control.reads
    ]


def explained(control: Control) -> dict[str, Any]:
    """A control as a person reads it."""
    return {
        **{name: getattr(control, name) for name in ("id", "title", "group", "version", "asset", "why")},
        **{name: getattr(control, name) for name in ("remedy", "settle", "reads", "statement")},
        **{name: getattr(control, name) for name in ("sql_hash", "tiers")},
        "severity": control.severity.value,
        "severity_tier_1": control.severity_tier_1.value if control.severity_tier_1 else None,
        "parameters": [
            {
                "name": name,
                "meaning": parameter.meaning,
                "default": parameter.default,
                "by_tier": {str(tier): number for tier, number in parameter.by_tier.items()},
            }
            for name, parameter in control.parameters.items()
        ],
    }
