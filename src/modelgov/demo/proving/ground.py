"""The ground: which models there are, which of them are planted with what, and the truth about all of it.

Everything follows from a seed and the day on which the history ends.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

import msgspec

from modelgov.demo.aws.fixed import REGIONS
from modelgov.demo.organisation.estate import Account, Size, accounts
from modelgov.demo.organisation.monitoring import bucket
from modelgov.demo.organisation.step import Actor, Cell, Step
from modelgov.demo.organisation.watched import results_bucket
from modelgov.demo.proving import hosting, registering, watching
from modelgov.demo.proving.line import Line
from modelgov.demo.proving.plant import Mix, Plant, watched
from modelgov.demo.proving.planting import deciding, paper, using
from modelgov.demo.proving.planting import watching as monitors
from modelgov.demo.proving.reading import Reading, reading
from modelgov.demo.proving.sound import Place, registered, serving
from modelgov.demo.proving.spec import Fields, Spec

Places = Callable[[], Place]  # draws the place of the next model
Violation = tuple[str, str]  # a control and the asset that violates it

PLANTS: tuple[Plant, ...] = (*paper.PLANTS, *deciding.PLANTS, *using.PLANTS, *monitors.PLANTS)
TRUTH = ".planted.json"  # what the file with the truth is called, beside that with the state
PRODUCTION = ("retail-credit-prod", "payments-fraud-prod")
DEVELOPMENT = "retail-credit-dev"
_SOUND_SERVING, _SOUND_QUIET = 4, 4
_TOGETHER = 6  # models of the highest tier that hang on one owner and one image; some of them on one dataset
_ON_ONE_DATASET = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Every model and pipeline, and by control the assets that violate it."""

    specs: tuple[Spec, ...]
    lines: tuple[Line, ...]
    planted: dict[str, tuple[str, ...]]
    left_out: Spec
    reading: Reading

    def truth(self) -> bytes:
        """What is planted, and how the ground must be read for all of it to be there: JSON."""
        return msgspec.json.format(msgspec.json.encode({"planted": self.planted, "reading": self.reading}))

    def cells(self) -> list[Cell]:
        """Where they are, in order."""
        every = [one.cell for one in (*self.specs, self.left_out)] + [line.cell for line in self.lines]
        found = {(cell.account.id, cell.region): cell for cell in every}
        return [found[place] for place in sorted(found)]

    def steps(self, cell: Cell) -> Iterator[Step]:
        """What happened in a cell, in no order."""
        here = [one for one in (*self.specs, self.left_out) if one.cell == cell]
        for spec in here:
            yield from registering.steps(spec)
            yield from hosting.steps(spec)
            yield from watching.steps(spec)
        yield from (step for line in self.lines if line.cell == cell for step in line.steps())
        if not here:
            return
        for name in (results_bucket(cell), f"capture-{cell.account.id}-{cell.region}"):
            yield bucket(cell, name, cell.start)
        looks = Actor(role="MLPipeline", session="monitoring-look")
        yield Step(at=cell.end, actor=looks, operation="list_monitoring_executions", params={"MaxResults": 1})

    def traffic(self, cell: Cell) -> tuple[Fields, ...]:
        """How the endpoints of a cell are called."""
        return tuple(row for spec in self.specs if spec.cell == cell for row in hosting.traffic(spec))

    def failing(self) -> dict[str, str]:
        """The endpoints that never came into service, and why."""
        why = "The primary container did not pass the ping health check."
        return {one.endpoint: why for one in self.specs if one.hosting is not None and one.hosting.fails}

    def silent(self) -> tuple[str, ...]:
        """The monitoring schedules that never run."""
        return tuple(
            one.schedule(monitor.kind)
            for one in self.specs
            if one.hosting is not None
            for monitor in one.hosting.monitors
            if monitor.silent
        )


def ground(seed: int, end: float) -> Ground:
    """The ground that follows from a seed."""
    draw = random.Random(f"{seed}/proving")  # noqa: S311 - repeatable on purpose
    cells = _cells(PRODUCTION, end)
    truth: dict[str, set[str]] = {}
    specs: list[Spec] = []
    numbers = iter(range(10_000))

    def place() -> Place:
        return Place(cell=draw.choice(cells), number=next(numbers))

    for plants in _drawn(draw):
        spec = _planted(place(), plants, draw)
        specs.append(spec)
        for control, what in (pair for plant in plants for pair in plant.fails):
            truth.setdefault(control, set()).add(spec.asset(what))
    specs += _sound(place, draw)
    together, shared = _together(place, draw)
    lines, failing = _lines(cells, draw)
    apart = draw.choice(_cells((DEVELOPMENT,), end))
    left_out = registered(Place(cell=apart, number=next(numbers)), 2, draw)
    read = reading(next(spec for spec in specs if spec.altered), left_out, draw)
    for control, asset in (*shared, *failing, *read.planted):
        truth.setdefault(control, set()).add(asset)
    return Ground(
        specs=(*specs, *together),
        lines=lines,
        planted={control: tuple(sorted(assets)) for control, assets in sorted(truth.items())},
        left_out=left_out,
        reading=read,
    )


