"""How the organisation does by its controls: counts by control and by team, and how they went on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from modelgov.control.control import GROUPS
from modelgov.control.found import explained
from modelgov.control.library import Library
from modelgov.table.hot import HotTables, Page
from modelgov.table.teamed import measures, steps

COUNTS = ("passed", "failed", "unknown", "exempt")
WEEKS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Whose assets and which controls are counted; where nothing is named, all are."""

    control_id: tuple[str, ...] = ()
    control_group: tuple[str, ...] = ()
    business_unit: tuple[str, ...] = ()
    team: tuple[str, ...] = ()

    def has(self, row: Mapping[str, Any]) -> bool:
        """Whether a row is among them."""
        group = row["control_id"].split("-")[0]
        return all(
            not wanted or said in wanted
            for wanted, said in (
                (self.control_id, row["control_id"]),
                (self.control_group, group),
                (self.business_unit, row["business_unit"]),
                (self.team, row["team"]),
            )
        )


def judged(hot: HotTables) -> dict[str, Any]:
    """When all was judged first and last; null when it never was."""
    return hot.kept_page("judged")[0]


def summary(hot: HotTables, library: Library, among: Among, now: datetime) -> dict[str, Any]:
    """Counts of the last evaluation and failures that stood at the end of each week.

    The control is explained where one alone is asked for.
    """
    known = judged(hot)
    rows = [row for row in hot.kept_page("score") if among.has(row)]
    alone = library.by_id.get(among.control_id[0]) if len(among.control_id) == 1 else None
    return {
        "evaluated_at": known["last_at"],
        "counts": _total(rows) if known["last_at"] else None,
        "weeks": _weeks(hot, among, known["first_at"], now),
        "control": explained(alone) if alone is not None else None,
    }


def _total(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counted = dict.fromkeys(COUNTS, 0)
    for row in rows:
        for name in COUNTS:
            counted[name] += row[name]
    return counted


def _weeks(hot: HotTables, among: Among, first_at: datetime | None, now: datetime) -> list[dict[str, Any]]:
    """Failures that stood when each week ended; null for the weeks before anything was judged."""
    grown: dict[date, int] = defaultdict(int)
    hot.keep("finding")
    for row in hot.kept_page("finding_week"):
        if among.has(row):
            grown[row["week"]] += row["grown"]
    monday = now.date() - timedelta(days=now.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    standing = sum(number for week, number in grown.items() if week < weeks[0])
    found = []
    for week in weeks:
        standing += grown.get(week, 0)
        seen = first_at is not None and first_at.date() < week + timedelta(weeks=1)
        found.append({"week": week, "failed": standing if seen else None})
    return found


def controls(hot: HotTables, library: Library) -> dict[str, Any]:
    """All controls by group, with what they found; no counts for one that was never evaluated."""
    counted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in hot.kept_page("score"):
        counted[row["control_id"]].append(row)
    ordered = sorted(library.controls, key=lambda c: (GROUPS.index(c.group), -c.severity.rank, c.id))
    return {
        "evaluated_at": judged(hot)["last_at"],
        "rows": [
            {
                "id": control.id,
                "title": control.title,
                "group": control.group,
                "severity": control.severity.value,
                "severity_tier_1": control.severity_tier_1.value if control.severity_tier_1 else None,
                "asset": control.asset,
                "why": control.why,
                "counts": _total(counted[control.id]) if control.id in counted else None,
            }
            for control in ordered
        ],
    }


def teams(hot: HotTables, now: datetime) -> dict[str, Any]:
    """Every team's counts, apart by group of controls, its score as it changed, and its measures."""
    rows, organisation = _teams(hot, now)
    return {
        "evaluated_at": judged(hot)["last_at"],
        "weeks": WEEKS,
        "organisation": organisation,
        "rows": [rows[team] for team in sorted(rows)],
    }


def team(hot: HotTables, name: str, now: datetime) -> dict[str, Any] | None:
    """The page of one team; None where nothing is known of it."""
    rows, organisation = _teams(hot, now)
    if name not in rows:
        return None
    return {
        "evaluated_at": judged(hot)["last_at"],
        "organisation": organisation,
        "row": rows[name],
        **steps(hot, name, now),
    }


def _teams(hot: HotTables, now: datetime) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    by_team: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in hot.kept_page("score"):
        by_team[row["team"]].append(row)
    measured, organisation = measures(hot, now)
    trends = _trends(hot, now)
    return {
        name: {
            "team": name,
            "business_units": sorted({row["business_unit"] for row in by_team[name]}),
            "counts": _total(by_team[name]),
            "groups": _by_group(by_team[name]),
            "trend": trends.get(name, []),
            "measures": measured.get(name),
        }
        for name in {*by_team, *measured}
    }, organisation


def _by_group(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["control_id"].split("-")[0]].append(row)
    return [{"group": group, **_total(found[group])} for group in GROUPS if group in found]


def _trends(hot: HotTables, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """Passed and failed of each team from every day on which they changed."""
    since = now.date() - timedelta(weeks=WEEKS)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    passed: dict[str, int] = defaultdict(int)
    failed: dict[str, int] = defaultdict(int)
    for row in hot.kept_page("score_day"):
        team = row["team"]
        passed[team] += row["passed"]
        failed[team] += row["failed"]
        step = {"on": max(row["on_day"], since), "passed": passed[team], "failed": failed[team]}
        if found[team] and found[team][-1]["on"] == step["on"]:
            found[team].pop()
        found[team].append(step)
    return dict(found)


def standing(page: Page) -> dict[str, Any]:
    """How many findings stand: failures by severity, and what is unknown or exempt."""
    rows = page("standing")
    by_status: dict[str, int] = defaultdict(int)
    for row in rows:
        by_status[row["status"]] += row["findings"]
    failed = {row["severity"]: row["findings"] for row in rows if row["status"] == "fail"}
    return {
        "evaluated_at": page("judged")[0]["last_at"],
        **{name: failed.get(name, 0) for name in ("critical", "high", "medium", "low")},
        "unknown": by_status["unknown"],
        "exempt": by_status["exempt"],
    }
