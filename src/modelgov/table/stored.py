"""What the tables are filled from: the lake's files and the journal's tail, up to what was known."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from modelgov.errors import StoreError
from modelgov.lake.entry import Closed, Entry
from modelgov.lake.journal import Journal
from modelgov.lake.known import Known
from modelgov.lake.store import Files, Lake
from modelgov.record.column import Column, Table
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES

CHUNK = 10_000
EVERY = 2**31  # entries: all that there are


@contextmanager
def readable() -> Iterator[None]:
    """Say in our words what DuckDB refuses."""
    try:
        yield
    except duckdb.Error as error:
        raise StoreError(
            what=f"The tables cannot be read: {str(error).splitlines()[0]}",
            where="tables",
            remedy="Start again; if it stays so, look whether a file of the lake is missing or broken.",
        ) from error


class Stored:
    """Rows and documents as they are stored now, or as they were known at a moment of the past."""

    def __init__(self, journal: Journal, lake: Lake, known: Known | None) -> None:
        self._journal = journal
        self._lake = lake
        self._known = known
        self._until = known.position if known is not None else None

    def files(self, table: Table) -> Files:
        """The files that hold a table; rows in them may be later than what was known."""
        return self._lake.files(table)

    def last(self) -> int:
        """The newest position that counts."""
        return self._journal.last_position() if self._until is None else self._until

    def chunks(self, after: int, last: int, *, kind: str | None = None) -> Iterator[list[Entry]]:
        """The journal's entries in this range, some at a time."""
        while after < last:
            entries = self._journal.after(after, CHUNK, kind=kind, upto=last)
            if not entries:
                return
            after = entries[-1].position
            yield entries

    def source(
        self,
        cursor: duckdb.DuckDBPyConnection,
        table: Table,
        columns: Sequence[Column],
        typed: str,
    ) -> tuple[str, int]:
        """A statement over what the lake holds, empty when `typed` holds all of it, and how far that goes.

        Files that are older than a column lack it: it comes, as null, from the empty table `typed`.
        Files that are not local come through PyIceberg and are copied into it.
        """
        files = self.files(table)
        names = ", ".join(column.name for column in columns)
        if not files.paths:
            return "", files.position
        if _local(files):
            listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files.paths)
            return (
                f"select {names} from (select * from read_parquet([{listed}], union_by_name = true)"
                f"{self._where('where')} union all by name select * from {typed} where false)"
            ), files.position
        cursor.register("far", self._lake.rows(table, until=self._until))
        cursor.execute(f"insert into {typed} select {names} from far")
        cursor.unregister("far")
        return "", files.position

    def _where(self, word: str) -> str:
        return "" if self._until is None else f" {word} position <= {self._until}"

    def documents(self, cursor: duckdb.DuckDBPyConnection, kind: Kind, asset: str) -> dict[int, bytes]:
        """Every document that was stored of one asset, by position."""
        table = next(table for table in TABLES if table.kind is kind and table.part is None)
        files = self.files(table)
        if files.paths and _local(files):
            rows = cursor.execute(
                "select position, document from read_parquet(?, union_by_name = true) where asset = ?"
                + self._where("and"),
                [list(files.paths), asset],
            ).fetchall()
        else:
            whole = self._lake.rows(table, asset=asset, until=self._until)
            rows = list(
                zip(*(whole.column(name).to_pylist() for name in ("position", "document")), strict=True)
            )
        found = {position: document.encode() for position, document in rows}
        last = self._until if self._until is not None else EVERY
        found |= {e.position: e.document for e in self._journal.of(asset) if e.position <= last}
        return dict(sorted(found.items()))

    def newest(self, cursor: duckdb.DuckDBPyConnection, kind: Kind) -> dict[str, bytes]:
        """The newest document of every asset of a kind, by its ARN."""
        table = next(table for table in TABLES if table.kind is kind and table.documented)
        files = self.files(table)
        statement = f"select asset, max_by(document, position) from {{}}{self._where('where')} group by asset"
        if not files.paths:
            rows = []
        elif _local(files):
            source = "read_parquet(?, union_by_name = true)"
            rows = cursor.execute(statement.format(source), [list(files.paths)]).fetchall()
        else:
            cursor.register("far", self._lake.rows(table))
            rows = cursor.execute(statement.format("far")).fetchall()
        found = {asset: document.encode() for asset, document in rows}
        tail = self._journal.after(files.position, EVERY, kind=kind.value, upto=self._until)
        return found | {entry.asset: entry.document for entry in tail}

    def closed(self) -> tuple[Closed, ...]:
        """Where nothing could be read when it was last tried, in order; of the past, if not tried since."""
        places = tuple(place for _, place in sorted(self._journal.closed().items()))
        if self._known is None:
            return places
        return tuple(place for place in places if place.checked_at <= self._known.at)


def _local(files: Files) -> bool:
    return all(path.startswith("/") for path in files.paths)
