"""How each team does beside the organisation: failed validations, waiting for approval, findings, cost."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import sqrt
from statistics import median
from typing import Any

from modelgov.table.hot import HotTables
from modelgov.table.span import Span, everything, months_until

MONTHS = 12  # how far back validations are counted where no span is asked for, this month with them
NORMAL = 1.959964  # the quantile of the normal distribution that leaves 2.5 % above it
SEVERE = ("critical", "high")

Row = Mapping[str, Any]


def measures(
    hot: HotTables, now: datetime, span: Span | None
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The measures of every team that anything is known of, and those of the whole organisation."""
    for name in ("governed", "endpoint_cost", "finding"):
        hot.keep(name)
    tried, approved = _tried(now, span), span or everything(now)
    sources = {
        "validation": hot.kept_page("team_validation", tried.since, tried.until),
        "approval": hot.kept_page("team_approval", approved.since, approved.until),
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


def _tried(now: datetime, span: Span | None) -> Span:
    """When the validations began that count."""
    return span or months_until(now, MONTHS)


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


def steps(hot: HotTables, team: str, now: datetime, span: Span | None) -> dict[str, Any]:
    """The validating steps of one team, and what failed newest."""
    tried = _tried(now, span)
    values = (team, tried.since, tried.until)
    return {"steps": hot.page("team_step", *values), "failed": hot.page("team_failure", *values)}
