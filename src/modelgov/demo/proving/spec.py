"""A model of the proving ground from its group to its endpoint: what is true of it, in one record.

Times are days before the end of the history. By default everything is as it should be.
"""

from dataclasses import dataclass, field
from typing import Any

from modelgov.demo.aws.monitoring.dataset import Feature, Outcome
from modelgov.demo.organisation.step import DAY, Actor, Cell

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Somebody decides on a version: when, what, with which words, and which stage it is given."""

    days: float
    by: Actor
    status: str = "Approved"
    reason: str = "Independent validation passed; limits and uses agreed with the owner"
    stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """A monitor of an endpoint: when it runs, and what becomes of it.

    `violated` is what its newest execution comes to; the data is drawn until it does. `written` is when its
    baseline was written, `fresh` whether it was made from the data of the newest execution itself.
    """

    kind: str
    runs: tuple[float, ...] = (2.0,)
    daily: bool = False
    violated: bool = False
    compared: bool = True
    written: float = 9.5
    fresh: bool = False
    denied: bool = False
    stopped: float | None = None
    silent: bool = False
    datapoints: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """An endpoint: since when, on what, what it runs, and how it is called.

    `container` replaces the version as what its model is made of; `capture` is the percentage of requests
    that is captured, None for none; `uncaptured` is when its capture was switched off.
    """

    days: float = 34.0
    instance: str = "ml.m5.xlarge"
    count: int = 2
    serverless: bool = False
    isolated: bool = True
    capture: int | None = 100
    uncaptured: float | None = None
    container: Fields | None = None
    fails: bool = False
    traffic: Fields = field(default_factory=dict)
    monitors: tuple[Monitor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One model."""

    cell: Cell
    name: str
    tags: dict[str, str]
    description: str | None
    engineer: str
    image: str
    data: str
    card: Fields | None
    features: tuple[Feature, ...]
    outcome: Outcome
    decision: Decision | None
    hosting: Hosting | None = None
    registered: float = 50.0
    created: float = 55.0
    trained: float = 51.0
    approved_at_once: bool = False
    artifact: str | None = None
    stage: str = "Development"
    card_status: str = "Approved"
    card_apart: float | None = None
    properties: dict[str, str] = field(default_factory=dict)
    reports: tuple[str, ...] = ("evaluation", "bias")
    altered: bool = False
    unknown: bool = False

    def at(self, days: float) -> float:
        """So many days before the end."""
        return self.cell.end - days * DAY

    @property
    def job(self) -> str:
        """The training job."""
        return f"{self.name}-0001"

    @property
    def home(self) -> str:
        """Where its artifacts lie."""
        return f"s3://models-{self.cell.account.id}-{self.cell.region}/{self.name}"

    @property
    def model_data(self) -> str:
        """Its artifact: by default where SageMaker puts that of the job."""
        return self.artifact or f"{self.home}/{self.job}/output/model.tar.gz"

    @property
    def endpoint(self) -> str:
        """The name of its endpoint."""
        return f"{self.name}-live"

    def schedule(self, kind: str) -> str:
        """The name of its monitor of this kind."""
        return f"{self.endpoint}-{kind.lower()}"

    def asset(self, what: str) -> str:
        """The asset that a control names: group, version, endpoint, schedule:<kind>, or what is shared."""
        head, _, rest = what.partition(":")
        match head:
            case "group":
                return self.cell.arn(f"model-package-group/{self.name}")
            case "version":
                return self.cell.arn(f"model-package/{self.name}/1")
            case "endpoint":
                return self.cell.arn(f"endpoint/{self.endpoint}")
            case "schedule":
                return self.cell.arn(f"monitoring-schedule/{self.schedule(rest)}")
            case _:
                raise ValueError(what)
