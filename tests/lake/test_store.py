"""What every lake owes, on this machine and in Glue and S3 alike."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from place import Place, landed
from pyiceberg.catalog import Catalog
from pyiceberg.table import Table as IcebergTable

from modelgov.lake.flatten import columns_of, connection, flatten
from modelgov.lake.growing import GrowingFiles
from modelgov.lake.journal import Journal
from modelgov.lake.store import PROPERTIES, Lake, partition_of, schema_of
from modelgov.record.column import Table
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES
from modelgov.table.engine import Tables
from sample import read, seen, serving, version

BY_NAME = {table.name: table for table in TABLES}
VERSIONS = BY_NAME["model_version_observation"]


def everything(lake: Lake) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: sorted(lake.rows(table).to_pylist(), key=lambda row: str(sorted(row.items(), key=str)))
        for table in TABLES
    }


def flat(journal: Journal, table: Table = VERSIONS) -> pa.Table:
    return flatten(connection(), table, journal.after(0, kind=table.entry_kind))


def test_a_commit_brings_every_table_what_the_journal_holds(
    place: Place, journal: Journal, lake: Lake
) -> None:
    journal.record(serving(), [read()])
    committed = place.committer(journal, lake).commit()
    assert committed is not None
    expected = {table.name: flat(journal, table).num_rows for table in TABLES}
    assert {name: len(rows) for name, rows in everything(lake).items()} == expected
    assert committed.rows == sum(expected.values())
    assert committed.position == journal.last_position()


@pytest.mark.parametrize("place", ["local"], indirect=True)
def test_a_second_commit_finds_nothing_to_do(place: Place, journal: Journal, lake: Lake) -> None:
    journal.record(serving(), [read()])
    committer = place.committer(journal, lake)
    committer.commit()
    before = everything(lake)
    again = committer.commit()
    assert again is not None
    assert again.rows == 0
    assert everything(lake) == before


def test_duckdb_reads_the_same_through_the_attached_tables(
    place: Place, journal: Journal, lake: Lake
) -> None:
    journal.record(serving())
    place.committer(journal, lake).commit()
    journal.record([seen(Kind.MODEL_VERSION, version(3))])  # the tail
    tables = Tables.attach(journal, lake, place.settings)
    answer = tables.ask("select version, production, owner from model_version order by version")
    assert answer.rows == ((1, True, "lea"), (2, False, "lea"), (3, False, "lea"))
    first = serving()[2]
    assert list(tables.documents(Kind.MODEL_VERSION, first.asset).values()) == [first.document]
    tables.close()


def test_an_append_beyond_a_position_that_the_table_left_writes_nothing(journal: Journal, lake: Lake) -> None:
    journal.record([seen(Kind.MODEL_VERSION, version(1))])
    assert landed(lake, VERSIONS, flat(journal), after=0, position=1)
    assert not landed(lake, VERSIONS, flat(journal), after=0, position=1)
    assert lake.rows(VERSIONS).num_rows == 1
    assert lake.positions()[VERSIONS.name] == 1


class Interrupted:
    """A catalog in which something happens right after a table was looked up, once."""

    def __init__(self, catalog: Catalog, meanwhile: Callable[[], object]) -> None:
        self._catalog = catalog
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def load_table(self, identifier: tuple[str, str]) -> IcebergTable:
        opened = self._catalog.load_table(identifier)
        while self._meanwhile:
            self._meanwhile.pop()()
        return opened

    def __getattr__(self, name: str) -> Any:
        return getattr(self._catalog, name)


@pytest.mark.parametrize("late", ["rows", "no rows"])
def test_a_committer_that_looked_before_another_committed_loses_and_the_other_keeps_its_rows(
    place: Place, journal: Journal, lake: Lake, late: str
) -> None:
    journal.record([seen(Kind.MODEL_VERSION, version(number)) for number in (1, 2)])
    rows = flat(journal)
    slow = Lake(
        Interrupted(place.catalog(), lambda: landed(lake, VERSIONS, rows, after=0, position=2)),  # type: ignore[arg-type]
        place.settings.database,
    )
    held = rows.slice(0, 1 if late == "rows" else 0)
    assert not landed(slow, VERSIONS, held, after=0, position=1)
    assert lake.rows(VERSIONS).column("position").to_pylist() == [1, 2]
    assert lake.positions()[VERSIONS.name] == 2


class PowerCutError(Exception):
    """The process is gone."""


class Failing(Lake):
    """A lake whose process goes after some appends, before or after the one that it was at."""

    def __init__(self, catalog: Catalog, database: str, after: int, *, committed: bool) -> None:
        super().__init__(catalog, database)
        self._left = after
        self._committed = committed

    def append(self, files: GrowingFiles, *, position: int) -> bool:
        if self._left == 0:
            if self._committed:
                super().append(files, position=position)
            raise PowerCutError
        self._left -= 1
        appended: bool = super().append(files, position=position)
        return appended


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_that_ends_between_two_tables_is_finished_by_the_next_without_loss_or_double(
    place: Place, journal: Journal, lake: Lake, committed: bool
) -> None:
    for round_ in range(2):
        arrived = version(round_ + 1, CustomerMetadataProperties={"a": "b"})
        journal.record([*serving(), seen(Kind.MODEL_VERSION, arrived, round_ + 1)], [read(run=f"r{round_}")])
        failing = Failing(place.catalog(), place.settings.database, round_ * 3 + 1, committed=committed)
        with pytest.raises(PowerCutError):
            place.committer(journal, failing).commit()
    place.committer(journal, lake).commit()
    for table in TABLES:
        expected = flat(journal, table).column("position").to_pylist()
        assert sorted(lake.rows(table).column("position").to_pylist()) == sorted(expected)


def test_expiry_forgets_snapshots_and_keeps_every_row_readable(
    place: Place, journal: Journal, lake: Lake
) -> None:
    for number in range(1, 6):
        journal.record([seen(Kind.MODEL_VERSION, version(number), number)])
        entries = journal.after(number - 1)
        rows = flatten(connection(), VERSIONS, entries)
        assert landed(lake, VERSIONS, rows, after=number - 1, position=number)
    assert lake.expire(VERSIONS, keep=2) == 3
    assert lake.expire(VERSIONS, keep=2) == 0
    assert sorted(lake.rows(VERSIONS).column("version").to_pylist()) == [1, 2, 3, 4, 5]
    assert lake.positions()[VERSIONS.name] == 5
    tables = Tables.attach(journal, lake, place.settings)
    assert tables.ask("select count(*) from model_version").rows == ((5,),)
    tables.close()


def test_an_older_lake_gets_new_columns_and_is_read_and_written_on(place: Place, journal: Journal) -> None:
    older = replace(VERSIONS, columns=VERSIONS.columns[:5])
    catalog, database = place.catalog(), place.settings.database
    catalog.create_namespace(database)
    schema = schema_of(older)
    catalog.create_table(
        (database, older.name), schema=schema, partition_spec=partition_of(schema), properties=PROPERTIES
    )
    lake = Lake(catalog, database)
    journal.record([seen(Kind.MODEL_VERSION, version(1, Domain="NLP"), 1)])
    assert landed(lake, VERSIONS, flat(journal, older), after=0, position=1)
    lake.create()
    assert {column.name for column in columns_of(VERSIONS)} == set(lake.rows(VERSIONS).column_names)
    for load in (Tables.attach, Tables.load):  # no file has the new columns yet
        tables = load(journal, lake, place.settings)
        assert tables.ask("select version, domain from model_version_observation").rows == ((1, None),)
        tables.close()
    journal.record([seen(Kind.MODEL_VERSION, version(2, Domain="NLP"), 2)])
    place.committer(journal, lake).commit()
    assert sorted(lake.rows(VERSIONS).column("version").to_pylist()) == [1, 2]
    tables = Tables.attach(journal, lake, place.settings)
    asked = tables.ask("select version, domain from model_version_observation order by version")
    assert asked.rows == ((1, None), (2, "NLP"))
    tables.close()


def test_two_processes_may_make_the_tables_at_once(place: Place, lake: Lake) -> None:
    wiped = place.lake()
    wiped.create()
    assert wiped.positions() == lake.positions()


def test_columns_carry_their_meaning_into_the_lake(place: Place, lake: Lake) -> None:
    opened = place.catalog().load_table((place.settings.database, VERSIONS.name))
    told = {field.name: field.doc for field in opened.schema().fields}
    assert told == {column.name: column.meaning for column in columns_of(VERSIONS)}
