"""What the frame and the Overview page show, from statements in `sql/page`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from modelgov.table.covered import COMPLETE
from modelgov.table.hot import HotTables, Page
from modelgov.table.price import PRICE_REGION
from modelgov.table.span import Span, everything, months_until

MONTHS = 24
APPROVALS = ("approved", "pending", "rejected", "unknown")


def status(hot: HotTables) -> dict[str, Any]:
    """The state that the frame of every page shows."""
    gaps = hot.kept_page("gap")
    complete = all(gap["outcome"] in COMPLETE for gap in gaps)
    return hot.kept_page("status")[0] | {"position": hot.shown, "complete": complete, "gaps": gaps}


def overview(page: Page, now: datetime, span: Span | None) -> dict[str, Any]:
    """The Overview page, of what the statements of pages see; what is of a period is of the span, if any."""
    summary = page("summary", now, now, now, now)[0]
    serving = page("serving")[0]
    cost = {
        name: serving.pop(name)
        for name in (
            *("usd_per_month", "priced_variants", "unpriced_variants", "serverless_variants"),
            "price_date",
        )
    }
    units, shown = page("unit"), span or everything(now)
    return (
        {"as_of": now}
        | {name: value for name, value in summary.items() if name != "model_groups"}
        | {"groups": summary["model_groups"], "registered": _registered(page, span)}
        | serving
        | {
            "cost": cost | {"price_region": PRICE_REGION},
            **_versions(page, span or months_until(now, MONTHS)),
            "business_units": [row | {"groups": row.pop("model_groups")} for row in units],
            "newest": page("newest", shown.since, shown.until),
        }
    )


def _registered(page: Page, span: Span | None) -> Mapping[str, Any] | None:
    """How many versions were registered in a span that was asked for, and in as many days before it."""
    if span is None:
        return None
    before = span.since - (span.until - span.since)
    found = page("registered", span.since, span.until, before, span.since)[0]
    known = {"first": span.first, "last": span.last}
    return found | known | ({"before": None} if span.first is None else {})


def _versions(page: Page, span: Span) -> dict[str, Any]:
    """Versions by when they were registered: by day where the span is short, else by month."""
    rows = page("registration", "day" if span.by_day else "month", span.since, span.until)
    told = {row["since"]: {name: row[name] for name in APPROVALS} for row in rows}
    if not span.by_day:
        months = [{"month": f"{since:%Y-%m}"} | counts for since, counts in told.items()]
        return {"versions_per_month": months, "versions_per_day": []}
    none = dict.fromkeys(APPROVALS, 0)
    days = [{"day": day.date()} | told.get(day, none) for day in span.days()] if told else []
    return {"versions_per_month": [], "versions_per_day": days}
