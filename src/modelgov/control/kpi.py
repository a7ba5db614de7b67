"""The key numbers of the Overview, each beside its own history: of 30 days, or of the span that is asked for.

A moment before anything was read, or judged, has no value: it is not known, and no zero.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from modelgov.table.hot import Page
from modelgov.table.scope import Scope
from modelgov.table.span import Span

MOMENTS = 7
REACH = timedelta(days=30)
MINUTE = timedelta(minutes=1)
SAME = 1e-9
MONTHS = 7
LEAST_MONTHS = 2  # a month and the one that it is held against
MOST_MONTHS = 120


class KpiName(StrEnum):
    """The key numbers, in the order in which they are shown."""

    PRODUCTION = "production"
    WAITING = "waiting"
    VALIDATION = "validation"
    DRIFT = "drift"
    DEGRADATION = "degradation"
    LATENCY = "latency"
    UTILISATION = "utilisation"
    IDLE = "idle"
    COST = "cost"
    DOCUMENTATION = "documentation"


class KpiUnit(StrEnum):
    """What a number counts in."""

    COUNT = "count"
    SHARE = "share"
    USD = "usd"


class Verdict(StrEnum):
    """What a change is, judged by whether more of the number is better."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


CONTROLS: Mapping[KpiName, tuple[str, ...]] = {
    KpiName.DRIFT: ("drift-ks", "drift-psi"),
    KpiName.DEGRADATION: ("quality-degraded",),
    KpiName.LATENCY: ("latency-p99-slow",),
    KpiName.UTILISATION: ("utilisation-over", "utilisation-under"),
    KpiName.IDLE: ("cost-endpoint-idle",),
}
MORE_IS_BETTER = (KpiName.DOCUMENTATION,)
Series = Sequence[float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the numbers are made from: statements, scope, moments, and since when what is known.

    `moments` are those of the history, `months` the whole ones of the cost; `now` may be after them. What
    happens is counted over the `stretch` before a moment.
    """

    page: Page
    scope: Scope
    now: datetime
    moments: tuple[datetime, ...]
    months: tuple[datetime, ...]
    stretch: timedelta
    read_at: datetime | None
    judged_at: datetime | None

    def every(self) -> list[datetime]:
        """The moments at which something is counted."""
        return list(dict.fromkeys((*self.moments, self.now)))


def kpis(
    page: Page, scope: Scope, now: datetime, overview: Mapping[str, Any], span: Span | None
) -> list[dict[str, Any]]:
    """All key numbers, with a history of the span; `overview` has those that its other parts count."""
    read_at = page("kpi_known")[0]["first_at"]
    ahead = now + MINUTE  # `now` is kept for a minute, and what changes meanwhile counts
    end = ahead if span is None else span.end(ahead)
    asked = Asked(
        page=page,
        scope=scope,
        now=ahead,
        moments=_moments(end, now, span, read_at),
        months=_months(end, span, read_at),
        stretch=REACH if span is None else end - span.since,
        read_at=read_at,
        judged_at=page("judged")[0]["first_at"],
    )
    return [
        _kpi(KpiName.PRODUCTION, overview["production_versions"], KpiUnit.COUNT),
        _waiting(asked, overview["waiting_for_approval"]),
        _validation(asked),
        *_failing(asked),
        _cost(asked, overview["cost"]["usd_per_month"]),
        _documentation(asked),
    ]


def _moments(
    end: datetime, now: datetime, span: Span | None, read_at: datetime | None
) -> tuple[datetime, ...]:
    """Seven moments from the begin of the span to its end, as far from each other."""
    begin = end - REACH
    if span is not None:
        begin = span.since if span.first is not None else min(read_at or begin, now)
    apart = (end - begin) / (MOMENTS - 1)
    return (*(begin + apart * step for step in range(MOMENTS - 1)), end)


def _months(end: datetime, span: Span | None, read_at: datetime | None) -> tuple[datetime, ...]:
    """The months that are whole within the span, and never less than two."""
    ended = [_month(end, back) for back in range(1, MOST_MONTHS + 1)]
    if span is None:
        return tuple(reversed(ended[:MONTHS]))
    begin = span.since if span.first is not None else (read_at or end)
    whole = sum(month >= begin for month in ended)
    return tuple(reversed(ended[: max(whole, LEAST_MONTHS)]))


def _waiting(asked: Asked, now: int) -> dict[str, Any]:
    counted = {row["moment"]: row["waiting"] for row in asked.page("kpi_waiting", list(asked.moments))}
    counted[asked.now] = now
    series = _since(asked, asked.read_at, lambda moment: counted.get(moment, 0))
    return _kpi(KpiName.WAITING, now, KpiUnit.COUNT) | _history(
        KpiName.WAITING, asked.moments, series, asked.read_at
    )


def _validation(asked: Asked) -> dict[str, Any]:
    """The share of the validations of a stretch that failed; no value where there were none."""
    found = asked.page("kpi_validation", list(asked.moments), asked.stretch.total_seconds())
    counted = {row["moment"]: row for row in found}
    rows = [counted.get(moment) for moment in asked.moments]
    series = [row["failures"] / row["validations"] if row else None for row in rows]
    last = rows[-1]
    return (
        _kpi(KpiName.VALIDATION, series[-1], KpiUnit.SHARE)
        | _history(KpiName.VALIDATION, asked.moments, series, None)
        | {"of": last["validations"] if last else 0, "controls": ["validation-team-failure-rate"]}
    )


def _failing(asked: Asked) -> list[dict[str, Any]]:
    """Assets that fail one of the controls of a number, and those of which that is not known."""
    counted: dict[tuple[str, str, datetime], int] = {
        (row["control_id"], row["status"], row["moment"]): row["assets"]
        for row in asked.page("kpi_failure", asked.every())
    }

    def total(controls: Sequence[str], status: str, moment: datetime) -> int:
        return sum(counted.get((control, status, moment), 0) for control in controls)

    found = []
    for name, controls in CONTROLS.items():
        series = _since(asked, asked.judged_at, partial(total, controls, "fail"))
        value = total(controls, "fail", asked.now) if asked.judged_at else None
        found.append(
            _kpi(name, value, KpiUnit.COUNT)
            | _history(name, asked.moments, series, asked.judged_at)
            | {
                "controls": list(controls),
                "unknown": total(controls, "unknown", asked.now) if asked.judged_at else None,
            }
        )
    idle = asked.page("kpi_idle")[0]
    found[-1] |= {"usd_per_month": idle["usd_per_month"], "unpriced": idle["unpriced"]}
    return found


def _cost(asked: Asked, usd: float) -> dict[str, Any]:
    """What endpoints cost a month as they are; the months before, each whole, are its history."""
    months = asked.months
    counted = {row["month"]: row["usd"] for row in asked.page("kpi_cost", months[0], months[-1])}
    series = [counted.get(month) for month in months]
    change = series[-1] - series[-2] if series[-1] is not None and series[-2] is not None else None
    return _kpi(KpiName.COST, usd, KpiUnit.USD) | {
        "points": _points(months, series),
        "change": change,
        "verdict": _verdict(KpiName.COST, change),
    }


def _documentation(asked: Asked) -> dict[str, Any]:
    """The share that passed the controls of documentation; it is counted by unit and team only."""
    name = KpiName.DOCUMENTATION
    if asked.scope.account_id or asked.scope.region:
        return _kpi(name, None, KpiUnit.SHARE)
    passed: dict[datetime, int] = dict.fromkeys(asked.every(), 0)
    judged: dict[datetime, int] = dict.fromkeys(asked.every(), 0)
    for row in asked.page("kpi_score", asked.every()):
        if all(
            not wanted or row[column] in wanted
            for column, wanted in (("business_unit", asked.scope.business_unit), ("team", asked.scope.team))
        ):
            passed[row["moment"]] += row["passed"]
            judged[row["moment"]] += row["passed"] + row["failed"]
    shares = {moment: passed[moment] / judged[moment] if judged[moment] else None for moment in judged}
    series = [shares[moment] for moment in asked.moments]
    return (
        _kpi(name, shares[asked.now], KpiUnit.SHARE)
        | _history(name, asked.moments, series, asked.judged_at)
        | {"of": judged[asked.now], "group": "documentation"}
    )


def _kpi(name: KpiName, value: float | None, unit: KpiUnit) -> dict[str, Any]:
    """A number without a history."""
    return {
        "name": name.value,
        "unit": unit.value,
        "value": value,
        **dict.fromkeys(("of", "unknown", "usd_per_month", "unpriced", "known_since", "change", "verdict")),
        "group": None,
        "points": [],
        "controls": [],
    }


def _history(
    name: KpiName, moments: Sequence[datetime], series: Series, known_since: datetime | None
) -> dict[str, Any]:
    """The points, and how the last differs from the first."""
    change = series[-1] - series[0] if series[-1] is not None and series[0] is not None else None
    return {
        "points": _points(moments, series),
        "change": change,
        "verdict": _verdict(name, change),
        "known_since": known_since,
    }


def _points(moments: Sequence[datetime], series: Series) -> list[dict[str, Any]]:
    return [{"at": moment, "value": value} for moment, value in zip(moments, series, strict=True)]


def _since(asked: Asked, begin: datetime | None, count: Callable[[datetime], int]) -> list[int | None]:
    """A count at every moment from which on it is known."""
    return [count(moment) if begin is not None and moment >= begin else None for moment in asked.moments]


def _verdict(name: KpiName, change: float | None) -> str | None:
    if change is None:
        return None
    if abs(change) < SAME:
        return Verdict.SAME.value
    return (Verdict.BETTER if (change > 0) == (name in MORE_IS_BETTER) else Verdict.WORSE).value


def _month(now: datetime, back: int) -> datetime:
    index = now.year * 12 + now.month - 1 - back
    return datetime(index // 12, index % 12 + 1, 1, tzinfo=now.tzinfo)
