"""What the frame and the Overview page show, from statements in `sql/page`."""

from datetime import datetime
from typing import Any

from modelgov.table.covered import COMPLETE
from modelgov.table.hot import HotTables, Page
from modelgov.table.price import PRICE_REGION

MONTHS = 24


def status(hot: HotTables) -> dict[str, Any]:
    """The state that the frame of every page shows."""
    gaps = hot.kept_page("gap")
    complete = all(gap["outcome"] in COMPLETE for gap in gaps)
    return hot.kept_page("status")[0] | {"position": hot.shown, "complete": complete, "gaps": gaps}


def overview(page: Page, now: datetime) -> dict[str, Any]:
    """The Overview page, of what the statements of pages see."""
    summary = page("summary", now, now, now, now)[0]
    serving = page("serving")[0]
    first = _months_before(now, MONTHS - 1)
    cost = {
        name: serving.pop(name)
        for name in (
            *("usd_per_month", "priced_variants", "unpriced_variants", "serverless_variants"),
            "price_date",
        )
    }
    months = [row | {"month": f"{row['month']:%Y-%m}"} for row in page("month", first)]
    units = page("unit")
    return (
        {"as_of": now}
        | {name: value for name, value in summary.items() if name != "model_groups"}
        | {"groups": summary["model_groups"]}
        | serving
        | {
            "cost": cost | {"price_region": PRICE_REGION},
            "versions_per_month": months,
            "business_units": [row | {"groups": row.pop("model_groups")} for row in units],
            "newest": page("newest"),
        }
    )


def _months_before(now: datetime, months: int) -> datetime:
    index = now.year * 12 + now.month - 1 - months
    return datetime(index // 12, index % 12 + 1, 1, tzinfo=now.tzinfo)
