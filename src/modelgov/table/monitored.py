"""What the Monitoring page shows: what is watched, which monitors fail, what drifts, what decays."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from modelgov.table.failure import explained
from modelgov.table.hot import HotTables
from modelgov.table.span import Span, everything

Row = Mapping[str, Any]
ENDPOINT = ("account_id", "account_name", "region", "endpoint_name", "endpoint_arn")
FACTS = ("environment", "in_production", "team", "business_unit", "tier")
CELL = (
    "monitoring_type",
    "monitoring_state",
    "obstacle",
    "schedules",
    "last_execution_status",
    "last_execution_at",
)
TYPES = ("DataQuality", "ModelQuality", "ModelBias", "ModelExplainability")
STATES = ("monitored", "waiting", "failing", "stopped", "none", "impossible", "unknown")
IMPOSSIBLE = ("serverless", "multi-model")
POINTS = 12  # the newest executions that a trend of a metric has, where no span is asked for


def monitoring(hot: HotTables, now: datetime, span: Span | None) -> dict[str, Any]:
    """The Monitoring page; what executions measured is of the span, if one is asked for."""
    measured = span or everything(now)
    within = (measured.since, measured.until)
    trend = hot.kept_page("drift_trend", *within) if span is not None else []
    for name in ("governed", "monitoring_coverage"):
        hot.keep(name)
    cells = hot.kept_page("monitor_coverage")
    return {
        "as_of": now,
        "types": [_type(kind, [cell for cell in cells if cell["monitoring_type"] == kind]) for kind in TYPES],
        "endpoints": _endpoints(cells),
        "failing": [_failing(row) for row in hot.kept_page("monitor_failing")],
        "drift": _drift(hot.kept_page("drift_board", *within), trend),
        "quality": _quality(hot.kept_page("quality_board", *within), POINTS if span is None else None),
    }


def state(cell: Row) -> str:
    """What a type of monitor does for an endpoint: one of `STATES`."""
    match cell["monitoring_state"]:
        case "ok":
            return "monitored"
        case "only failing":
            return "failing"
        case "missing":
            return "impossible" if cell["obstacle"] in IMPOSSIBLE else "none"
        case other:
            return str(other)


def _type(kind: str, cells: Sequence[Row]) -> dict[str, Any]:
    """Endpoints by what this type of monitor does for them, and what keeps it from the others."""
    counts = dict.fromkeys(STATES, 0)
    obstacles: dict[str, int] = defaultdict(int)
    for cell in cells:
        counts[state(cell)] += 1
        if cell["monitoring_state"] == "missing":
            obstacles[cell["obstacle"]] += 1
    return {"monitoring_type": kind, **counts, "obstacles": dict(sorted(obstacles.items()))}


def _endpoints(cells: Sequence[Row]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for cell in cells:
        arn = cell["endpoint_arn"]
        if arn not in found:
            found[arn] = {name: cell[name] for name in (*ENDPOINT, *FACTS)} | {"monitors": []}
        found[arn]["monitors"].append({name: cell[name] for name in CELL})
    return list(found.values())


def _failing(row: Row) -> dict[str, Any]:
    failure = explained(row["last_failure_reason"])
    return dict(row) | {
        "means": failure.means if failure else None,
        "remedy": failure.remedy if failure else None,
        "checked": failure.seen if failure else None,
    }


def _drift(rows: Sequence[Row], trend: Sequence[Row]) -> list[dict[str, Any]]:
    """Endpoints with their features, the farthest from its baseline first, and how the farthest went on."""
    points: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in trend:
        point = {"at": row["scheduled_at"], "value": row["psi"]}
        points[row["account_id"], row["region"], row["endpoint_name"]].append(point)
    by_endpoint: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_endpoint[row["account_id"], row["region"], row["endpoint_name"]].append(row)
    feature = ("feature", "method", "psi", "ks", "baseline_count", "current_count")
    found = []
    for key, listed in by_endpoint.items():
        known = [row["psi"] for row in listed if row["psi"] is not None]
        found.append(
            {name: value for name, value in listed[0].items() if name not in feature}
            | {
                "worst_psi": max(known, default=None),
                "points": points[key],
                "features": [
                    {name: row[name] for name in feature}
                    for row in sorted(listed, key=lambda row: (-_or_less(row["psi"]), row["feature"] or ""))
                ],
            }
        )
    return sorted(found, key=lambda one: (-_or_less(one["worst_psi"]), one["endpoint_name"]))


def _or_less(value: float | None) -> float:
    return -1.0 if value is None else float(value)


def _quality(rows: Sequence[Row], most: int | None) -> list[dict[str, Any]]:
    """Metrics of the newest execution beside the baseline, the worst first, with `most` of their values."""
    series: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        series[row["account_id"], row["region"], row["endpoint_name"], row["metric_name"]].append(row)
    newest: dict[tuple[str, ...], datetime] = {}
    for key, listed in series.items():
        newest[key[:3]] = max(newest.get(key[:3], listed[-1]["scheduled_at"]), listed[-1]["scheduled_at"])
    found = []
    for key, listed in series.items():
        last = listed[-1]
        if last["scheduled_at"] == newest[key[:3]]:
            points = [
                {"at": row["scheduled_at"], "value": row["metric_value"]}
                for row in listed[-(most or len(listed)) :]
            ]
            found.append(dict(last) | {"worse_share": _worse(last), "points": points})
    return sorted(
        found, key=lambda one: (-_or_less(one["worse_share"]), one["endpoint_name"], one["metric_name"])
    )


def _worse(row: Row) -> float | None:
    """How much worse than the baseline, as a share of it; below zero it is better."""
    value, approved = row["metric_value"], row["approved_value"]
    if value is None or not approved:
        return None
    gap = value - approved if row["less_is_better"] else approved - value
    return float(gap / abs(approved))
