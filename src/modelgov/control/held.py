"""Who sees to which finding: beside the rows of a list, and as what the list can be narrowed to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from modelgov.control.due import due_at
from modelgov.state.assignment import Assignment
from modelgov.table import page
from modelgov.table.facet import MOST_VALUES
from modelgov.table.hot import HotTables

NOBODY = "unassigned"  # as the tables write it of an owner

Held = Mapping[str, Assignment]


def due(row: Mapping[str, Any], assignment: Assignment | None) -> datetime | None:
    """By when: the end of the day that somebody set, else by the severity of a failure."""
    if assignment is not None and assignment.due_on is not None and row["standing"]:
        return datetime.combine(assignment.due_on, time.max, UTC)
    return due_at(row["severity"], row["opened_at"]) if row["status"] == "fail" else None


def narrowed(chosen: page.Filter, held: Held, wanted: Sequence[str]) -> page.Filter:
    """The filter, and only what one of these people has; NOBODY is for what nobody has."""
    if not wanted:
        return chosen
    theirs = frozenset(one for one, assignment in held.items() if assignment.assignee in wanted)
    if NOBODY in wanted:
        return replace(chosen, without_ids=frozenset(held) - theirs)
    return replace(chosen, only_ids=theirs)


def people(hot: HotTables, chosen: page.Filter, held: Held) -> list[dict[str, Any]]:
    """How many findings everybody has under the filter, the most first, and how many nobody has."""
    ids = page.ids(hot, page.FINDINGS, replace(chosen, only_ids=frozenset(held)))
    counts = Counter(str(held[one].assignee) for one in ids)
    free = page.total(hot, page.FINDINGS, chosen) - len(ids)
    counts[NOBODY] += free
    rows = sorted(
        ((name, number) for name, number in counts.items() if number), key=lambda row: (-row[1], row[0])
    )
    return [{"value": name, "label": name, "rows": number} for name, number in rows][:MOST_VALUES]
