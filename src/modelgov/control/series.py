"""The time series that shows why a finding stands: a statement made of its control's chart."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from modelgov.control.control import Chart, Control
from modelgov.control.evidence import METRIC, form, meaning, plain
from modelgov.control.judge import ALL
from modelgov.table.hot import HotTables
from modelgov.table.view import COLD

MOST_POINTS = 2_000  # the newest
ADDED = ("invocations", "errors")  # what several rows of one time add up to; else their mean is taken


def series(hot: HotTables, control: Control, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The points, oldest first, with the limit; None where there is no chart or nothing to match by."""
    chart = control.chart
    if chart is None:
        return None
    wanted = plain(row["evidence_json"], chart.match)
    if None in wanted.values():
        return None
    if row["account_id"] != ALL:
        wanted = {"account_id": row["account_id"], "region": row["region"]} | wanted
    with hot.session(reach=COLD if chart.view in COLD else ()) as session:
        columns = session.columns(f"select * from {_name(chart.view)}")
        limited = chart.limit is not None and chart.limit in columns
        points = session.records(
            _statement(chart, tuple(wanted), limited=limited), (*wanted.values(), MOST_POINTS)
        )
    constant = plain(row["evidence_json"], (chart.limit,))[chart.limit] if chart.limit else None
    metric = wanted.get(METRIC)
    return {
        "what": chart.titles.get(metric or "") or chart.titles.get("") or meaning(control, chart.y),
        "form": form(chart.y, metric),
        "reading": chart.readings.get(metric or "", chart.readings.get("")),
        "marks": [
            {"what": words, "value": value}
            for words, value in chart.marks.get(metric or "", chart.marks.get("", {})).items()
        ],
        "limit_what": meaning(control, chart.limit) if chart.limit else None,
        "of": {
            name: str(value)
            for name, value in wanted.items()
            if name in chart.match and not (name == METRIC and metric in chart.titles)
        },
        "points": [
            {"at": _time(p["at"]), "value": p["value"], "limit": p["limited"] if limited else constant}
            for p in reversed(points)
        ],
        "cut": len(points) == MOST_POINTS,
    }


def _statement(chart: Chart, wanted: tuple[str, ...], *, limited: bool) -> str:
    """Columns are names of the control's header, in quotes; values are bound."""
    x, y = _name(chart.x), _name(chart.y)
    whole = "sum" if chart.y.startswith(ADDED) else "avg"
    limit = f"max({_name(chart.limit)})" if limited and chart.limit else "null"
    matched = " and ".join(f"{_name(name)} = ?" for name in wanted) or "true"
    return (
        f"select {x} as at, {whole}({y}) as value, {limit} as limited from {_name(chart.view)}"
        f" where {matched} and {x} is not null and {y} is not null group by {x} order by {x} desc limit ?"
    )


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _time(at: date) -> str:
    return at.isoformat() if isinstance(at, datetime) else f"{at.isoformat()}T00:00:00+00:00"
