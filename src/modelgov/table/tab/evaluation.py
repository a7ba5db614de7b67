"""The Evaluation tab: what was measured of a version, and what it is held against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.table.span import Span
from modelgov.table.tab.card_metrics import numbers, segments
from modelgov.table.tab.documents import card_content
from modelgov.table.tab.monitors import monitors, trend_of
from modelgov.table.tab.stated import Place, before, stated
from modelgov.table.tab.training import reports

Row = Mapping[str, Any]
TYPES = ("ModelQuality", "ModelBias", "ModelExplainability")
IDENTITY = ("metric_group", "metric_name", "label", "facet", "facet_value", "feature")
MEASURED = ("value_reason", "standard_deviation", "threshold", "operator", "baseline_value")


def evaluation(hot: HotTables, whole: Row, settings: Settings, span: Span | None) -> dict[str, Any]:
    """The tab of a version, from its row; trends of its monitors are of the span."""
    arn, number = whole["model_version_arn"], whole["version"]
    place = (whole["account_id"], whole["region"], whole["model_group"])
    siblings = hot.page("sibling", *place)
    serving = next((one for one in siblings if one["production"] and one["version"] != number), None)
    card = _card(hot, arn)
    watched = [_measured(hot, row, span) for row in monitors(hot, arn, TYPES)]
    newest = orjson.loads(hot.documents(Kind.MODEL_VERSION, arn).get(whole["position"], b"{}"))
    return {
        "production": serving,
        "previous_version": before(siblings, number),
        "metrics": [
            *_stated(hot, place, number, (before(siblings, number), serving), watched, settings),
            *_of_card(hot, place, card, serving),
        ],
        "segments": segments(card),
        "monitors": watched,
        "reports": reports(newest),
    }


def _card(hot: HotTables, arn: str) -> dict[str, Any] | None:
    hot.keep("version_card")
    return card_content(hot.page("version_document", arn)[0]["card_json"])


def _stated(
    hot: HotTables,
    place: Place,
    number: int,
    others: tuple[int | None, Row | None],
    watched: Iterable[Row],
    settings: Settings,
) -> list[dict[str, Any]]:
    """Metrics of the metadata, with the limits that a monitor of its predictions has for the same name."""
    previous, serving = others
    against = _values(stated(hot, place, number, serving["version"], settings).metrics) if serving else {}
    limits = {
        one["metric_name"].lower(): one
        for monitor in watched
        for one in monitor["metrics"]
        if one["threshold"] is not None and one["label"] is None
    }
    return [
        {
            **{name: row[name] for name in ("name", "value", "previous")},
            **dict.fromkeys(("notes", "evaluation", "group")),
            "production": against.get(row["name"]),
            **_held(row["value"], limits.get(row["name"].lower(), {})),
        }
        for row in stated(hot, place, number, previous, settings).metrics
    ]


def _values(rows: Iterable[Row]) -> dict[str, float]:
    return {row["name"]: row["previous"] for row in rows}


def _of_card(hot: HotTables, place: Place, card: Row | None, serving: Row | None) -> list[dict[str, Any]]:
    """Numbers of the card's evaluations; those of the version in production stand in the same places."""
    rows = hot.page("version", *place, serving["version"]) if serving is not None else []
    theirs = numbers(_card(hot, rows[0]["model_version_arn"])) if rows else []
    against = {(row["evaluation"], row["group"], row["name"]): row["value"] for row in theirs}
    return [
        row
        | {"previous": None, "production": against.get((row["evaluation"], row["group"], row["name"]))}
        | _held(row["value"], {})
        for row in numbers(card)
    ]


def _held(value: float | None, limit: Row) -> dict[str, Any]:
    threshold, operator = limit.get("threshold"), limit.get("operator")
    return {"threshold": threshold, "operator": operator, "breached": breached(value, threshold, operator)}


def breached(value: float | None, threshold: float | None, operator: str | None) -> bool | None:
    """Whether a value is on the wrong side; None where that is not known.

    >>> breached(0.7, 0.8, "LessThanThreshold"), breached(0.7, 0.8, "GreaterThanThreshold")
    (True, False)
    >>> breached(0.7, None, None) is None
    True
    """
    if value is None or threshold is None:
        return None
    match operator:
        case "LessThanThreshold":
            return value < threshold
        case "GreaterThanThreshold":
            return value > threshold
        case _:
            return None


def _measured(hot: HotTables, monitor: dict[str, Any], span: Span | None) -> dict[str, Any]:
    """A monitor with the metrics of its newest report and how each went on."""
    place = (monitor["account_id"], monitor["region"], monitor["schedule_name"])
    points = hot.page("monitor_quality", *place) if monitor["schedule_name"] else []
    newest = points[-1] if points else None
    at = newest["scheduled_at"] if newest is not None else None
    trends: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in points:
        trends[_identity(row)].append(row)
    return monitor | {
        "report_uri": newest["report_uri"] if newest is not None else None,
        "measured_at": at,
        "rows": newest["item_count"] if newest is not None else None,
        "metrics": [
            _metric(row, trend_of(trends[_identity(row)], span))
            for row in points
            if row["scheduled_at"] == at
        ],
    }


def _identity(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in IDENTITY)


def _metric(row: Row, trend: Sequence[Row]) -> dict[str, Any]:
    value = row["metric_value"]
    return {
        **{name: row[name] for name in (*IDENTITY, *MEASURED)},
        "value": value,
        "breached": breached(value, row["threshold"], row["operator"]),
        "trend": [{"scheduled_at": one["scheduled_at"], "value": one["metric_value"]} for one in trend],
    }
