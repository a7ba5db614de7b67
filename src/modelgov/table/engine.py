"""The one door to DuckDB: the tables of the lake and of the journal's tail, under one set of views.

`Tables.attach` reads the lake's files in place, for a statement or two; `Tables.load` copies them
into memory, for a process that serves, and then follows the journal.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from modelgov.errors import QueryError
from modelgov.lake.entry import Closed, Entry
from modelgov.lake.flatten import columns_of, connection, flatten
from modelgov.lake.journal import Journal
from modelgov.lake.known import Known
from modelgov.lake.store import Lake
from modelgov.record.column import DOCUMENT, Column, Table, Type
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES
from modelgov.settings import Settings
from modelgov.table.cost import SCHEMA as COST_SCHEMA
from modelgov.table.price import list_prices
from modelgov.table.session import Session
from modelgov.table.stored import Stored, readable
from modelgov.table.tier import tier_rules
from modelgov.table.view import ORDER, WARM_ORDER, duckdb_statement, needed

WARM = tuple(table for table in TABLES if not table.cold)
SQL_TYPES: dict[Type, str] = {
    Type.TEXT: "varchar",
    Type.LONG: "bigint",
    Type.DOUBLE: "double",
    Type.BOOLEAN: "boolean",
    Type.TIME: "timestamptz",
    Type.JSON: "varchar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of a statement with their column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """The rows as mappings by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Tables:
    """DuckDB in memory with every base table and view; a cursor for each use."""

    def __init__(self, journal: Journal, lake: Lake, settings: Settings, known: Known | None = None) -> None:
        self._stored = Stored(journal, lake, known)
        self._engine = connection()
        self._flattener = connection(threads=1)
        self._following = threading.Lock()
        self._with_documents = True
        self._missing: set[str] = set()  # views that are made when a statement first needs them: each costs
        self._making = threading.Lock()
        self.position = 0
        _settle(self._engine, settings, known.at if known is not None else None)

    @classmethod
    def attach(cls, journal: Journal, lake: Lake, settings: Settings, known: Known | None = None) -> "Tables":
        """Views over the lake's files and a copy of the journal's tail, or what of them was known once."""
        tables = cls(journal, lake, settings, known)
        tables._unite(load=False)
        tables.define(ORDER)
        return tables

    @classmethod
    def load(cls, journal: Journal, lake: Lake, settings: Settings, known: Known | None = None) -> "Tables":
        """All base tables but the cold ones in memory, no views yet.

        `follow` keeps them up; those of what was known once stay as they are.
        """
        tables = cls(journal, lake, settings, known)
        tables._with_documents = False
        tables._unite(load=True)
        return tables

    def _unite(self, *, load: bool) -> None:
        with readable():
            self._take_in(load=load)

    def _take_in(self, *, load: bool) -> None:
        tables = WARM if load else TABLES
        marks: dict[str, int] = {}
        for table in tables:
            target = table.name if load else f"{table.name}_tail"
            self._engine.execute(_create(target, self._columns(table)))
            source, marks[table.name] = self._source(self._engine, table, target)
            if load and source:
                self._engine.execute(f"insert into {table.name} {source}")
            elif not load:
                self._engine.execute(_united(table, source))
        last = self._stored.last()  # after the files were looked at: else rows of theirs may be beyond it
        for entries in self._stored.chunks(min(marks.values()), last):
            by_kind = _by_kind(entries)
            for table in tables:
                mark = marks[table.name]
                rows = [entry for entry in by_kind.get(table.entry_kind, ()) if entry.position > mark]
                self._insert(self._engine, table, table.name if load else f"{table.name}_tail", rows)
        self.position = last

    def define(self, order: Sequence[str] = WARM_ORDER) -> None:
        """Have the views in the schema `main`: each is made when a statement of `ask` first needs it."""
        self._missing = set(order)

    def _make(self, statement: str) -> None:
        """Make the views that the statement needs and that are not there yet."""
        with self._making:
            wanted = [name for name in needed(statement) if name in self._missing] if self._missing else []
            _define(self._engine, wanted)
            self._missing -= set(wanted)

    def _columns(self, table: Table) -> tuple[Column, ...]:
        return tuple(column for column in columns_of(table) if self._with_documents or column is not DOCUMENT)

    def _source(self, cursor: duckdb.DuckDBPyConnection, table: Table, typed: str) -> tuple[str, int]:
        return self._stored.source(cursor, table, self._columns(table), typed)

    def documents(self, kind: Kind, asset: str) -> dict[int, bytes]:
        """Every document that was stored of one asset, by position; from the files and the journal."""
        with readable(), self._cursor() as cursor:
            return self._stored.documents(cursor, kind, asset)

    def closed(self) -> tuple[Closed, ...]:
        """Where nothing could be read when it was last tried, in order."""
        return self._stored.closed()

    def _insert(
        self, cursor: duckdb.DuckDBPyConnection, table: Table, target: str, entries: Sequence[Entry]
    ) -> None:
        if not entries:
            return
        rows: pa.Table = flatten(self._flattener, table, entries)
        names = ", ".join(column.name for column in self._columns(table))
        cursor.register("flat", rows)
        cursor.execute(f"insert into {target} select {names} from flat")
        cursor.unregister("flat")

    def follow(self) -> list[Entry]:
        """Take in what the journal has beyond our position; the entries that were new."""
        with self._following:
            taken: list[Entry] = []
            for entries in self._stored.chunks(self.position, self._stored.last()):
                by_kind = _by_kind(entries)
                with readable(), self._cursor() as cursor:
                    cursor.execute("begin")
                    for table in WARM:
                        self._insert(cursor, table, table.name, by_kind.get(table.entry_kind, ()))
                    cursor.execute("commit")
                self.position = entries[-1].position
                taken += entries
            return taken

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._engine.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def ask(
        self, statement: str, values: Mapping[str, Any] | Sequence[Any] = (), *, path: str = "main"
    ) -> Answer:
        """Run a statement of ours, in DuckDB's dialect, with bound values."""
        with readable(), self._cursor() as cursor:
            self._make(statement)
            cursor.execute(f"set search_path = '{path}'")
            cursor.execute(statement, values)
            described = cursor.description or []
            return Answer(columns=tuple(c[0] for c in described), rows=tuple(cursor.fetchall()))

    @contextmanager
    def change(self, path: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, on a cursor that finds tables by a search path of schemas."""
        with readable(), self._cursor() as cursor:
            cursor.execute(f"set search_path = '{path}'")
            cursor.execute("begin")
            try:
                yield cursor
            except BaseException:
                cursor.execute("rollback")
                raise
            cursor.execute("commit")

    @contextmanager
    def session(self, path: str = "main", *, reach: Sequence[str] = ()) -> Iterator[Session]:
        """A cursor of its own for work of several statements.

        `reach` names views, in order, over what is not held in memory: they are made for this cursor.
        """
        with self._cursor() as cursor:
            cursor.execute(f"set search_path = '{path}'")
            if reach:
                with readable():
                    self._reach(cursor, reach)
            yield Session(cursor, "tables")

    def _reach(self, cursor: duckdb.DuckDBPyConnection, views: Sequence[str]) -> None:
        """Views over the cold tables as they are in the lake and the journal now, for this cursor alone."""
        for table in (table for table in TABLES if table.cold):
            tail = f"{table.name}_tail"
            cursor.execute(_create(tail, self._columns(table), "temp table"))
            source, mark = self._source(cursor, table, tail)
            for entries in self._stored.chunks(mark, self.position, kind=table.entry_kind):
                self._insert(cursor, table, tail, entries)
            cursor.execute(_united(table, source, "temp view"))
        for name in views:
            cursor.execute(f"create temp view {name} as {duckdb_statement(name)}")

    def bill(self, lines: pa.Table) -> None:
        """Put what AWS billed in the place of what was known of it; `table.cost` reads it."""
        with self.change("main") as cursor:
            cursor.execute("delete from cost_line")
            cursor.register("billed", lines)
            cursor.execute("insert into cost_line by name select * from billed")
            cursor.unregister("billed")

    def close(self) -> None:
        """Let go of the memory."""
        self._engine.close()
        self._flattener.close()

    def forbid(self) -> None:
        """From here on a statement can reach no file but the lake's, and change nothing outside."""
        files = sorted({path for table in TABLES for path in self._stored.files(table).paths})
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files if path.startswith("/"))
        self._engine.execute(f"set allowed_paths = [{listed}]")
        self._engine.execute("set enable_external_access = false")
        self._engine.execute("set lock_configuration = true")

    def ask_reader(self, statement: str) -> Answer:
        """Run a reader's statement; raises QueryError in our words where DuckDB refuses it."""
        try:
            with self._cursor() as cursor:
                self._make(statement)
                cursor.execute(statement)
                described = cursor.description or []
                return Answer(columns=tuple(c[0] for c in described), rows=tuple(cursor.fetchall()))
        except duckdb.Error as error:
            raise QueryError(
                what=f"The statement cannot be run: {str(error).splitlines()[0]}",
                where="query",
                remedy="See `modelgov tables` for the tables and columns there are.",
            ) from error


