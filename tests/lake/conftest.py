"""A local lake, and one in the emulated AWS's Glue and S3."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from place import Place

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.settings import Settings

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def cloud() -> Iterator[Emulator]:
    with emulated_aws() as running:
        yield running


@pytest.fixture
def local(tmp_path: Path) -> Place:
    return Place(settings=Settings(data=str(tmp_path)))


@pytest.fixture
def glue(cloud: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    for name, value in cloud.environment(GOVERNANCE).items():
        monkeypatch.setenv(name, value)
    name = f"lake{next(NUMBERS)}"
    cloud.client("s3", GOVERNANCE).create_bucket(Bucket=name)
    warehouse = f"s3://{name}/tables"
    return Place(
        settings=Settings(
            data=str(tmp_path), catalog="glue", warehouse=warehouse, database=f"modelgov_{name}"
        )
    )


@pytest.fixture(params=["local", "glue"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def journal(place: Place) -> Iterator[Journal]:
    opened = place.journal()
    yield opened
    opened.close()


@pytest.fixture
def lake(place: Place) -> Lake:
    return place.lake()
