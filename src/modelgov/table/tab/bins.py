"""Two distributions of a feature over the same bins, as shares, told from what reports keep of them.

The bins of a number are the baseline's ten, with one below and one above where the newer values leave them:
so the shapes lie over each other, and a wrong unit in a few rows cannot squeeze all others into one bar.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import orjson

from modelgov.record.sketch import Sample, weighed

Row = Mapping[str, Any]
MOST_WORDS = 15
OTHERS = "all others"


def bins(baseline: Row | None, current: Row | None) -> list[dict[str, Any]]:
    """The bins of a feature; none where the two cannot be laid over each other."""
    buckets = [orjson.loads((row or {}).get("buckets_json") or b"[]") for row in (baseline, current)]
    if any("value" in one for listed in buckets for one in listed):
        return _words(*[{str(one["value"]): one["count"] for one in listed} for listed in buckets])
    samples = [_sample(row) for row in (baseline, current)]
    if baseline is not None and current is not None and not all(samples):
        return []
    edges = _edges(buckets[0] or buckets[1])
    return _numbers(edges, *samples) if edges else []


def _sample(row: Row | None) -> Sample | None:
    sketch = orjson.loads((row or {}).get("sketch_json") or b"[]")
    sample = weighed(sketch)
    return sample if sample.total else None


def _edges(buckets: Sequence[Row]) -> list[float]:
    if not buckets:
        return []
    return [float(buckets[0]["lower_bound"]), *(float(one["upper_bound"]) for one in buckets)]


def _numbers(edges: list[float], baseline: Sample | None, current: Sample | None) -> list[dict[str, Any]]:
    """Shares by bin; the first bin has its lower edge, each its upper one."""
    inner = edges[1:-1]
    sides = [_shares(sample, edges[0], inner, edges[-1]) for sample in (baseline, current)]
    lows: list[float | None] = [None, *edges[:-1], edges[-1]]
    highs: list[float | None] = [edges[0], *edges[1:], None]
    found = [
        {"label": None, "low": low, "high": high, "baseline": then, "current": now}
        for low, high, then, now in zip(lows, highs, *sides, strict=True)
    ]
    outside = (found[0], found[-1])
    return [one for one in found if one not in outside or one["baseline"] or one["current"]]


def _shares(sample: Sample | None, low: float, inner: list[float], high: float) -> Sequence[float | None]:
    if sample is None:
        return [None] * (len(inner) + 3)
    under = _under(sample, low)
    upto = [0, under, *(sample.below(edge) for edge in inner), sample.below(high), sample.total]
    return [(after - before) / sample.total for before, after in pairwise(upto)]


def _under(sample: Sample, low: float) -> int:
    """How many values are below the lowest edge, which itself belongs to the first bin."""
    return max(
        (upto for value, upto in zip(sample.values, sample.upto, strict=True) if value < low), default=0
    )


def _words(baseline: Mapping[str, int], current: Mapping[str, int]) -> list[dict[str, Any]]:
    order = sorted(
        baseline.keys() | current.keys(), key=lambda w: (-baseline.get(w, 0), -current.get(w, 0), w)
    )
    named, rest = order[:MOST_WORDS], order[MOST_WORDS:]
    groups = [(word, [word]) for word in named] + ([(OTHERS, rest)] if rest else [])
    return [
        {
            "label": label,
            "low": None,
            "high": None,
            "baseline": _share(baseline, words),
            "current": _share(current, words),
        }
        for label, words in groups
    ]


def _share(counts: Mapping[str, int], words: Sequence[str]) -> float | None:
    whole = sum(counts.values())
    return sum(counts.get(word, 0) for word in words) / whole if whole else None
