"""What a monitored endpoint receives: raw rows, as a pure function of a recipe, a feature and a time.

The emulation keeps no captured requests. Where an endpoint's captured data would lie in S3 lies a recipe in
JSON instead (`RECIPE` is its name): the distribution of each feature, how it moves week by week, and how good
the predictions are. `column` and `predictions` draw the same rows from it whenever they are asked, so that
a statistic of a monitor can be compared with the data that it was made from.
"""

import hashlib
from dataclasses import dataclass
from enum import Enum
from typing import Any, assert_never

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]

RECIPE = "recipe.json"
WEEK = 7 * 86_400.0


class Shape(Enum):
    """How the values of a feature are distributed."""

    NORMAL = "normal"
    SKEWED = "skewed"
    COUNT = "count"
    SHARE = "share"
    WORD = "word"


class Problem(Enum):
    """What a model predicts, in Model Monitor's words."""

    BINARY = "BinaryClassification"
    MULTICLASS = "MulticlassClassification"
    REGRESSION = "Regression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One column. `moves` is by how many spreads a week it moves, `loses` how many more rows lack it.

    `newcomer` is a word that the baseline did not know; `becomes_fractional` sends fractions where whole
    numbers were sent before. All three begin at the recipe's `turns`.
    """

    name: str
    shape: Shape
    center: float = 0.0
    spread: float = 1.0
    decimals: int = 2
    lowest: float | None = None
    words: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    missing: float = 0.0
    moves: float = 0.0
    loses: float = 0.0
    newcomer: str | None = None
    becomes_fractional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How good the predictions are: `skill` in standard deviations, `decays` a week from `turns` on."""

    problem: Problem
    skill: float
    positive: float = 0.2
    decays: float = 0.0
    facet: str = "gender"
    facet_value: str = "female"
    disadvantage: float = 0.0
    disadvantage_grows: float = 0.0
    reorders: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The data of one endpoint; `rows` arrive in the window of an execution."""

    seed: str
    rows: int
    turns: float
    features: tuple[Feature, ...]
    outcome: Outcome
    encodings: tuple[str, str] = ("CSV", "CSV")

    def to_json(self) -> bytes:
        """The recipe as it lies in S3."""
        return msgspec.json.encode(self)

    def weeks(self, at: float) -> float:
        """For how long the data has been moving."""
        return max(0.0, at - self.turns) / WEEK


def read_recipe(raw: bytes) -> Recipe:
    """The recipe that lies in S3."""
    return msgspec.json.decode(raw, type=Recipe)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The rows of one feature: NaN, or the code -1 of a word, where a row has no value."""

    feature: Feature
    values: Numbers
    words: tuple[str, ...] = ()

    @property
    def present(self) -> Numbers:
        """The values of the rows that have one."""
        kept: Numbers = self.values[self.values >= 0] if self.words else self.values[~np.isnan(self.values)]
        return kept

    def as_words(self) -> list[str | None]:
        """The words of a column of words."""
        return [self.words[int(code)] if code >= 0 else None for code in self.values]


def column(recipe: Recipe, feature: Feature, at: float) -> Column:
    """The rows of a feature in the window that ends at `at`."""
    draw = generator(recipe.seed, feature.name, at)
    weeks = recipe.weeks(at)
    words = feature.words + ((feature.newcomer,) if feature.newcomer and weeks > 0 else ())
    if feature.shape is Shape.WORD:
        values = _words(feature, len(words), (recipe.rows, weeks), draw)
    else:
        values = _numbers(feature, recipe.rows, weeks, draw)
    lacking = min(0.95, feature.missing + feature.loses * weeks)
    if lacking > 0:
        values[draw.random(recipe.rows) < lacking] = -1 if words else np.nan
    return Column(feature=feature, values=values, words=words)


def generator(*parts: Any) -> np.random.Generator:
    """The same draws for the same parts, on every machine."""
    digest = hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


