"""Numbers that look random and are the same on every reading: each follows from a name and an hour.

The normal distribution comes from the standard library, looked up in tables so that whole ranges of hours
are computed at once.
"""

import hashlib
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_NORMAL = NormalDist()
_SCORES = np.linspace(-6.0, 6.0, 4801)
_BELOW = np.array([_NORMAL.cdf(score) for score in _SCORES])


def uniform(name: str, hours: Ints) -> Floats:
    """One number in [0, 1) for each hour, by the finaliser of SplitMix64."""
    start = np.uint64(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()))
    with np.errstate(over="ignore"):
        mixed = hours.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + start
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return np.ldexp((mixed >> np.uint64(11)).astype(np.float64), -53)


def normal(name: str, hours: Ints) -> Floats:
    """One standard normal number for each hour."""
    return score(uniform(name, hours))


def score(share: Floats) -> Floats:
    """The standard score below which this share lies."""
    return np.interp(share, _BELOW, _SCORES)


def share_below(scores: Floats) -> Floats:
    """The share that lies below a standard score."""
    below: Floats = np.interp(scores, _SCORES, _BELOW)
    return below
