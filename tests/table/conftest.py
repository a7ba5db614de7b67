"""For each test a journal and what is read of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from seeing import Seeing

from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.settings import Settings
from modelgov.table.engine import Tables


@pytest.fixture
def seeing(tmp_path: Path, empty_lake: Lake) -> Iterator[Seeing]:
    journal = Journal(tmp_path / "journal.db")
    tables = Tables.load(journal, empty_lake, Settings())
    tables.define()
    yield Seeing(journal=journal, lake=empty_lake, settings=Settings(), tables=tables)
    tables.close()
    journal.close()
