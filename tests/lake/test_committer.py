"""Between the journal and the lake: one at a time, nothing lost or doubled, nothing forgotten too soon."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from place import Place

from modelgov.lake.committer import Committed
from modelgov.lake.growing import GrowingFiles
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.column import Table
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES
from sample import seen, serving, version

HERE = Path(__file__).parent
VERSIONS = next(table for table in TABLES if table.name == "model_version_observation")


@pytest.fixture
def place(local: Place) -> Place:
    return local


class Nested(Lake):
    """A lake that lets another committer try while the first is at work."""

    tried: "list[Committed | None]"
    place: Place
    journal: Journal

    def positions(self) -> dict[str, int]:
        """Look, and meanwhile let another one try."""
        if not self.tried:
            self.tried.append(self.place.committer(self.journal, self.place.lake()).commit())
        found: dict[str, int] = super().positions()
        return found


def test_a_second_committer_of_the_same_journal_is_told_to_leave_it(place: Place, journal: Journal) -> None:
    place.lake()
    lake = Nested(place.catalog(), place.settings.database)
    lake.tried, lake.place, lake.journal = [], place, journal
    journal.record(serving())
    first = place.committer(journal, lake).commit()
    assert lake.tried == [None]
    assert first is not None
    assert lake.rows(VERSIONS).num_rows == 2


def test_documents_of_many_megabytes_come_in_several_portions_and_all_of_them(
    place: Place, journal: Journal, lake: Lake
) -> None:
    journal.record(
        [
            seen(Kind.MODEL_VERSION, version(number, ModelPackageDescription="x" * 3_000_000))
            for number in range(1, 6)
        ]
    )
    committed = place.committer(journal, lake).commit()
    assert committed is not None
    assert committed.position == journal.last_position()
    rows = lake.rows(VERSIONS)
    assert rows.column("version").to_pylist() == [1, 2, 3, 4, 5]
    assert all(len(text) > 3_000_000 for text in rows.column("document").to_pylist())


def test_the_journal_forgets_only_what_every_table_holds_and_is_old(
    place: Place, journal: Journal, lake: Lake
) -> None:
    old, young = seen(Kind.MODEL_VERSION, version(1), 10), seen(Kind.MODEL_VERSION, version(2), 50)
    journal.record([old, young])
    kept = timedelta(minutes=30)
    committed = place.committer(journal, lake, keep=kept, minute=60).commit()
    assert committed is not None
    assert committed.forgotten == 1
    assert [entry.asset for entry in journal.after(0)] == [young.asset]
    assert lake.rows(VERSIONS).num_rows == 2


class Losing(Lake):
    """A lake in which another committer was always faster at the versions."""

    def grow(self, table: Table, *, after: int) -> GrowingFiles | None:
        """Refuse the versions, as a table that moved on does."""
        begun: GrowingFiles | None = super().grow(table, after=after) if table is not VERSIONS else None
        return begun


def test_what_one_table_lost_to_another_committer_is_not_forgotten(place: Place, journal: Journal) -> None:
    place.lake()
    journal.record(serving())
    lake = Losing(place.catalog(), place.settings.database)
    committed = place.committer(journal, lake, keep=timedelta(0), minute=90).commit()
    assert committed is not None
    assert (committed.position, committed.forgotten) == (0, 0)
    assert len(journal.after(0)) == 7


def test_more_entries_than_a_chunk_come_whole_and_in_order(
    place: Place, journal: Journal, lake: Lake
) -> None:
    journal.record([seen(Kind.MODEL_VERSION, version(number)) for number in range(1, 5_002)])
    place.committer(journal, lake).commit()
    assert sorted(lake.rows(VERSIONS).column("position").to_pylist()) == list(range(1, 5_002))
    assert lake.positions()[VERSIONS.name] == 5_001


@pytest.mark.slow
def test_a_committer_killed_at_any_moment_loses_and_doubles_nothing(
    place: Place, journal: Journal, lake: Lake
) -> None:
    number = 0
    for round_ in range(4):
        with subprocess.Popen(
            [sys.executable, str(HERE / "committing.py"), place.settings.data], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            until = time.monotonic() + 0.12 * (round_ + 1)
            while time.monotonic() < until:
                number += 1
                journal.record([seen(Kind.MODEL_VERSION, version(number), number)])
            process.send_signal(signal.SIGKILL)
    assert number > 0
    place.committer(journal, lake, keep=timedelta(days=7000)).commit()
    for table in (table for table in TABLES if table.kind is Kind.MODEL_VERSION and table.part is None):
        assert sorted(lake.rows(table).column("position").to_pylist()) == list(range(1, number + 1))


def traced(log: Path) -> Iterator[str]:
    for line in log.read_text(encoding="utf-8").splitlines():
        found = re.search(r"f(?:data)?sync\(\d+<([^>]+)>\) += 0", line)
        if found:
            yield found[1]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace shows what is synced; it is not here")
def test_a_commit_forces_data_manifests_metadata_and_their_folders_to_the_disk(
    place: Place, journal: Journal, tmp_path: Path
) -> None:
    place.lake()
    journal.record([seen(Kind.MODEL_VERSION, version(1))])
    log = tmp_path / "trace"
    command = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(log)]
    with subprocess.Popen(
        [*command, sys.executable, str(HERE / "committing.py"), place.settings.data], stdout=subprocess.PIPE
    ) as process:
        until = time.monotonic() + 30
        while time.monotonic() < until and place.lake().rows(VERSIONS).num_rows == 0:
            time.sleep(0.1)
        time.sleep(0.5)
        child = int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])
        os.kill(child, signal.SIGKILL)
    synced = set(traced(log))
    table = Path(place.settings.data) / "lake" / f"{place.settings.database}" / VERSIONS.name
    written = {str(path) for path in table.rglob("*") if path.suffix in (".parquet", ".avro")}
    newest = max(table.rglob("*.metadata.json"), key=lambda path: path.name)
    assert written
    assert written <= synced
    assert str(newest) in synced
    assert {str(path.parent) for path in map(Path, written)} <= synced
