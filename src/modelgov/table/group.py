"""What the page of one model group shows, from statements in `sql/page`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.table.page import GROUPS
from modelgov.table.span import Span
from modelgov.table.stated import better, stated

Key = tuple[str, str, str]  # account, region, group
Rows = list[dict[str, Any]]

FACTS = ("owner", "team", "business_unit", "environment", "intended_use")
NEEDED = ("materiality", "version_served")
MOST_METRICS = 12


def group(
    hot: HotTables, key: Key, settings: Settings, samples: float, span: Span | None
) -> dict[str, Any] | None:
    """The Model group page; None when there is no such group.

    `samples` is how many values of a feature make its drift worth a look. Of the span, if one is asked for,
    are decisions, deployments, drift and metrics: the versions and what serves are those of now.
    """
    for name in NEEDED:
        hot.keep(name)
    found = hot.page("group", *key)
    if not found:
        return None
    whole = found[0]
    deployments = hot.page("group_deployment", *key)
    serving = hot.page("group_serving", *key)
    return {
        "row": {name: whole[name] for name in GROUPS.columns},
        "facts": [{"name": name, "value": whole[name], "origin": whole[f"{name}_source"]} for name in FACTS],
        **{name: whole[name] for name in ("tier", "tier_reason", "created_at")},
        "versions": hot.page("group_version", *key),
        "approvals": _within(hot.page("group_approval", *key), "changed_at", span),
        "deployments": _within(deployments, "first_served_at", span),
        "serving": [row | {"since": _since(row, deployments)} for row in serving],
        "metrics": metrics(_within(hot.page("group_property", *key), "registered_at", span), settings),
        "drift": _drift(
            _within(hot.page("group_drift", *key, samples, samples), "scheduled_at", span), serving
        ),
        "shown": {"first": span.first, "last": span.last} if span is not None else None,
    }


def _within(rows: Rows, moment: str, span: Span | None) -> Rows:
    return rows if span is None else [row for row in rows if span.holds(row[moment])]


def _since(row: Mapping[str, Any], deployments: Sequence[Mapping[str, Any]]) -> datetime | None:
    same = ("endpoint_arn", "version")
    return next((one["first_served_at"] for one in deployments if all(one[n] == row[n] for n in same)), None)


def metrics(rows: Sequence[Mapping[str, Any]], settings: Settings) -> Rows:
    """The metrics that versions state, each over its versions: first those whose direction is known."""
    points: dict[str, Rows] = {}
    for version, properties in groupby(rows, key=lambda row: (row["version"], row["registered_at"])):
        said = stated({row["property_key"]: row["property_value"] for row in properties}, settings)
        for name, value in said.metrics.items():
            one = {"version": version[0], "registered_at": version[1], "value": value}
            points.setdefault(name, []).append(one)
    order = sorted(points, key=lambda name: (better(name) is None, -len(points[name]), name))
    return [{"name": name, "better": better(name), "points": points[name]} for name in order[:MOST_METRICS]]


def _drift(rows: Rows, serving: Rows) -> Rows:
    """The executions of every endpoint, with the versions that it runs now."""
    place = ("account_id", "region", "endpoint_name")
    found = []
    for where, points in groupby(rows, key=lambda row: tuple(row[name] for name in place)):
        runs = [row["version"] for row in serving if tuple(row[name] for name in place) == where]
        measured = [{n: v for n, v in point.items() if n not in place} for point in points]
        named = dict(zip(place, where, strict=True))
        found.append(named | {"versions": sorted(set(runs)), "points": measured})
    return found
