"""CloudWatch's reading operations; metrics of other namespaces come from moto."""

import base64
import binascii
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
import orjson
from moto.cloudwatch.models import cloudwatch_backends

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import page_of
from modelgov.demo.aws.registry.record import Context, Fields, Shelf
from modelgov.demo.aws.serving.lifetime import Lifetimes
from modelgov.demo.aws.traffic.metric import METRICS, NAMESPACES, Dimensions, Metric
from modelgov.demo.aws.traffic.series import Reader, Window, row_of

_MOST_QUERIES = 500
_MOST_POINTS = 100_800
_MOST_STATISTICS = 1_440
_LISTED_A_PAGE = 500
_LISTED_FOR_S = 14 * 86_400
_RECENT_S = 3 * 3_600
_HOUR = 3_600


def get_metric_data(ctx: Context, given: Fields) -> bytes:
    """GetMetricData: every query answered for itself, in pages of at most 100,800 points."""
    queries: list[Fields] = given["MetricDataQueries"]
    window = _window(ctx, given)
    _check(queries)
    limit = min(int(given.get("MaxDatapoints", _MOST_POINTS)), _MOST_POINTS)
    index, skipped = _place(given.get("NextToken"))
    reader = Reader(shelf=ctx.shelf, window=window)
    results: list[Fields] = []
    room = limit
    for position, result in enumerate(_results(ctx.shelf, reader, queries[index:], given), start=index):
        times = result["Timestamps"][skipped:]
        shown = result | {"Timestamps": times[:room], "Values": result["Values"][skipped:][:room]}
        if len(times) > room:
            results.append(shown | {"StatusCode": "PartialData"})
            token = base64.b64encode(f"{position}:{skipped + room}".encode()).decode()
            return _answer({"MetricDataResults": results, "Messages": [], "NextToken": token})
        results.append(shown)
        room, skipped = room - len(times), 0
    return _answer({"MetricDataResults": results, "Messages": []})


