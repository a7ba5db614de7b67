"""The plan of the organisation's history: steps in time, cell by cell, and not one AWS call.

A cell is one account in one region. `cells` deals the totals out, `steps` yields what happens in a cell in
the order in which it happened; both are pure functions of size, seed and anchor date.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS
from modelgov.demo.aws.registry.record import Pace
from modelgov.demo.organisation import lineage, monitoring, sharing, training
from modelgov.demo.organisation.deployment import Deployment, deployments
from modelgov.demo.organisation.estate import Size, accounts
from modelgov.demo.organisation.history import GroupHistory, group_histories
from modelgov.demo.organisation.serving import furnished, traffic
from modelgov.demo.organisation.step import Cell, Step
from modelgov.demo.proving.ground import Ground, ground

Around = Callable[[Cell, tuple[GroupHistory, ...], tuple[Deployment, ...], random.Random], Iterable[Step]]

# What goes on around the registry and its endpoints, by area: each plans its own steps in a cell.
AROUND: dict[str, Around] = {
    "training": training.steps,
    "monitoring": monitoring.steps,
    "lineage": lineage.steps,
    "sharing": sharing.steps,
}

_REGION_SHARE = (0.42, 0.38, 0.20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which organisation: everything else follows from these three."""

    size: Size
    seed: int
    anchor: date

    @property
    def end(self) -> float:
        """The moment at which the history ends: the anchor date's midnight, UTC."""
        return datetime.combine(self.anchor, time(), UTC).timestamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlan:
    """What a cell holds in the end, with the truth about each endpoint that no tag tells.

    `traffic` is what callers do with its endpoints: nobody calls them here. `pace` says what
    fails or never runs.
    """

    cell: Cell
    groups: tuple[GroupHistory, ...]
    deployments: tuple[Deployment, ...]
    around: tuple[Step, ...]
    traffic: tuple[dict[str, Any], ...]
    pace: Pace = field(default_factory=Pace)

    def steps(self) -> Iterator[Step]:
        """What happens, in the order of time."""
        every = [step for group in self.groups for step in group.steps]
        every += [step for deployment in self.deployments for step in deployment.steps]
        every += self.around
        return iter(sorted(every, key=lambda step: step.at))


def cells(plan: Plan) -> tuple[Cell, ...]:
    """The cells with their share of groups, versions and endpoints; the shares add up to the totals."""
    totals = plan.size.totals
    places = [(account, region) for account in accounts(plan.size) for region in REGIONS]
    draw = random.Random(f"{plan.seed}/{plan.size.value}/cells")  # noqa: S311 - repeatable on purpose
    by_region = dict(zip(REGIONS, _REGION_SHARE, strict=True))
    uneven = [by_region[region] * draw.uniform(0.7, 1.3) for _, region in places]
    models = [account.models * share for (account, _), share in zip(places, uneven, strict=True)]
    ends = [account.endpoints * share for (account, _), share in zip(places, uneven, strict=True)]
    groups = _shares(totals.groups, models)
    depth = [count * draw.uniform(0.75, 1.25) for count in groups]
    versions = _shares(totals.versions - totals.groups, depth)
    endpoints = _shares(totals.endpoints, ends)
    return tuple(
        Cell(
            account=account,
            region=region,
            groups=groups[position],
            versions=versions[position] + groups[position],
            endpoints=endpoints[position],
            end=plan.end,
        )
        for position, (account, region) in enumerate(places)
    )


def cell_plans(plan: Plan) -> Iterator[CellPlan]:
    """Everything that happens, cell by cell."""
    if plan.size is Size.PROVING:
        yield from _proving(ground(plan.seed, plan.end))
        return
    for cell in cells(plan):
        yield cell_plan(plan, cell)


def _proving(made: Ground) -> Iterator[CellPlan]:
    pace = Pace(failing=made.failing(), silent=made.silent())
    for cell in made.cells():
        around = tuple(made.steps(cell))
        yield CellPlan(
            cell=cell, groups=(), deployments=(), around=around, traffic=made.traffic(cell), pace=pace
        )


def cell_plan(plan: Plan, cell: Cell) -> CellPlan:
    """Everything that happens in one cell."""
    key = _key(plan, cell)
    draw = random.Random(key)  # noqa: S311 - repeatable on purpose
    groups = group_histories(cell, draw)
    forms = random.Random(f"{key}/serving")  # noqa: S311
    serving = furnished(cell, deployments(cell, groups, draw), forms)
    around: list[Step] = []
    for name, steps in AROUND.items():
        # A draw of its own for each area, so that a change in one leaves the others as they were.
        around += steps(cell, groups, serving, random.Random(f"{key}/{name}"))  # noqa: S311
    shared = sharing.for_all(_registry(plan, cell.region))
    if cell.account.id == GOVERNANCE:
        around += sharing.registry_steps(cell, shared, plan.size)
    else:
        around += sharing.crossing_steps(cell, serving, shared, random.Random(f"{key}/crossing"))  # noqa: S311
    used = traffic(cell, serving, random.Random(f"{key}/traffic"))  # noqa: S311
    return CellPlan(cell=cell, groups=groups, deployments=serving, around=tuple(around), traffic=used)


def _key(plan: Plan, cell: Cell) -> str:
    return f"{plan.seed}/{plan.size.value}/{cell.account.id}/{cell.region}"


@cache
def _registry(plan: Plan, region: str) -> tuple[GroupHistory, ...]:
    """The groups that the governance account keeps in a region."""
    cell = next(one for one in cells(plan) if (one.account.id, one.region) == (GOVERNANCE, region))
    return group_histories(cell, random.Random(_key(plan, cell)))  # noqa: S311 - the same as in its own plan


def _shares(total: int, weights: list[float]) -> list[int]:
    """Split a total by weight, by the largest remainder, so that nothing is lost in rounding."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: exact[i] - parts[i], reverse=True)
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return parts