def _cells(names: tuple[str, ...], end: float) -> list[Cell]:
    chosen = [account for account in accounts(Size.PROVING) if account.name in names]
    return [_cell(account, region, end) for account in chosen for region in REGIONS[:2]]


def _cell(account: Account, region: str, end: float) -> Cell:
    """An account in a region; the ground counts nothing beforehand."""
    return Cell(account=account, region=region, groups=0, versions=0, endpoints=0, end=end)


def _drawn(draw: random.Random) -> list[tuple[Plant, ...]]:
    """One plant for every control, in one of the ways in which it can be violated; some share a model."""
    by_control: dict[str, list[Plant]] = {}
    for plant in PLANTS:
        by_control.setdefault(plant.control, []).append(plant)
    chosen = [draw.choice(plants) for plants in by_control.values()]
    loads, watches = ([one for one in chosen if one.mix is mix] for mix in (Mix.LOAD, Mix.WATCH))
    draw.shuffle(watches)
    pairs = zip_longest(loads, watches)
    alone = [(one,) for one in chosen if one.mix is Mix.NONE]
    return [*alone, *(tuple(one for one in pair if one is not None) for pair in pairs)]


def _planted(place: Place, plants: tuple[Plant, ...], draw: random.Random) -> Spec:
    tier = next((one.tier for one in plants if one.tier is not None), draw.choice((1, 2, 2)))
    spec = (serving if plants[0].serves else registered)(place, tier, draw)
    for plant in plants:
        spec = plant.change(spec, draw)
    return spec


def _sound(place: Places, draw: random.Random) -> list[Spec]:
    made = [registered(place(), 1 + number % 2, draw) for number in range(_SOUND_QUIET)]
    made += [serving(place(), 1 + number % 2, draw) for number in range(_SOUND_SERVING)]
    daily = serving(place(), 2, draw)
    return [*made, watched(daily, "DataQuality", daily=True)]


def _together(place: Places, draw: random.Random) -> tuple[list[Spec], tuple[Violation, ...]]:
    """Models of the highest tier that hang on one owner, one image and one dataset."""
    made = [serving(place(), 1, draw) for _ in range(_TOGETHER)]
    first = made[0]
    owner, image, data = first.tags["owner"], first.image, first.data
    specs = [
        replace(
            one,
            tags=one.tags | {"owner": owner},
            card=(one.card or {}) | {"model_overview": {"model_creator": owner, "model_owner": owner}},
            image=image,
            data=data if number < _ON_ONE_DATASET else one.data,
        )
        for number, one in enumerate(made)
    ]
    shared = (
        ("concentration-owner", f"owner:{owner}"),
        ("concentration-image", f"image:{image.partition('@')[2]}"),
        ("concentration-dataset", f"dataset:{data}"),
    )
    return specs, shared


def _lines(cells: list[Cell], draw: random.Random) -> tuple[tuple[Line, ...], tuple[Violation, ...]]:
    """Pipelines: those of a sound team, one that fails each time, and those of a team that often does."""
    sound = [
        Line(
            cell=draw.choice(cells),
            name=f"steady-{n}",
            team="steady",
            owner="lea@example.com",
            held=(True,) * 8,
        )
        for n in range(3)
    ]
    stuck = Line(
        cell=draw.choice(cells),
        name="stuck",
        team="stuck",
        owner="tom@example.com",
        held=(True, True, False, False, False),
    )
    shaky = [
        Line(
            cell=draw.choice(cells),
            name=f"shaky-{n}",
            team="shaky",
            owner="ana@example.com",
            held=(*draw.sample((*(False,) * 7, *(True,) * 4), 11), True),
        )
        for n in range(2)
    ]
    planted = (("validation-pipeline-failing", stuck.arn), ("validation-team-failure-rate", "team:shaky"))
    return (*sound, stuck, *shaky), planted
