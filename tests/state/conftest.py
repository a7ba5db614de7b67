"""A state on every database that it may be in."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pg_server import emptied, lacking, serving

from modelgov.state.store import State, open_state

YEAR = timedelta(days=365)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    reason = lacking()
    if reason:
        pytest.skip(reason)
    # below /tmp: the path of a socket is short, and its server is another user
    with (
        tempfile.TemporaryDirectory(prefix="modelgov-pg-", dir="/tmp") as folder,
        serving(Path(folder)) as host,
    ):
        yield host


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a state may be made."""
    if request.param == "sqlite":
        return tmp_path / "state.db"
    return emptied(request.getfixturevalue("postgresql"))


@pytest.fixture
def state(place: Path | str) -> Iterator[State]:
    opened = open_state(place, longest_waiver=YEAR)
    yield opened
    opened.database.close()
