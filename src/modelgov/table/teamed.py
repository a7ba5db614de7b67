"""How each team does beside the organisation: failed validations, waiting for approval, findings, cost."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from math import sqrt
from statistics import median
from typing import Any

from modelgov.table.hot import HotTables

MONTHS = 12  # how far back validations are counted, this month with them
NORMAL = 1.959964  # the quantile of the normal distribution that leaves 2.5 % above it
SEVERE = ("critical", "high")

Row = Mapping[str, Any]


def measures(hot: HotTables, now: datetime) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The measures of every team that anything is known of, and those of the whole organisation."""
    for name in ("governed", "endpoint_cost", "finding"):
        hot.keep(name)
    since = first_month(now)
    sources = {
        "validation": [row for row in hot.kept_page("team_validation") if row["month"] >= since],
        "approval": hot.kept_page("team_approval"),
        "waiting": hot.kept_page("team_waiting"),
        "finding": hot.kept_page("team_finding"),
        "cost": hot.kept_page("team_cost"),
    }
    teams = sorted({row["team"] for rows in sources.values() for row in rows})
    by_team = {
        team: _measured(
            {name: [row for row in rows if row["team"] == team] for name, rows in sources.items()}
        )
        for team in teams
    }
    return by_team, _measured(sources)


def first_month(now: datetime) -> datetime:
    """The first moment of the oldest month whose validations count."""
    index = now.year * 12 + now.month - MONTHS
    return datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC)


def _measured(sources: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    hours = sorted(row["hours"] for row in sources["approval"])
    prices = [row["usd_per_month"] for row in sources["cost"] if row["usd_per_month"] is not None]
    return {
        **_validations(sources["validation"]),
        "months": _months(sources["validation"]),
        "approvals": len(hours),
        "approve_hours_median": median(hours) if hours else None,
        "approve_hours_p90": hours[max(0, -(-9 * len(hours) // 10) - 1)] if hours else None,
        "versions": _sum(sources["waiting"], "versions"),
        "waiting": _sum(sources["waiting"], "waiting"),
        "findings": _sum(sources["finding"], "findings"),
        "severe_findings": _sum([r for r in sources["finding"] if r["severity"] in SEVERE], "findings"),
        "endpoints": _sum(sources["cost"], "endpoints"),
        "unpriced": _sum(sources["cost"], "unpriced"),
        "serverless": _sum(sources["cost"], "serverless"),
        "usd_per_month": sum(prices) if prices else None,
    }


def _sum(rows: Iterable[Row], name: str) -> int:
    return sum(row[name] for row in rows)


def _validations(rows: Sequence[Row]) -> dict[str, Any]:
    passed, failed = _sum(rows, "passed"), _sum(rows, "failed")
    low, high = wilson(failed, passed + failed)
    return {
        "validations": passed + failed,
        "failures": failed,
        "errors": _sum(rows, "errors"),
        "failure_rate": failed / (passed + failed) if passed + failed else None,
        "failure_low": low,
        "failure_high": high,
    }


def _months(rows: Sequence[Row]) -> list[dict[str, Any]]:
    by_month: dict[datetime, list[Row]] = defaultdict(list)
    for row in rows:
        by_month[row["month"]].append(row)
    return [{"month": f"{month:%Y-%m}", **_validations(listed)} for month, listed in sorted(by_month.items())]


def wilson(failures: int, whole: int) -> tuple[float | None, float | None]:
    """The 95 % interval of a share after Wilson: honest where there are few, and never outside of 0 and 1.

    >>> wilson(3, 10)
    (0.1078, 0.6032)
    >>> wilson(0, 0)
    (None, None)
    """
    if not whole:
        return None, None
    share, square = failures / whole, NORMAL**2
    middle = share + square / (2 * whole)
    reach = NORMAL * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    low, high = ((middle + side * reach) / (1 + square / whole) for side in (-1, 1))
    return max(0.0, round(low, 4)), min(1.0, round(high, 4))


def steps(hot: HotTables, team: str, now: datetime) -> dict[str, Any]:
    """The validating steps of one team, and what failed newest."""
    since = first_month(now)
    return {"steps": hot.page("team_step", team, since), "failed": hot.page("team_failure", team, since)}
