"""The datapoints of one metric, statistic and period, from when and how its variant ran."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Shelf
from modelgov.demo.aws.serving.lifetime import Lifetimes
from modelgov.demo.aws.traffic.behaviour import Behaviour, Behaviours, Key
from modelgov.demo.aws.traffic.chance import Floats, Ints
from modelgov.demo.aws.traffic.metric import METRICS, Dimensions, Metric, Source
from modelgov.demo.aws.traffic.sample import Samples
from modelgov.demo.aws.traffic.usage import Span, Usage, usage

_DAY = 86_400
# How long CloudWatch keeps points of one minute, of five minutes, and of an hour.
_KEPT = ((1, 15 * _DAY), (300, 63 * _DAY), (3600, 455 * _DAY))
_PERCENTILE = re.compile(r"p(\d{1,2}(?:\.\d{1,10})?|100)")
_ROWS = {(row.namespace, row.name, frozenset(row.dimensions.value)): row for row in METRICS}
_STATISTICS: dict[str, Callable[[Samples], Floats]] = {
    "SampleCount": lambda samples: samples.count,
    "Sum": lambda samples: samples.total(),
    "Average": lambda samples: samples.average(),
    "Minimum": lambda samples: samples.quantile(0.0),
    "Maximum": lambda samples: samples.quantile(1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that a call asks about, and the present."""

    start: float
    end: float
    now: float

    def span(self, period: int) -> Span:
        """The whole periods of the clock that begin in the window and not in the future."""
        first = -int(-self.start // period) * period
        last = min(self.end, self.now)
        return Span(start=first, period=period, count=max(0, -int(-(last - first) // period)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the series of one account and region; what happened to a variant is worked out once a call."""

    shelf: Shelf
    window: Window
    _seen: dict[tuple[Key, int], Usage] = field(default_factory=dict)

    def points(
        self, row: Metric | None, dimensions: dict[str, str], period: int, statistic: str
    ) -> tuple[Ints, Floats]:
        """The times and values of a statistic, in the order of time; none where nothing was published."""
        chosen = _statistic(statistic)
        found = self.samples(row, dimensions, period)
        if found is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        times, samples = found
        there = (samples.count > 0) & kept(times, period, self.window.now)
        values = np.broadcast_to(chosen(samples), times.shape)
        return times[there], np.ascontiguousarray(values[there], dtype=np.float64)

    def samples(
        self, row: Metric | None, dimensions: dict[str, str], period: int
    ) -> tuple[Ints, Samples] | None:
        """The samples of each period; None when nobody publishes this metric."""
        span = self.window.span(period)
        key = self._key(row, dimensions)
        if row is None or key is None or span.count == 0:
            return None
        life = self.shelf.of(Lifetimes)[key][-1]
        if not row.published(life):
            return None
        source = Source(behaviour=self._behaviour(key), life=life)
        times = span.start + period * np.arange(span.count, dtype=np.int64)
        return times, row.samples(source, self._usage(key, span))

    def _key(self, row: Metric | None, dimensions: dict[str, str]) -> Key | None:
        lives = self.shelf.of(Lifetimes)
        if row is None:
            return None
        match row.dimensions:
            case Dimensions.VARIANT:
                key = (dimensions["EndpointName"], dimensions["VariantName"])
                return key if key in lives else None
            case Dimensions.COMPONENT:
                key = ("", dimensions["InferenceComponentName"])
                return key if key in lives else None
            case Dimensions.ENDPOINT:
                name = dimensions["EndpointName"]
                return next((key for key in lives if key[0] == name and row.published(lives[key][-1])), None)

    def _behaviour(self, key: Key) -> Behaviour:
        return self.shelf.of(Behaviours).get(key) or Behaviour()

    def _usage(self, key: Key, span: Span) -> Usage:
        seen = self._seen.get((key, span.period))
        if seen is None:
            name = "/".join((self.shelf.account, self.shelf.region, *key))
            lives = tuple(self.shelf.of(Lifetimes)[key])
            seen = usage(name, self._behaviour(key), lives, span, self.window.now)
            self._seen[key, span.period] = seen
        return seen


def row_of(namespace: str, name: str, dimensions: dict[str, str]) -> Metric | None:
    """The metric of these names; EndpointName alone, without its variant, names none but a queue's."""
    return _ROWS.get((namespace, name, frozenset(dimensions)))


def kept(times: Ints, period: int, now: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which points CloudWatch still has at this period."""
    oldest = max((age for step, age in _KEPT if period % step == 0), default=0)
    return times > now - oldest


def _statistic(name: str) -> Callable[[Samples], Floats]:
    if name in _STATISTICS:
        return _STATISTICS[name]
    found = _PERCENTILE.fullmatch(name)
    if found is None:
        message = f"The value {name} for parameter Stat is not supported."
        raise Refusal("InvalidParameterValue", message)
    share = float(found[1]) / 100
    return lambda samples: samples.quantile(share)
