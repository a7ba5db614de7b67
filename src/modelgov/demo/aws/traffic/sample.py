"""The samples behind a datapoint, of which CloudWatch tells a statistic.

The statistics of one datapoint agree with each other: none lies outside minimum and maximum, percentiles
grow, and the sum is the average times the count.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from modelgov.demo.aws.traffic.chance import Flags, Floats, score, share_below


class Samples(Protocol):
    """Samples of many datapoints at once; `count` is 0 where nothing was published."""

    @property
    def count(self) -> Floats:
        """How many samples a datapoint has."""
        ...

    def average(self) -> Floats:
        """Their average."""
        ...

    def total(self) -> Floats:
        """Their sum."""
        ...

    def quantile(self, share: float) -> Floats:
        """The sample below which this share of them lies: 0 for the smallest, 1 for the largest."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A one for each request that is meant and a zero for each other."""

    count: Floats
    meant: Floats

    def average(self) -> Floats:
        """The share of ones."""
        share: Floats = self.meant / np.maximum(self.count, 1)
        return share

    def total(self) -> Floats:
        """The number of ones."""
        return self.meant

    def quantile(self, share: float) -> Floats:
        """A one when the zeros are fewer than the share."""
        zeros = self.count - self.meant
        one: Flags = (zeros < share * self.count) | (zeros == 0)
        return one.astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Even:
    """Samples that are all the same."""

    count: Floats
    value: Floats

    def average(self) -> Floats:
        """The value."""
        return self.value

    def total(self) -> Floats:
        """All of them together."""
        return self.value * self.count

    def quantile(self, share: float) -> Floats:  # noqa: ARG002 - the same at every share
        """The value."""
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """Latencies: few slow ones, many fast ones; of n samples the extremes lie n/(n+1) out."""

    count: Floats
    centre: Floats
    spread: Floats

    def _reach(self) -> Floats:
        return score(self.count / (self.count + 1))

    def average(self) -> Floats:
        """The mean of the distribution between its extremes."""
        reach = self._reach()
        inside = share_below(reach) - share_below(-reach)
        shifted = share_below(reach - self.spread) - share_below(-reach - self.spread)
        whole = np.exp(self.centre + self.spread**2 / 2)
        single = inside < 1e-9
        return np.where(single, np.exp(self.centre), whole * shifted / np.where(single, 1.0, inside))

    def total(self) -> Floats:
        """All of them together."""
        return self.average() * self.count

    def quantile(self, share: float) -> Floats:
        """The latency below which this share of the samples lies."""
        reach = self._reach()
        wanted = score(np.asarray(share))
        return np.exp(self.centre + self.spread * np.clip(wanted, -reach, reach))


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level measured each minute, as often below its mean as above."""

    count: Floats
    mean: Floats
    width: Floats

    def average(self) -> Floats:
        """The mean."""
        return self.mean

    def total(self) -> Floats:
        """All of them together."""
        return self.mean * self.count

    def quantile(self, share: float) -> Floats:
        """The level below which this share of the samples lies."""
        return self.mean + self.width * (2 * share - 1)
