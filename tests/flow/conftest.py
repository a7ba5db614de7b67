"""An emulated AWS for the module, and in it fresh accounts for every test."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from flow_watching import HUB_REGION, Watching, hub_of
from flow_world import REGION, World

from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE
from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.events.queue import open_queue
from modelgov.events.setup import State, set_up
from modelgov.lake.journal import Journal


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulated_aws() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return itertools.count(310000000001)


@pytest.fixture
def world(
    aws: Emulator, numbers: Iterator[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    for name, value in aws.environment(GOVERNANCE).items():
        monkeypatch.setenv(name, value)
    accounts = [str(next(numbers)) for _ in range(2)]
    for account in accounts:
        aws.client("iam", account).create_role(RoleName=READER_ROLE, AssumeRolePolicyDocument="{}")
    journal = Journal(tmp_path / "journal.db")
    yield World(aws=aws, journal=journal, accounts=accounts)
    aws.faults([])
    journal.close()


@pytest.fixture
def watching(world: World) -> Iterator[Watching]:
    door = world.door()
    hub = hub_of(world)
    steps = set_up(door.client, hub, [(account, REGION) for account in world.accounts])
    assert {step.state for step in steps} == {State.MADE}
    queue = open_queue(
        door.client("sqs", GOVERNANCE, HUB_REGION), name=hub.queue, account_id=GOVERNANCE, region=HUB_REGION
    )
    watching = Watching(world=world, queue=queue, door=door)
    yield watching
    watching.end()
