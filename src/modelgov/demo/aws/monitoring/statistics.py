"""`statistics.json` and `constraints.json` as Model Monitor's container writes them, and back again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from modelgov.demo.aws.monitoring.dataset import Column, Numbers, Recipe, Shape, column, generator
from modelgov.demo.aws.monitoring.sketch import Sketch, sketched

Document = dict[str, Any]

# Model Monitor keeps 2,048; the demo's thousands of files would take gigabytes.
DEMO_SIZE = 256
BASELINE_SIZE = 512
_BUCKETS = 10
_THRESHOLD = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a statistics file says of one feature; words are counted, numbers sketched."""

    name: str
    inferred_type: str
    present: int
    missing: int
    integral: float = 0.0
    words: tuple[tuple[str, int], ...] = ()
    sketch: Sketch | None = None
    moments: tuple[float, float, float, float, float] = (0.0, 0.0, 0.0, 0.0, 0.0)

    @property
    def completeness(self) -> float:
        """The share of rows with a value."""
        return self.present / max(1, self.present + self.missing)


def profiled(recipe: Recipe, at: float, *, k: int = DEMO_SIZE) -> tuple[Profile, ...]:
    """The profiles of every feature in the window that ends at `at`."""
    draw = generator(recipe.seed, "sketch", at)
    columns = (column(recipe, feature, at) for feature in recipe.features)
    return tuple(profile(one, draw, k=k) for one in columns)


def profile(one: Column, draw: np.random.Generator, *, k: int = DEMO_SIZE) -> Profile:
    """The profile of a column."""
    present = one.present
    missing = len(one.values) - len(present)
    if one.feature.shape is Shape.WORD:
        counts = np.bincount(present.astype(np.int64), minlength=len(one.words)).tolist()
        seen = [(word, count) for word, count in zip(one.words, counts, strict=True) if count]
        seen.sort(key=lambda pair: (-pair[1], pair[0]))
        return Profile(
            name=one.feature.name,
            inferred_type="String" if seen else "Unknown",
            present=len(present),
            missing=missing,
            words=tuple(seen),
        )
    whole = float(np.mean(present == np.floor(present))) if len(present) else 0.0
    kind = "Unknown" if not len(present) else "Integral" if whole == 1 else "Fractional"
    return Profile(
        name=one.feature.name,
        inferred_type=kind,
        present=len(present),
        missing=missing,
        integral=whole,
        sketch=sketched(present, draw, k=k),
        moments=_moments(present),
    )


def _moments(values: Numbers) -> tuple[float, float, float, float, float]:
    if not len(values):
        return (0.0, 0.0, 0.0, 0.0, 0.0)
    total = float(values.sum())
    mean = total / len(values)
    deviation = float(np.sqrt(np.mean((values - mean) ** 2)))
    return mean, total, deviation, float(values.min()), float(values.max())


def statistics_json(profiles: Iterable[Profile]) -> bytes:
    """The file `statistics.json`."""
    features = list(profiles)
    rows = features[0].present + features[0].missing if features else 0
    document = {
        "version": 0.0,
        "dataset": {"item_count": rows},
        "features": [_feature(one) for one in features],
    }
    return orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY)


def _feature(one: Profile) -> Document:
    common = {"num_present": one.present, "num_missing": one.missing}
    head: Document = {"name": one.name, "inferred_type": one.inferred_type}
    if one.sketch is None:
        buckets = [{"value": word, "count": count} for word, count in one.words]
        return head | {
            "string_statistics": {
                "common": common,
                "distinct_count": float(len(one.words)),
                "distribution": {"categorical": {"buckets": buckets}},
            }
        }
    mean, total, deviation, lowest, highest = one.moments
    sketch = {
        "parameters": {"c": one.sketch.c, "k": float(one.sketch.k)},
        "data": list(one.sketch.levels),
    }
    kll = {"buckets": _buckets(one.sketch, lowest, highest), "sketch": sketch}
    numbers = {"common": common, "mean": mean, "sum": total, "std_dev": deviation, "min": lowest}
    return head | {"numerical_statistics": numbers | {"max": highest, "distribution": {"kll": kll}}}


def _buckets(sketch: Sketch, lowest: float, highest: float) -> list[Document]:
    """Ten of equal width, their counts read from the sketch."""
    if not sketch.count:
        return []
    edges = np.linspace(lowest, highest, _BUCKETS + 1)
    values, weights = sketch.weighted()
    place = np.minimum(np.searchsorted(edges, values, side="right") - 1, _BUCKETS - 1)
    counts = np.bincount(np.maximum(0, place), weights, minlength=_BUCKETS).tolist()
    bounds = edges.tolist()
    return [
        {"lower_bound": bounds[i], "upper_bound": bounds[i + 1], "count": counts[i]} for i in range(_BUCKETS)
    ]


def read_statistics(raw: bytes) -> dict[str, Profile]:
    """The profiles in a statistics file, by feature."""
    return {one["name"]: _read(one) for one in orjson.loads(raw)["features"]}


def _read(given: Document) -> Profile:
    told = given.get("numerical_statistics") or given["string_statistics"]
    common, distribution = told["common"], told["distribution"]
    words: tuple[tuple[str, int], ...] = ()
    sketch = None
    if "categorical" in distribution:
        words = tuple((one["value"], one["count"]) for one in distribution["categorical"]["buckets"])
    else:
        kept = distribution["kll"]["sketch"]
        levels = tuple(np.asarray(level, dtype=np.float64) for level in kept["data"])
        sketch = Sketch(k=int(kept["parameters"]["k"]), c=kept["parameters"]["c"], levels=levels)
    return Profile(
        name=given["name"],
        inferred_type=given["inferred_type"],
        present=common["num_present"],
        missing=common["num_missing"],
        words=words,
        sketch=sketch,
    )


def constraints_json(profiles: Iterable[Profile]) -> bytes:
    """The file `constraints.json` that a baselining job suggests."""
    document = {
        "version": 0.0,
        "features": [_constraint(one) for one in profiles],
        "monitoring_config": {
            "evaluate_constraints": "Enabled",
            "emit_metrics": "Enabled",
            "datatype_check_threshold": _THRESHOLD,
            "domain_content_threshold": _THRESHOLD,
            "distribution_constraints": {
                "perform_comparison": "Enabled",
                "comparison_threshold": _THRESHOLD,
                "comparison_method": "Robust",
                "categorical_comparison_threshold": _THRESHOLD,
                "categorical_drift_method": "LInfinity",
            },
        },
    }
    return orjson.dumps(document)


def _constraint(one: Profile) -> Document:
    # A baselining job suggests the completeness that it saw; people round it down, lest every week violates.
    suggested = {
        "name": one.name,
        "inferred_type": one.inferred_type,
        "completeness": 1.0 if one.completeness == 1 else max(0.0, round(one.completeness - 0.02, 2)),
    }
    if one.sketch is None:
        return suggested | {"string_constraints": {"domains": [word for word, _ in one.words]}}
    return suggested | {"num_constraints": {"is_non_negative": one.moments[3] >= 0}}
