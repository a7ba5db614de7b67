"""What the HTTP API answers for the Compare page, as `web.shape` says.

Lists named `values` have one entry for each version, in the order in which they were asked for.
"""

from enum import StrEnum

from modelgov.web.shape import Shape, VersionRow


class ShiftState(StrEnum):
    """Whether the baselines of two versions could be compared, and why not."""

    COMPARED = "compared"
    NO_BASELINE = "no_baseline"
    SAME_BASELINE = "same_baseline"
    NONE_ALIKE = "none_alike"


class ComparedVersion(Shape):
    """One of the versions. `trained`: its training job is known; `carded`: it has a model card.

    `baseline_of` is the endpoint whose monitor has the baseline, null where the version names it itself.
    """

    row: VersionRow
    trained: bool
    carded: bool
    baseline_uri: str | None
    baseline_of: str | None


class ComparedRow(Shape):
    """One thing that can differ; `source` is `version` or `training job`; a null value is not known."""

    name: str
    source: str
    values: list[str | None]
    changed: bool


class ComparedSection(Shape):
    """Rows of one sort: `about`, `parameters`, `data`, `training`, `code` or `properties`."""

    name: str
    rows: list[ComparedRow]


class ComparedMetric(Shape):
    """A metric; `better` is `higher`, `lower` or null (not known); `best` the place of the one best value."""

    name: str
    source: str
    better: str | None
    values: list[float | None]
    best: int | None
    changed: bool


class FeatureShift(Shape):
    """How far a feature of one baseline is from the same of the first; `ks` only where it is a number."""

    feature: str
    method: str
    psi: float
    ks: float | None
    first_count: int
    other_count: int


class BaselineShift(Shape):
    """The baseline of the version at place `version` against that of the first, the most different first."""

    version: int
    state: ShiftState
    features: list[FeatureShift]


class CardText(Shape):
    """One text of the model cards, by where it stands."""

    path: list[str]
    values: list[str | None]
    changed: bool


class Comparison(Shape):
    """Everything that the Compare page shows, in one request."""

    versions: list[ComparedVersion]
    sections: list[ComparedSection]
    metrics: list[ComparedMetric]
    drift: list[BaselineShift]
    card: list[CardText]
