"""What the Endpoints and Endpoint pages show: counts over the list, one in full, its metrics over time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from modelgov.table.hot import HotTables
from modelgov.table.page import ENDPOINTS, Filter, Window, one, rows
from modelgov.table.span import DAY, Span
from modelgov.table.view import duckdb_statement

MONTHS = 12
MOST = 100_000  # endpoints that are counted
NEEDED = ("variant_plan", "model_source", "monitoring_coverage")
REACHED = ("endpoint_metric",)
DAYS = 30  # of metrics, where no span is asked for
# The longest stretches, and the hours that a point of each stands for: no more points than pixels show.
STEPS = ((7 * DAY, 1), (31 * DAY, 4), (400 * DAY, 24))
WEEK_HOURS = 168
SERIES = (
    *("invocations", "errors_4xx", "errors_5xx", "latency_p50_ms", "latency_p90_ms", "latency_p99_ms"),
    *("cpu_percent", "memory_percent", "gpu_percent"),
)
USED = ("invocations_30d", "errors_4xx_30d", "errors_5xx_30d")
TRAFFIC = ("invocations", "errors_4xx", "errors_5xx")

Key = tuple[str, str, str]


def summary(hot: HotTables, chosen: Filter, now: datetime, span: Span | None) -> dict[str, Any]:
    """Counts and sums over the endpoints that the filter leaves, those of a span apart."""
    found = rows(hot, ENDPOINTS, chosen, Window(limit=MOST))
    serving = [row for row in found if row["in_service"]]
    idle = [row for row in serving if row["idle"] == "idle"]
    asked = [row for row in found if all(row[name] is not None for name in USED)]
    return {
        "endpoints": len(found),
        "in_service": len(serving),
        "unregistered": sum(row["registered"] == "no" for row in found),
        "unregistered_unknown": sum(row["registered"] == "unknown" for row in found),
        "usd_per_month": _sum(serving, "usd_per_month"),
        "unpriced": sum(row["usd_per_month"] is None and row["priced_by"] != "by use" for row in serving),
        "serverless": sum(row["priced_by"] == "by use" for row in serving),
        "idle": len(idle),
        "idle_unknown": sum(row["idle"] == "unknown" for row in serving),
        "idle_usd_per_month": _sum(idle, "usd_per_month"),
        **{name: _sum(asked, name) for name in USED},
        "unmeasured": len(found) - len(asked),
        "over": sum(row["fit"] == "over" for row in serving),
        "under": sum(row["fit"] == "under" for row in serving),
        "month": _this_month(hot, found, serving, now),
        "period": _period(hot, found, span) if span is not None else None,
    }


def _period(hot: HotTables, found: Sequence[Mapping[str, Any]], span: Span) -> dict[str, Any]:
    """Requests, errors and cost of a span: of whole days that were measured, and months that it touches."""
    traffic = hot.once(("endpoint_traffic", span), lambda: _traffic(hot, span))
    measured = [
        traffic[key]
        for row in found
        if (key := (row["account_id"], row["region"], row["endpoint_name"])) in traffic
    ]
    known = _months(hot)
    mine = [month for row in found for month in _within(known.get(row["endpoint_arn"].lower(), ()), span)]
    months = sorted({month["month"] for month in mine})
    return {
        **{name: _sum(measured, name) for name in TRAFFIC},
        "unmeasured": len(found) - len(measured),
        "known_since": min((row["first_day"] for row in measured), default=None),
        "usd": _sum(mine, "usd"),
        "billed_usd": _sum(mine, "billed_usd"),
        "unpriced_hours": _sum(mine, "unpriced_hours"),
        "first_month": f"{months[0]:%Y-%m}" if months else None,
        "last_month": f"{months[-1]:%Y-%m}" if months else None,
    }


def _traffic(hot: HotTables, span: Span) -> Mapping[Key, Mapping[str, Any]]:
    hot.keep("endpoint_day")
    found = hot.page("endpoint_traffic", span.since, span.until)
    return {(row["account_id"], row["region"], row["endpoint_name"]): row for row in found}


def _within(months: Sequence[Mapping[str, Any]], span: Span) -> Sequence[Mapping[str, Any]]:
    """The months that a span touches, each whole: cost is known by month only."""
    first = span.since.replace(day=1)
    return [month for month in months if first <= month["month"] < span.until]


def _sum(found: Sequence[Mapping[str, Any]], name: str) -> Any:
    known = [row[name] for row in found if row[name] is not None]
    return sum(known) if known else None


def _this_month(
    hot: HotTables, found: Sequence[Mapping[str, Any]], serving: Sequence[Mapping[str, Any]], now: datetime
) -> dict[str, Any]:
    """List price and bill of the month so far, as far as was looked, and what it comes to if all stays so."""
    first = datetime(now.year, now.month, 1, tzinfo=UTC)
    end = datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
    months = _months(hot)
    mine = [
        month
        for row in found
        for month in months.get(row["endpoint_arn"].lower(), ())
        if month["month"] == first
    ]
    looked = hot.page("status")[0]["last_collected_at"]
    usd, rate = _sum(mine, "usd"), _sum(serving, "usd_per_month")
    left = end - min(max(looked, first), end) if looked is not None else None
    projected = None
    if usd is not None and left is not None:
        projected = usd + (rate or 0) * (left / timedelta(hours=730))
    return {
        "month": f"{first:%Y-%m}",
        "until": looked,
        "usd": usd,
        "projected_usd": projected,
        "billed_usd": _sum(mine, "billed_usd"),
        "unpriced_hours": _sum(mine, "unpriced_hours"),
    }


def _months(hot: HotTables) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What every endpoint cost by month, by the folded ARN of the endpoint."""

    def read() -> Mapping[str, Sequence[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in hot.page("endpoint_month"):
            found[row["endpoint_arn"]].append(row)
        return found

    return hot.once("endpoint_month", read)


def endpoint(hot: HotTables, key: Key, span: Span | None) -> dict[str, Any] | None:
    """The Endpoint page of (account, region, name), but for its findings; None when there is none."""
    found = one(hot, ENDPOINTS, dict(zip(("account_id", "region", "endpoint_name"), key, strict=True)))
    if found is None:
        return None
    for name in NEEDED:
        hot.keep(name)
    known = _months(hot).get(found["endpoint_arn"].lower(), ())
    months = known[-MONTHS:] if span is None else _within(known, span)
    return {
        "row": found,
        **hot.page("endpoint_fact", *key)[0],
        "variants": hot.page("endpoint_variant", *key, *key),
        "parts": hot.page("endpoint_part", *key),
        "months": [
            {name: value for name, value in month.items() if name != "endpoint_arn"}
            | {"month": f"{month['month']:%Y-%m}"}
            for month in months
        ],
        "scaling": hot.page("endpoint_scaling", *key),
        "monitors": hot.page("endpoint_monitor", *key),
    }


def metrics(hot: HotTables, key: Key, span: Span | None) -> dict[str, Any]:
    """Metrics of the endpoint's variants and components in a span, or in the days before its last reading."""
    return hot.once(("endpoint_metrics", key, span), lambda: _metrics(hot, key, span))


def _metrics(hot: HotTables, key: Key, span: Span | None) -> dict[str, Any]:
    hot.keep("metric_target")
    targets = hot.page("endpoint_target", *key)
    if not targets:
        return {"since": None, "step_hours": WEEK_HOURS, "until": None, "parts": []}
    until: datetime = max(target["asked_until"] for target in targets)
    since = until - DAYS * DAY
    if span is not None:
        # nothing is known of what CloudWatch was not asked about: no point could be drawn
        first = min((t["asked_from"] for t in targets if t["asked_from"] is not None), default=span.since)
        since, until = max(span.since, first), min(span.until, until)
    hours = _step(until - since)
    parts = []
    with hot.session(reach=REACHED) as session:
        for target in targets:
            values = (hours * 3600, target["asset"], since, until)
            found = session.records(duckdb_statement("page/endpoint_hour"), values)
            parts.append(_part(target, found, since, until, hours))
    return {"since": since, "step_hours": hours, "until": until, "parts": parts}


def _step(length: timedelta) -> int:
    return next((hours for longest, hours in STEPS if length <= longest), WEEK_HOURS)


def _part(
    target: Mapping[str, Any],
    found: Sequence[Mapping[str, Any]],
    since: datetime,
    until: datetime,
    hours: int,
) -> dict[str, Any]:
    """The series side by side, a place for every stretch of hours; null where there is no datapoint."""
    length = hours * 3600
    first, last = int(since.timestamp()) // length, (int(until.timestamp()) - 1) // length
    by_stretch = {row["stretch"]: row for row in found}
    stretches = range(first, last + 1)
    return {
        **{name: target[name] for name in ("variant_name", "component_name", "asked_from", "asked_until")},
        "at": [datetime.fromtimestamp(stretch * length, UTC) for stretch in stretches],
        **{name: [by_stretch.get(each, {}).get(name) for each in stretches] for name in SERIES},
    }
