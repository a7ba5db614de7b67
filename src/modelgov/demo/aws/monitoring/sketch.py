"""The KLL sketch that Model Monitor keeps of a numeric feature (Karnin, Lang and Liberty, 2016).

Values enter at level 0. A level that is full is sorted and every second value moves up, where it stands for
two: a value at level i weighs 2^i, and the weights add up to the number of values that came in.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from modelgov.demo.aws.monitoring.dataset import Numbers

SIZE = 2048
SHRINKING = 0.64


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The compactors, the lowest level first, with the two parameters that made them."""

    k: int
    c: float
    levels: tuple[Numbers, ...]

    @property
    def count(self) -> int:
        """How many values came in."""
        return sum(len(level) << i for i, level in enumerate(self.levels))

    def weighted(self) -> tuple[Numbers, Numbers]:
        """The kept values in order, each with its weight."""
        values = np.concatenate(self.levels)
        sizes = [len(level) for level in self.levels]
        weights = np.repeat(np.exp2(np.arange(len(sizes))), sizes)
        order = np.argsort(values, kind="stable")
        return values[order], weights[order]


def sketched(values: Numbers, draw: np.random.Generator, *, k: int = SIZE, c: float = SHRINKING) -> Sketch:
    """The sketch of these values; `draw` decides which half of a full level moves up."""
    levels: list[Numbers] = [np.empty(0)]
    coins = _coins(draw)
    taken, held = 0, 0
    while taken < len(values):
        room = _total(len(levels), k, c) - held
        fresh = values[taken : taken + max(1, room)]
        levels[0] = np.concatenate((levels[0], fresh))
        taken += len(fresh)
        held += len(fresh)
        while held >= _total(len(levels), k, c):
            held -= _compact(levels, (k, c), next(coins))
    return Sketch(k=k, c=c, levels=tuple(levels))


def _coins(draw: np.random.Generator) -> Iterator[int]:
    while True:
        yield from draw.integers(2, size=64).tolist()


def _compact(levels: list[Numbers], parameters: tuple[int, float], coin: int) -> int:
    """Halve the lowest full level; gives by how many values the sketch became smaller."""
    full = (i for i, level in enumerate(levels) if len(level) >= _capacity(len(levels) - 1 - i, *parameters))
    i = next(full)
    level = np.sort(levels[i])
    even = len(level) & ~1
    if i + 1 == len(levels):
        levels.append(np.empty(0))
    levels[i] = level[even:]  # of an odd number one stays
    levels[i + 1] = np.concatenate((levels[i + 1], level[coin:even:2]))
    return even // 2


@cache
def _capacity(below_top: int, k: int, c: float) -> int:
    return 2 * (math.ceil(k * c**below_top / 2) + 1)


@cache
def _total(levels: int, k: int, c: float) -> int:
    return sum(_capacity(below_top, k, c) for below_top in range(levels))


def distance(one: Sketch, other: Sketch) -> float:
    """The largest distance of the two empirical distributions (Kolmogorov and Smirnov)."""
    a, of_a = one.weighted()
    b, of_b = other.weighted()
    points = np.concatenate((a, b))
    first = np.concatenate(([0.0], np.cumsum(of_a)))[np.searchsorted(a, points, side="right")] / one.count
    second = np.concatenate(([0.0], np.cumsum(of_b)))[np.searchsorted(b, points, side="right")] / other.count
    return float(np.abs(first - second).max())
