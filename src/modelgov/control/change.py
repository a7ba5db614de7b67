"""Changes in metrics without thresholds: each series against its own history.

A series is one metric of one endpoint by day (or by execution of a monitor). A change of level is the newest
change point that PELT finds (ruptures, on values that outliers cannot pull: cut at five robust standard
deviations), kept where the medians before and after it differ by more than the series scatters. A trend is
Kendall's tau of the values since then, with Theil and Sen's slope (scipy). Both are told in numbers that a
reader can check on the chart: the median before, the median after, and since when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import ruptures
from scipy import stats

from modelgov.control.judge import step
from modelgov.table.session import Session

LEAST = 14  # points without which a series says nothing
SEGMENT = 5  # points that a level must hold for
PENALTY = 8.0  # times log(points): what a change point must explain beyond noise
STRENGTH = 4.0  # robust standard deviations between two levels
SHARE = 0.2  # a change below a fifth of the level is not worth anybody's time
P_TREND = 0.001
MAD = 1.4826  # median absolute deviation -> standard deviation, for normal noise
CUT = 5.0

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a series: `form` is level, trend, or null where nothing stands out."""

    account_id: str
    region: str
    endpoint_name: str
    metric_name: str
    points: int
    form: str | None
    since: datetime | None
    before_value: float | None
    after_value: float | None
    change_share: float | None
    strength: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A change inside an array: from which place on, from what to what, and how clear it is."""

    form: str
    place: int
    before: float
    after: float
    strength: float

    @property
    def share(self) -> float | None:
        """The change as a share of what was before; null where that was zero."""
        return (self.after - self.before) / abs(self.before) if self.before else None


def find_changes(session: Session) -> None:
    """Put what became of every series that the session's tables hold in the place of what was known of it."""
    rows = session.run(step("series"))
    found = [_change(key, list(points)) for key, points in groupby(rows, key=lambda row: row[:4])]
    session.run("begin")
    session.run("delete from main.metric_shift")
    session.fill("main.metric_shift", [astuple(change) for change in found])
    session.run("commit")


def _change(key: tuple[Any, ...], points: Sequence[tuple[Any, ...]]) -> Change:
    values = np.array([row[5] for row in points], dtype=np.float64)
    shift = newest_shift(values)
    account_id, region, endpoint_name, metric_name = key
    return Change(
        account_id=account_id,
        region=region,
        endpoint_name=endpoint_name,
        metric_name=metric_name,
        points=len(points),
        form=shift.form if shift else None,
        since=points[shift.place][4] if shift else None,
        before_value=shift.before if shift else None,
        after_value=shift.after if shift else None,
        change_share=shift.share if shift else None,
        strength=shift.strength if shift else None,
    )


def newest_shift(values: Values) -> Shift | None:
    """The newest change of level, else a trend; None where neither stands out, or points are too few."""
    if len(values) < LEAST:
        return None
    return next((shift for shift in (*_levels(values), *_trend(values)) if _matters(shift)), None)


def _matters(shift: Shift) -> bool:
    return shift.share is None or abs(shift.share) >= SHARE


def _scale(values: Values) -> float:
    return float(MAD * np.median(np.abs(values - np.median(values))))


def _levels(values: Values) -> Iterator[Shift]:
    """Changes of level, the newest first."""
    scatter = _scale(np.diff(values)) / np.sqrt(2)  # of steps: a change of level does not widen it
    floor = 1e-9 + 0.01 * float(np.median(np.abs(values)))  # a series that does not scatter at all
    scatter = max(scatter, floor)
    middle = np.median(values)
    reach = max(CUT * scatter, CUT * _scale(values))
    cut = np.clip(values, middle - reach, middle + reach) / scatter
    penalty = PENALTY * float(np.log(len(values)))
    found = ruptures.KernelCPD(kernel="linear", min_size=SEGMENT).fit(cut.reshape(-1, 1)).predict(pen=penalty)
    edges = [0, *found]
    for place in range(len(found) - 1, 0, -1):
        before = float(np.median(values[edges[place - 1] : edges[place]]))
        after = float(np.median(values[edges[place] : edges[place + 1]]))
        strength = abs(after - before) / scatter
        if strength >= STRENGTH:
            yield Shift(form="level", place=edges[place], before=before, after=after, strength=strength)


def _trend(values: Values) -> Iterator[Shift]:
    """A trend over the whole series."""
    places = np.arange(len(values), dtype=np.float64)
    tau = stats.kendalltau(places, values)
    if not tau.pvalue < P_TREND:  # nan for a series that never moves
        return
    slope, intercept, _, _ = stats.theilslopes(values, places)
    yield Shift(
        form="trend",
        place=0,
        before=float(intercept),
        after=float(intercept + slope * places[-1]),
        strength=abs(float(tau.statistic)),
    )