def get_metric_statistics(ctx: Context, given: Fields) -> bytes:
    """GetMetricStatistics: several statistics of one metric, at most 1,440 points, in no order on AWS."""
    period: int = given["Period"]
    window = _window(ctx, given)
    asked = int((window.end - window.start) // period)
    if asked > _MOST_STATISTICS:
        message = (
            f"You have requested up to {asked} datapoints, which exceeds the limit of {_MOST_STATISTICS}. "
            "You may reduce the datapoints requested by increasing Period, or decreasing the time range."
        )
        raise Refusal("InvalidParameterCombination", message)
    dimensions = _dimensions(given)
    row = row_of(given["Namespace"], given["MetricName"], dimensions)
    reader = Reader(shelf=ctx.shelf, window=window)
    points: dict[int, Fields] = {}
    for statistic in [*given.get("Statistics", ()), *given.get("ExtendedStatistics", ())]:
        times, values = reader.points(row, dimensions, period, statistic)
        for time, value in zip(times.tolist(), values.tolist(), strict=True):
            point = points.setdefault(time, {"Timestamp": time, "Unit": row.unit if row else "None"})
            home = point.setdefault("ExtendedStatistics", {}) if statistic.startswith("p") else point
            home[statistic] = value
    return _answer({"Label": given["MetricName"], "Datapoints": list(points.values())})


def list_metrics(ctx: Context, given: Fields) -> bytes:
    """ListMetrics: what published in the last two weeks, each once (moto repeats what was put often)."""
    if given.get("RecentlyActive") not in (None, "PT3H"):
        raise Refusal("InvalidParameterValue", "RecentlyActive must be PT3H.")
    metrics = [*_own(ctx, given), *_others(ctx.shelf, given)]
    page, token = page_of(metrics, given.get("NextToken"), _LISTED_A_PAGE)
    return _answer({"Metrics": page} | ({"NextToken": token} if token else {}))


def _results(shelf: Shelf, reader: Reader, queries: list[Fields], given: Fields) -> Iterator[Fields]:
    newest_first = given.get("ScanBy", "TimestampDescending") == "TimestampDescending"
    others = [one for one in queries if not _is_own(one)]
    elsewhere = _from_moto(shelf, reader.window, others, given) if others else {}
    for query in queries:
        if not query.get("ReturnData", True):
            continue
        if not _is_own(query):
            if query["Id"] in elsewhere:
                yield elsewhere[query["Id"]]
            continue
        stat = query["MetricStat"]
        metric = stat["Metric"]
        dimensions = _dimensions(metric)
        row = row_of(metric["Namespace"], metric["MetricName"], dimensions)
        if stat.get("Unit") not in (None, row.unit if row else None):
            row = None
        times, values = reader.points(row, dimensions, stat["Period"], stat["Stat"])
        if newest_first:
            times, values = np.ascontiguousarray(times[::-1]), np.ascontiguousarray(values[::-1])
        label = query.get("Label") or metric["MetricName"]
        yield {
            "Id": query["Id"],
            "Label": label,
            "Timestamps": times,
            "Values": values,
            "StatusCode": "Complete",
        }


def _is_own(query: Fields) -> bool:
    return query.get("MetricStat", {}).get("Metric", {}).get("Namespace") in NAMESPACES


def _from_moto(shelf: Shelf, window: Window, queries: list[Fields], given: Fields) -> dict[str, Fields]:
    backend = cloudwatch_backends[shelf.account][shelf.region]
    found = backend.get_metric_data(
        queries,
        datetime.fromtimestamp(window.start, UTC),
        datetime.fromtimestamp(window.end, UTC),
        given.get("ScanBy", "TimestampDescending"),
    )
    return {
        one["id"]: {
            "Id": one["id"],
            "Label": one["label"],
            "Timestamps": [moment.timestamp() for moment in one["timestamps"]],
            "Values": one["values"],
            "StatusCode": one["status_code"],
        }
        for one in found
    }


def _window(ctx: Context, given: Fields) -> Window:
    start, end = float(given["StartTime"]), float(given["EndTime"])
    if start >= end:
        message = "The parameter StartTime must be less than the parameter EndTime."
        raise Refusal("ValidationError", message)
    return Window(start=start, end=end, now=ctx.now)


def _check(queries: list[Fields]) -> None:
    if len(queries) > _MOST_QUERIES:
        message = f"The collection MetricDataQueries must not have a size greater than {_MOST_QUERIES}."
        raise Refusal("ValidationError", message)
    names = [query["Id"] for query in queries]
    if len(set(names)) != len(names):
        raise Refusal("ValidationError", "The values for parameter id in MetricDataQueries are not unique.")
    for query in queries:
        period = query.get("MetricStat", {}).get("Period", 60)
        if period % 60 and period not in (1, 5, 10, 20, 30):
            message = f"Period {period} must be 1, 5, 10, 20, 30 or a multiple of 60."
            raise Refusal("ValidationError", message)


def _place(token: str | None) -> tuple[int, int]:
    if token is None:
        return 0, 0
    try:
        index, _, skipped = base64.b64decode(token, validate=True).decode().partition(":")
        return int(index), int(skipped)
    except (ValueError, binascii.Error):
        raise Refusal("InvalidNextToken", "The next token specified is invalid.") from None


def _own(ctx: Context, given: Fields) -> Iterator[Fields]:
    if given.get("Namespace") not in {None, *NAMESPACES}:
        return
    since = _RECENT_S if given.get("RecentlyActive") else _LISTED_FOR_S
    window = Window(start=ctx.now - since, end=ctx.now, now=ctx.now)
    reader = Reader(shelf=ctx.shelf, window=window)
    for key, past in ctx.shelf.of(Lifetimes).items():
        if past[-1].end is not None and past[-1].end < window.start:
            continue
        for row in METRICS:
            dimensions = _named(row, key)
            shown = _shown(row.namespace, row.name, dimensions)
            if dimensions and _asked(shown, given) and _published(reader, row, dimensions):
                yield shown


def _published(reader: Reader, row: Metric, dimensions: dict[str, str]) -> bool:
    found = reader.samples(row, dimensions, _HOUR)
    return found is not None and bool((found[1].count > 0).any())


def _named(row: Metric, key: tuple[str, str]) -> dict[str, str]:
    endpoint, name = key
    match row.dimensions:
        case Dimensions.VARIANT:
            return {"EndpointName": endpoint, "VariantName": name} if endpoint else {}
        case Dimensions.COMPONENT:
            return {} if endpoint else {"InferenceComponentName": name}
        case Dimensions.ENDPOINT:
            return {"EndpointName": endpoint} if endpoint else {}


def _others(shelf: Shelf, given: Fields) -> list[Fields]:
    if given.get("Namespace") in NAMESPACES:
        return []
    held = cloudwatch_backends[shelf.account][shelf.region].get_all_metrics()
    every = {
        (one.namespace, one.name, tuple((each.name, each.value) for each in one.dimensions)) for one in held
    }
    rows = [_shown(namespace, name, dict(dimensions)) for namespace, name, dimensions in sorted(every)]
    return [row for row in rows if _asked(row, given)]


def _shown(namespace: str, name: str, dimensions: dict[str | None, str | None] | dict[str, str]) -> Fields:
    told = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    return {"Namespace": namespace, "MetricName": name, "Dimensions": told}


def _asked(shown: Fields, given: Fields) -> bool:
    if any(given.get(name) not in (None, shown[name]) for name in ("Namespace", "MetricName")):
        return False
    has = _dimensions(shown)
    return all(
        one["Name"] in has and one.get("Value") in (None, has[one["Name"]])
        for one in given.get("Dimensions", ())
    )


def _dimensions(given: Fields) -> dict[str, str]:
    return {one["Name"]: one["Value"] for one in given.get("Dimensions", ()) if "Value" in one}


def _answer(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


OPERATIONS: dict[str, Callable[[Context, Fields], bytes]] = {
    "GetMetricData": get_metric_data,
    "GetMetricStatistics": get_metric_statistics,
    "ListMetrics": list_metrics,
}