def _united(table: Table, source: str, form: str = "view") -> str:
    tail = f"select * from {table.name}_tail"
    return f"create {form} {table.name} as {f'{source} union all {tail}' if source else tail}"


def _by_kind(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.kind, []).append(entry)
    return found


def _settle(engine: duckdb.DuckDBPyConnection, settings: Settings, at: datetime | None = None) -> None:
    """What the views need besides observations: spellings, prices, the word for a missing fact, the time."""
    spellings = [
        (fact, key, rank, keys[0])
        for fact, keys in settings.spellings.items()
        for rank, key in enumerate(dict.fromkeys(key.lower() for key in keys))
    ]
    engine.execute("create table spelling (fact varchar, spelling varchar, rank bigint, canonical varchar)")
    engine.executemany("insert into spelling values (?, ?, ?, ?)", spellings)
    engine.execute(
        "create table price"
        " (region varchar, instance_type varchar, component varchar, usd_hour double, price_date date)"
    )
    prices = [
        (price.region, price.instance_type, price.component, price.usd_hour, price.price_date)
        for price in list_prices(settings.price_file)
    ]
    engine.executemany("insert into price values (?, ?, ?, ?, ?)", prices)
    engine.register("billed", COST_SCHEMA.empty_table())
    engine.execute("create table cost_line as select * from billed")  # nothing until `bill`
    engine.unregister("billed")
    engine.execute(
        "create table metric_shift (account_id varchar, region varchar, endpoint_name varchar,"
        " metric_name varchar, points bigint, form varchar, since timestamptz, before_value double,"
        " after_value double, change_share double, strength double)"
    )
    engine.execute(
        "create table tier_rule (place bigint, tier bigint, tier_reason varchar, production boolean,"
        " environment varchar, business_unit varchar, intended_use varchar, card_risk varchar)"
    )
    rules = [astuple(rule) for rule in tier_rules(settings.tier_file)]
    engine.executemany("insert into tier_rule values (?, ?, ?, ?, ?, ?, ?, ?)", rules)
    engine.execute("create table fallback (unassigned varchar)")
    engine.execute("insert into fallback values (?)", [settings.unassigned])
    engine.execute("create table instant (as_of timestamptz)")  # null stands for now
    engine.execute("insert into instant values (?)", [at])


def _define(engine: duckdb.DuckDBPyConnection, order: Sequence[str]) -> None:
    for name in order:
        engine.execute(f"create view {name} as {duckdb_statement(name)}")


def _create(target: str, columns: Sequence[Column], form: str = "table") -> str:
    listed = ", ".join(f"{column.name} {SQL_TYPES[column.type]}" for column in columns)
    return f"create {form} {target} ({listed})"


@cache
def view_columns() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Names and SQL types of every view's columns, found out over empty tables.

    The views stand there as tables, too: what is built on views is planned down to the bottom each time.
    """
    engine = connection()
    for table in TABLES:
        engine.execute(_create(table.name, columns_of(table)))
    _settle(engine, Settings())
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in ORDER:
        rows = engine.execute(f"describe {duckdb_statement(name)}").fetchall()
        found[name] = tuple((row[0], row[1]) for row in rows)
        listed = ", ".join(f"{column} {kind}" for column, kind in found[name])
        engine.execute(f"create table {name} ({listed})")
    engine.close()
    return found
