"""How far two samples of a feature are apart, told from what a monitor keeps of them.

A KLL sketch keeps, level by level, some of the values that came: one at level i stands for 2**i of them.
Weighed so they are a sample of all values, from which quantiles, the population stability index (PSI) and
the distance of Kolmogorov and Smirnov (KS) are computed. Words are counted one by one.

>>> one, other = weighed([[1.0, 2.0], [3.0]]), weighed([[3.0, 4.0]])
>>> one.total, ks(one, other)
(4, 0.5)
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

BINS = 10
# Half a value in every bin, so that an empty one is no infinite distance; it counts little among many.
PRIOR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Values in order, and for how many values each and all before it stand."""

    values: tuple[float, ...]
    upto: tuple[int, ...]

    @property
    def total(self) -> int:
        """For how many values it stands."""
        return self.upto[-1] if self.upto else 0

    def below(self, value: float) -> int:
        """How many values are not above this one."""
        place = bisect_right(self.values, value)
        return self.upto[place - 1] if place else 0

    def quantile(self, share: float) -> float:
        """The smallest value that this share of all values is not above."""
        rank = share * self.total
        place = bisect_right(self.upto, rank)
        if place and self.upto[place - 1] >= rank:
            place -= 1
        return self.values[min(place, len(self.values) - 1)]


def weighed(levels: Sequence[Sequence[float]]) -> Sample:
    """The sample that a sketch's compactors keep, the lowest level first."""
    pairs = sorted((value, 1 << place) for place, level in enumerate(levels) for value in level)
    return Sample(
        values=tuple(value for value, _ in pairs), upto=tuple(accumulate(weight for _, weight in pairs))
    )


def ks(one: Sample, other: Sample) -> float:
    """The largest distance of the two distributions, 0 to 1."""
    points = sorted({*one.values, *other.values})
    return max(abs(one.below(point) / one.total - other.below(point) / other.total) for point in points)


def psi(baseline: Sample, current: Sample) -> float:
    """The population stability index over the deciles of the baseline."""
    edges = sorted({baseline.quantile(place / BINS) for place in range(1, BINS)})
    return _index(_counts(baseline, edges), _counts(current, edges))


def psi_of_words(baseline: Mapping[str, int], current: Mapping[str, int]) -> float:
    """The population stability index over the words of both."""
    words = sorted(baseline.keys() | current.keys())
    return _index([baseline.get(word, 0) for word in words], [current.get(word, 0) for word in words])


def _counts(sample: Sample, edges: Sequence[float]) -> list[int]:
    upto = [*(sample.below(edge) for edge in edges), sample.total]
    return [after - before for before, after in zip([0, *upto], upto, strict=False)]


def _index(baseline: Sequence[int], current: Sequence[int]) -> float:
    expected, seen = _shares(baseline), _shares(current)
    return sum((now - then) * log(now / then) for then, now in zip(expected, seen, strict=True))


def _shares(counts: Sequence[int]) -> list[float]:
    whole = sum(counts) + PRIOR * len(counts)
    return [(count + PRIOR) / whole for count in counts]
