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
from modelgov.table.span import DAY, Span
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


def summary(
    hot: HotTables, library: Library, among: Among, now: datetime, span: Span | None
) -> dict[str, Any]:
    """Counts of the last evaluation, and failures that stood at the end of each week, or day of a short span.

    The control is explained where one alone is asked for.
    """
    known = judged(hot)
    rows = [row for row in hot.kept_page("score") if among.has(row)]
    alone = library.by_id.get(among.control_id[0]) if len(among.control_id) == 1 else None
    return {
        "evaluated_at": known["last_at"],
        "counts": _total(rows) if known["last_at"] else None,
        **_trend(hot, among, known["first_at"], span or _weeks_until(now)),
        "control": explained(alone) if alone is not None else None,
    }


def _total(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counted = dict.fromkeys(COUNTS, 0)
    for row in rows:
        for name in COUNTS:
            counted[name] += row[name]
    return counted


def _weeks_until(now: datetime) -> Span:
    monday = now.date() - timedelta(days=now.weekday())
    return Span(first=monday - timedelta(weeks=WEEKS - 1), last=now.date())


def _trend(hot: HotTables, among: Among, first_at: datetime | None, span: Span) -> dict[str, Any]:
    """Failures that stood when each step of the span ended; null for those before anything was judged."""
    grown: dict[date, int] = defaultdict(int)
    hot.keep("finding")
    for row in hot.kept_page("finding_day"):
        if among.has(row):
            grown[row["on_day"]] += row["grown"]
    step = 1 if span.by_day else 7
    begin = span.first or (first_at.date() if first_at is not None else span.last)
    begin -= timedelta(days=begin.weekday()) if step > 1 else timedelta()
    standing = sum(number for day, number in grown.items() if day < begin)
    found = []
    for back in range(0, (span.last - begin).days + 1, step):
        days = [begin + (back + more) * DAY for more in range(step)]
        standing += sum(grown.get(day, 0) for day in days if day <= span.last)
        seen = first_at is not None and first_at.date() <= days[-1]
        found.append({"begins_on": days[0], "failed": standing if seen else None})
    return {"step_days": step, "trend": found}


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


def teams(hot: HotTables, now: datetime, span: Span | None) -> dict[str, Any]:
    """Every team's counts, apart by group of controls, its score as it changed, and its measures."""
    rows, organisation = _teams(hot, now, span)
    return {
        "evaluated_at": judged(hot)["last_at"],
        "organisation": organisation,
        "rows": [rows[team] for team in sorted(rows)],
    }


def team(hot: HotTables, name: str, now: datetime, span: Span | None) -> dict[str, Any] | None:
    """The page of one team; None where nothing is known of it."""
    rows, organisation = _teams(hot, now, span)
    if name not in rows:
        return None
    return {
        "evaluated_at": judged(hot)["last_at"],
        "organisation": organisation,
        "row": rows[name],
        **steps(hot, name, now, span),
    }


def _teams(
    hot: HotTables, now: datetime, span: Span | None
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    by_team: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in hot.kept_page("score"):
        by_team[row["team"]].append(row)
    measured, organisation = measures(hot, now, span)
    trends = _trends(hot, span or Span(first=now.date() - timedelta(weeks=WEEKS), last=now.date()))
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


def _trends(hot: HotTables, span: Span) -> dict[str, list[dict[str, Any]]]:
    """Passed and failed of each team from every day on which they changed."""
    since = span.since.date()
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    passed: dict[str, int] = defaultdict(int)
    failed: dict[str, int] = defaultdict(int)
    for row in hot.kept_page("score_day"):
        if row["on_day"] > span.last:
            continue
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
