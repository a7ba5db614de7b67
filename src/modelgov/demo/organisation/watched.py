"""Which endpoints and batches are monitored, since when, and how their data moves.

What a monitor finds is not planned: the recipe beside the captured data says what the data is like, and the
emulated containers find what is in it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from modelgov.demo.aws.monitoring.dataset import WEEK, Feature, Outcome, Problem, Recipe, Shape
from modelgov.demo.organisation.deployment import Deployment, Serves
from modelgov.demo.organisation.feature import FACETS, features, newcomer
from modelgov.demo.organisation.history import Group, GroupHistory
from modelgov.demo.organisation.step import DAY, Actor, Cell

_SHARE = 0.36
_PROBLEMS = {
    "Binary classification": Problem.BINARY,
    "Ranking": Problem.BINARY,
    "Anomaly detection": Problem.BINARY,
    "Regression": Problem.REGRESSION,
    "Forecasting": Problem.REGRESSION,
    "Multiclass classification": Problem.MULTICLASS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An endpoint or a batch that is monitored: its data, where it is captured, and for how many weeks."""

    cell: Cell
    name: str
    group: Group
    captured: str
    recipe: Recipe
    since: float
    daily: bool
    batch: bool

    @property
    def home(self) -> str:
        """Where its baselines and reports lie."""
        return f"s3://{results_bucket(self.cell)}/monitoring/{self.name}"

    @property
    def actor(self) -> Actor:
        """The pipeline that sets it up and runs it."""
        return Actor(role="MLPipeline", session=f"{self.group.name}-monitoring"[:64])


def results_bucket(cell: Cell) -> str:
    """SageMaker's default bucket of an account and region."""
    return f"sagemaker-{cell.region}-{cell.account.id}"


def watched(
    cell: Cell, groups: tuple[GroupHistory, ...], serving: tuple[Deployment, ...], draw: random.Random
) -> list[Watched]:
    """What is monitored in a cell."""
    return [*_endpoints(cell, groups, serving, draw), *_batches(cell, groups, draw)]


def _endpoints(
    cell: Cell, groups: tuple[GroupHistory, ...], serving: tuple[Deployment, ...], draw: random.Random
) -> Iterator[Watched]:
    known = {history.group.name: history.group for history in groups}
    fit = [
        (one, group, config)
        for one in serving
        if one.serves is not Serves.SHADOW
        and (group := _group_of(one, known))
        and _reads_tables(group)
        and (config := _last_config(one)).get("DataCaptureConfig")
        and one.steps[-1].at < cell.end - 2 * DAY
    ]
    share = min(0.97, _SHARE * len(serving) / max(1, len(fit)))
    for one, group, config in fit:
        if draw.random() >= share:
            continue
        name = one.endpoint.rpartition("/")[2]
        captured = f"{config['DataCaptureConfig']['DestinationS3Uri'].rstrip('/')}/{name}"
        ready = max(step.at for step in one.steps) + 0.5 * DAY
        yield _watched((cell, name, group), captured, ready, draw)


def _batches(cell: Cell, groups: tuple[GroupHistory, ...], draw: random.Random) -> Iterator[Watched]:
    fit = [one.group for one in groups if _reads_tables(one.group)]
    if not fit or draw.random() > 0.45:
        return
    group = draw.choice(fit)
    name = f"{group.name}-batch"[:44]
    captured = f"s3://{results_bucket(cell)}/batch-capture/{name}"
    one = _watched((cell, name, group), captured, max(group.created, cell.end - 80 * DAY), draw)
    yield replace(one, batch=True)


def _reads_tables(group: Group) -> bool:
    """Model Monitor reads tables only: no text, no pictures."""
    return group.case.problem in _PROBLEMS and group.case.framework != "pytorch"


def _group_of(deployment: Deployment, known: dict[str, Group]) -> Group | None:
    for step in deployment.steps:
        package = step.params.get("PrimaryContainer", {}).get("ModelPackageName", "")
        if package:
            return known.get(package.split("/")[1])
    return None


def _last_config(deployment: Deployment) -> dict[str, Any]:
    made = [step.params for step in deployment.steps if step.operation == "create_endpoint_config"]
    return made[-1] if made else {}


def _watched(what: tuple[Cell, str, Group], captured: str, ready: float, draw: random.Random) -> Watched:
    cell, name, group = what
    daily = draw.random() < 0.06
    span = draw.randint(10, 16) * DAY if daily else draw.randint(9, 12) * WEEK
    since = max(ready, cell.end - span + draw.uniform(0.1, 0.9) * DAY)
    recipe = _recipe(what, (since, daily), draw)
    return Watched(
        cell=cell,
        name=name,
        group=group,
        captured=captured,
        recipe=recipe,
        since=since,
        daily=daily,
        batch=False,
    )


def _recipe(what: tuple[Cell, str, Group], run: tuple[float, bool], draw: random.Random) -> Recipe:
    cell, name, group = what
    since, daily = run
    problem = _PROBLEMS[group.case.problem]
    facet, value = FACETS[cell.account.unit]
    columns = columns_of(cell.account.unit, draw)
    if draw.random() < 0.2:
        columns = _moving(cell.account.unit, columns, draw)
    return Recipe(
        seed=f"{cell.account.id}/{cell.region}/{name}",
        rows=draw.randrange(500, 1_000) if daily else draw.randrange(1_200, 3_200),
        turns=since + (cell.end - since) * draw.uniform(0.1, 0.5),
        features=columns,
        outcome=Outcome(
            problem=problem,
            skill=round(draw.uniform(1.9, 3.0), 2),
            positive=round(draw.uniform(0.12, 0.4), 2),
            decays=round(draw.uniform(0.06, 0.16), 3) if draw.random() < 0.26 else 0.0,
            facet=facet,
            facet_value=value,
            disadvantage=round(draw.uniform(0, 0.25), 2),
            disadvantage_grows=0.06 if draw.random() < 0.3 else 0.0,
            reorders=0.12 if draw.random() < 0.35 else 0.0,
        ),
    )


def columns_of(unit: str, draw: random.Random) -> tuple[Feature, ...]:
    """The columns that a model of this business unit is fed with."""
    numbers, words = features(unit)
    chosen = draw.sample(numbers, draw.randint(6, len(numbers))) + draw.sample(words, draw.randint(2, 5))
    lacking = [draw.choice((0.0, 0.0, 0.0, 0.01, 0.03, 0.08)) for _ in chosen]
    return tuple(replace(one, missing=share) for one, share in zip(chosen, lacking, strict=True))


def _moving(unit: str, columns: tuple[Feature, ...], draw: random.Random) -> tuple[Feature, ...]:
    """Some columns move, some lose values, one meets a new word or a new unit."""
    moved = list(columns)
    for place in draw.sample(range(len(moved)), draw.randint(2, 4)):
        one, luck = moved[place], draw.random()
        if luck < 0.55:
            moved[place] = replace(one, moves=draw.choice((-1, 1)) * round(draw.uniform(0.06, 0.16), 3))
        elif luck < 0.8:
            moved[place] = replace(one, loses=round(draw.uniform(0.01, 0.04), 3))
        elif one.shape is Shape.WORD:
            moved[place] = replace(one, newcomer=newcomer(unit, one.name))
        elif one.shape is Shape.COUNT:
            moved[place] = replace(one, becomes_fractional=True)
    return tuple(moved)
