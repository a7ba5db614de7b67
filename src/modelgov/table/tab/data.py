"""The Data tab: every feature that a data quality monitor knows, its drift, and both its distributions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from modelgov.table.hot import HotTables
from modelgov.table.span import Span
from modelgov.table.tab.bins import bins
from modelgov.table.tab.monitors import monitors, trend_of

Row = Mapping[str, Any]
PAIR = ("psi", "ks", "baseline_count", "current_count", "method")
STATISTICS = ("num_present", "num_missing", "mean", "std_dev", "smallest", "largest", "distinct_count")


def data(hot: HotTables, arn: str, span: Span | None) -> dict[str, Any]:
    """The tab of a version, without the limits of its tier: those are of the controls."""
    return {"monitors": [_measured(hot, row, span) for row in monitors(hot, arn, ("DataQuality",))]}


def _measured(hot: HotTables, monitor: dict[str, Any], span: Span | None) -> dict[str, Any]:
    """A monitor with what its newest report says; nothing where there is none."""
    place = (monitor["account_id"], monitor["region"], monitor["schedule_name"])
    report = next(iter(hot.page("monitor_report", *place)), None) if monitor["schedule_name"] else None
    if report is None:
        empty = {"report_uri": None, "measured_at": None, "rows": None, "baseline_rows": None}
        return monitor | empty | {"features": []}
    baseline = next(iter(hot.page("monitor_baseline", report["baseline_uri"])), None)
    return monitor | {
        "report_uri": report["report_uri"],
        "measured_at": report["scheduled_at"],
        "rows": report["item_count"],
        "baseline_rows": baseline["item_count"] if baseline is not None else None,
        "features": _features(hot, report, hot.page("monitor_drift", *place), span),
    }


def _features(hot: HotTables, report: Row, drift: Sequence[Row], span: Span | None) -> list[dict[str, Any]]:
    """Every feature of the newest report, the one that drifted most first, and those of the baseline only."""
    rows = hot.page("monitor_feature", report["report_uri"], report["baseline_uri"])
    current, baseline = (
        {row["feature"]: row for row in rows if row["report_uri"] == report[uri]}
        for uri in ("report_uri", "baseline_uri")
    )
    trends: dict[str, list[Row]] = defaultdict(list)
    for one in drift:
        trends[one["feature"]].append(one)
    said = defaultdict(list)
    for row in hot.page("monitor_violation", report["execution"]):
        said[row["feature"]].append(row["description"])
    found = [
        _feature(name, baseline.get(name), current.get(name), trends[name], report["scheduled_at"])
        | {"trend": _trend(trends[name], span), "violations": said[name]}
        for name in sorted(baseline.keys() | current.keys())
    ]
    return sorted(found, key=lambda one: -1.0 if one["psi"] is None else one["psi"], reverse=True)


def _feature(
    name: str, baseline: Row | None, current: Row | None, trend: Sequence[Row], at: object
) -> dict[str, Any]:
    newest: Row = next((row for row in reversed(trend) if row["scheduled_at"] == at), {})
    kind = (current or baseline or {}).get("inferred_type")
    return {
        "feature": name,
        "inferred_type": kind,
        **{field: newest.get(field) for field in PAIR},
        "baseline": _statistics(baseline),
        "current": _statistics(current),
        "bins": bins(baseline, current),
    }


def _trend(rows: Sequence[Row], span: Span | None) -> list[dict[str, Any]]:
    shown = ("scheduled_at", "psi", "ks", "current_count")
    return [{field: row[field] for field in shown} for row in trend_of(rows, span)]


def _statistics(row: Row | None) -> dict[str, Any] | None:
    return None if row is None else {field: row[field] for field in STATISTICS}
