"""Upkeep changes files, never rows."""

import os
import time
from datetime import timedelta
from pathlib import Path

from place import Place, landed
from pyiceberg.table import Table as IcebergTable

from modelgov.lake.flatten import connection, flatten
from modelgov.lake.journal import Journal
from modelgov.lake.location import local_path
from modelgov.lake.maintenance import compact, crowded, remove_orphans
from modelgov.lake.store import Lake
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES
from sample import seen, version

VERSIONS = next(table for table in TABLES if table.kind is Kind.MODEL_VERSION and table.part is None)


def opened(place: Place) -> IcebergTable:
    return place.catalog().load_table((place.settings.database, VERSIONS.name))


def commit_one_by_one(journal: Journal, lake: Lake, count: int) -> None:
    """A file for each row, as a commit a minute would leave them."""
    engine = connection()
    for number in range(1, count + 1):
        before = journal.last_position()
        journal.record([seen(Kind.MODEL_VERSION, version(number=number))])
        rows = flatten(engine, VERSIONS, journal.after(before))
        assert landed(lake, VERSIONS, rows, after=before, position=journal.last_position())


def test_compaction_puts_a_partition_into_one_file_and_keeps_every_row(
    place: Place, journal: Journal, lake: Lake
) -> None:
    commit_one_by_one(journal, lake, 6)
    before = lake.rows(VERSIONS).sort_by("position").to_pylist()
    table = opened(place)
    (partition,) = crowded(table, most=5)
    assert partition.files == 6
    assert compact(table, partition)
    files = lake.files(VERSIONS)
    assert len(files.paths) == 1
    assert files.position == journal.last_position()
    assert lake.rows(VERSIONS).sort_by("position").to_pylist() == before


def test_a_partition_with_few_files_is_left_alone(place: Place, journal: Journal, lake: Lake) -> None:
    commit_one_by_one(journal, lake, 3)
    assert crowded(opened(place), most=3) == ()


def test_an_append_that_is_faster_than_a_compaction_is_not_lost(
    place: Place, journal: Journal, lake: Lake
) -> None:
    commit_one_by_one(journal, lake, 3)
    stale = opened(place)
    (partition,) = crowded(stale, most=1)
    commit_one_by_one(journal, lake, 4)  # the three it knows are known, the fourth is new
    assert not compact(stale, partition)
    assert lake.rows(VERSIONS).num_rows == 4


def test_orphans_go_when_they_are_old_and_nothing_that_is_named_goes(local: Place) -> None:
    journal, lake = local.journal(), local.lake()
    commit_one_by_one(journal, lake, 4)
    table = opened(local)
    root = Path(local_path(table.location()))
    old, young = root / "data" / "old.parquet", root / "data" / "young.parquet"
    for orphan in (old, young):
        orphan.write_bytes(b"left by a commit that was killed")
    two_days_ago = time.time() - timedelta(days=2).total_seconds()
    for path in root.rglob("*"):
        if path != young:
            os.utime(path, (two_days_ago, two_days_ago))
    before = lake.rows(VERSIONS).num_rows
    assert remove_orphans(opened(local)) == 1
    assert not old.exists()
    assert young.exists()
    assert lake.rows(VERSIONS).num_rows == before
    journal.close()
