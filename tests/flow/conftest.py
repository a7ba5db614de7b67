"""An emulated AWS for the module, and in it fresh accounts for every test."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from flow_world import World

from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE
from modelgov.demo.emulator import Emulator, emulated_aws
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