def _numbers(feature: Feature, rows: int, weeks: float, draw: np.random.Generator) -> Numbers:
    drawn = draw.standard_normal(rows) + feature.moves * weeks
    values: Numbers
    match feature.shape:
        case Shape.NORMAL | Shape.WORD:
            values = feature.center + feature.spread * drawn
        case Shape.SKEWED:
            values = feature.center * np.exp(feature.spread * drawn)
        case Shape.COUNT:
            values = np.floor(np.maximum(0.0, feature.center + feature.spread * drawn) + 0.5)
        case Shape.SHARE:
            values = 1 / (1 + np.exp(-(feature.center + feature.spread * drawn)))
        case _:
            assert_never(feature.shape)
    if feature.becomes_fractional and weeks > 0:
        return np.round(values + draw.random(rows), 2)
    values = np.round(values, feature.decimals)
    return values if feature.lowest is None else np.maximum(values, feature.lowest)


def _words(feature: Feature, known: int, extent: tuple[int, float], draw: np.random.Generator) -> Numbers:
    rows, weeks = extent
    # The later words gain what the earlier ones lose; a newcomer gains with every week.
    weights = np.array(feature.weights) * np.exp(feature.moves * weeks * np.arange(len(feature.weights)))
    weights = weights / weights.sum()
    if known > len(weights):
        share = min(0.4, 0.04 * weeks)
        weights = np.append(weights * (1 - share), share)
    drawn: Numbers = np.searchsorted(np.cumsum(weights)[:-1], draw.random(rows), side="right").astype(float)
    return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictions:
    """What a model said and what came true, row by row; `disadvantaged` marks the rows of the facet."""

    truth: Numbers
    said: Numbers
    score: Numbers
    disadvantaged: NDArray[np.bool_]


CLASSES = 4


def predictions(recipe: Recipe, at: float) -> Predictions:
    """The predictions of the window that ends at `at`, merged with the truth."""
    outcome = recipe.outcome
    draw = generator(recipe.seed, "predictions", at)
    weeks, rows = recipe.weeks(at), recipe.rows
    skill = max(0.0, outcome.skill - outcome.decays * weeks)
    disadvantaged = draw.random(rows) < 0.35
    match outcome.problem:
        case Problem.BINARY:
            truth = (draw.random(rows) < outcome.positive).astype(float)
            penalty = (outcome.disadvantage + outcome.disadvantage_grows * weeks) * disadvantaged
            seen = truth * skill + draw.standard_normal(rows) - penalty
            score = 1 / (1 + np.exp(-outcome.skill * (seen - outcome.skill / 2)))
            said = (score > 0.5).astype(float)
        case Problem.MULTICLASS:
            truth = draw.integers(CLASSES, size=rows).astype(float)
            right = draw.random(rows) < min(0.99, 0.5 + skill / 6)
            said = np.where(right, truth, draw.integers(CLASSES, size=rows))
            score = np.where(right, 0.9, 0.5)
        case Problem.REGRESSION:
            truth = np.round(np.exp(4 + 0.6 * draw.standard_normal(rows)), 2)
            said = np.round(truth + np.std(truth) / max(0.3, skill) * draw.standard_normal(rows), 2)
            score = said
        case _:
            assert_never(outcome.problem)
    return Predictions(truth=truth, said=said, score=score, disadvantaged=disadvantaged)


def attributions(recipe: Recipe, at: float) -> dict[str, float]:
    """Mean absolute SHAP value of each feature in the window that ends at `at`, the largest first."""
    draw = generator(recipe.seed, "attributions")
    names = [feature.name for feature in recipe.features]
    first = np.sort(draw.gamma(0.6, 0.2, len(names)) + 0.002)[::-1]
    # What counted most counts less with every week, what counted least counts more.
    fades = np.exp(-recipe.outcome.reorders * recipe.weeks(at) * np.linspace(1, -1, len(names)))
    noise = np.exp(0.04 * generator(recipe.seed, "attributions", at).standard_normal(len(names)))
    values = first * fades * noise
    return {names[i]: round(float(values[i]), 6) for i in np.argsort(-values)}
