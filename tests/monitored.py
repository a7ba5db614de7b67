"""An emulated AWS in which one endpoint for every fate of a monitor has been watched for some weeks.

The clock of the emulation is moved while it is built, so that executions have ended: `python monitored.py
PATH` builds the state into a file, in a process of its own.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from modelgov.demo.aws.cloud import EmulatedCloud
from modelgov.demo.aws.fixed import GOVERNANCE, ROLES
from modelgov.demo.aws.identity import administrator_key
from modelgov.demo.aws.monitoring.dataset import WEEK, Feature, Outcome, Problem, Recipe
from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.demo.organisation.estate import Size, accounts
from modelgov.demo.organisation.feature import features
from modelgov.demo.organisation.history import Group
from modelgov.demo.organisation.monitoring import Fate, bucket, monitored
from modelgov.demo.organisation.seed import InProcess, MovedClock
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.vocabulary import USE_CASES
from modelgov.demo.organisation.watched import Watched, results_bucket

REGION = "eu-west-1"
ACCOUNT = "210000000002"
WEEKS = 3
KINDS = ("DataQuality", "ModelQuality", "ModelBias", "ModelExplainability")
# Every fate of a monitor, and the types of monitor that it meets here.
FATES: dict[Fate, tuple[str, ...]] = {
    Fate.WELL: KINDS,
    Fate.STOPPED: KINDS[:2],
    Fate.DENIED: KINDS[:1],
    Fate.NOTHING: KINDS[:1],
    Fate.BROKEN: KINDS[:1],
    Fate.MISTAKEN: KINDS[:1],
    Fate.DELETED: KINDS[:2],
    Fate.TRUNCATED: KINDS[:1],
}


def endpoint_of(fate: Fate) -> str:
    """The endpoint that is monitored with this fate."""
    return f"{fate.name.lower()}-endpoint"


def cell(end: float) -> Cell:
    """The account and region in which all of it is."""
    (account,) = (one for one in accounts(Size.SMALL) if one.id == ACCOUNT)
    return Cell(account=account, region=REGION, groups=1, versions=1, endpoints=len(FATES), end=end)


def columns() -> tuple[Feature, ...]:
    """All features of the unit, some of which move and some of which lose values."""
    numbers, words = features("Retail Banking")
    moved = {1: {"moves": 0.12}, 4: {"loses": 0.1}, 7: {"moves": -0.1}, 9: {"missing": 0.08}}
    changed = [replace(one, **moved.get(place, {})) for place, one in enumerate(numbers)]
    return (*changed, replace(words[0], newcomer="gig-worker"), *words[1:])


def recipe_of(fate: Fate, since: float) -> Recipe:
    """What the endpoint of a fate is fed with."""
    outcome = Outcome(
        problem=Problem.BINARY,
        skill=2.2,
        decays=0.4,
        disadvantage=0.2,
        disadvantage_grows=0.4,
        reorders=3.0,
    )
    steady = replace(outcome, decays=0.0, disadvantage_grows=0.0, reorders=0.0)
    found = columns() if fate is Fate.WELL else columns()[:8]
    return Recipe(
        seed=f"test/{fate.name}",
        rows=1_500 if fate in {Fate.WELL, Fate.STOPPED} else 150,
        turns=since + 0.5 * WEEK,
        features=found,
        outcome=outcome if fate is Fate.WELL else steady,
    )


def watched_endpoint(fate: Fate, end: float) -> Watched:
    """The endpoint of a fate, watched for some weeks until `end`."""
    place = cell(end)
    since = round(end - WEEKS * WEEK + 1 * DAY, 3)
    group = Group(name="card-limits", case=USE_CASES[0], owner="lea", team="cards", created=since, tags={})
    return Watched(
        cell=place,
        name=endpoint_of(fate),
        group=group,
        captured=f"s3://{results_bucket(place)}/capture/{endpoint_of(fate)}",
        recipe=recipe_of(fate, since),
        since=since,
        daily=False,
        batch=False,
    )


def served(one: Watched) -> Iterator[Step]:
    """The endpoint itself, there before anything watches it."""
    captures = {
        "EnableCapture": True,
        "InitialSamplingPercentage": 100,
        "DestinationS3Uri": one.captured.rpartition("/")[0],
        "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}],
    }
    variant = {"VariantName": "all", "ModelName": one.name, "InitialInstanceCount": 1}
    image = {"Image": "1.dkr.ecr.eu-west-1.amazonaws.com/m:1", "ModelDataUrl": "s3://b/m.tar.gz"}
    role = f"arn:aws:iam::{ACCOUNT}:role/MLPipeline"
    for operation, params in (
        ("create_model", {"ModelName": one.name, "ExecutionRoleArn": role, "PrimaryContainer": image}),
        (
            "create_endpoint_config",
            {
                "EndpointConfigName": one.name,
                "ProductionVariants": [variant | {"InstanceType": "ml.m5.large"}],
                "DataCaptureConfig": captures,
            },
        ),
        ("create_endpoint", {"EndpointName": one.name, "EndpointConfigName": one.name}),
    ):
        yield Step(at=one.since - DAY, actor=one.actor, operation=operation, params=params)


def steps(end: float) -> list[Step]:
    """Everything that happens, in the order of time."""
    draw = random.Random(7)
    everyone = [watched_endpoint(fate, end) for fate in FATES]
    made = [step for one in everyone for step in served(one)]
    for fate, one in zip(FATES, everyone, strict=True):
        made += monitored(one, FATES[fate], fate, draw)
    unwatched = replace(everyone[0], name="unwatched-endpoint")
    made += served(unwatched)
    first = min(step.at for step in made) - DAY
    made.append(bucket(everyone[0].cell, results_bucket(everyone[0].cell), first))
    look = {"MaxResults": 1}
    actor = Actor(role="MLPipeline", session="look")
    made.append(Step(at=end, actor=actor, operation="list_monitoring_executions", params=look))
    return sorted(made, key=lambda step: step.at)


def build(path: Path, end: float) -> None:
    """Carry the steps out and save what came of them."""
    clock = MovedClock()
    cloud = EmulatedCloud(clock=clock)
    transport = InProcess(cloud)
    clock.now = end - 90 * DAY
    for account in (GOVERNANCE, ACCOUNT):
        transport.key = administrator_key(account)
        for role in ROLES:
            transport.client("iam").create_role(RoleName=role, AssumeRolePolicyDocument="{}")
    transport.region = REGION
    clients = {name: transport.client(name) for name in ("sagemaker", "s3")}
    for step in steps(end):
        clock.now = step.at
        getattr(clients[step.service], step.operation)(**step.params)
    cloud.save(path)


@contextmanager
def monitored_aws(folder: Path, end: float) -> Iterator[Emulator]:
    """The emulated AWS with all this in it, over HTTP."""
    state = folder / "monitored.state"
    subprocess.run([sys.executable, __file__, str(state), json.dumps(end)], check=True)
    with emulated_aws(state=state) as running:
        yield running


def end_of_history() -> float:
    """The present, to the second: executions of the last days have all ended."""
    return float(int(time.time()))


if __name__ == "__main__":
    build(Path(sys.argv[1]), json.loads(sys.argv[2]))
