"""A cursor of the engine for work of several statements: temporary tables live as long as it does."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa

from modelgov.errors import QueryError

Values = Mapping[str, Any] | Sequence[Any]


class Session:
    """Statements in DuckDB's dialect, of ours; what the engine refuses is a QueryError in our words."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, where: str) -> None:
        self._cursor = cursor
        self._where = where

    def run(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows that it answers; none for what answers nothing."""
        with _said(self._where):
            self._cursor.execute(_parsed(statement), values)
            return self._cursor.fetchall() if self._cursor.description else []

    def records(self, statement: str, values: Values = ()) -> list[dict[str, Any]]:
        """The rows as mappings by column."""
        rows = self.run(statement, values)
        names = [column[0] for column in self._cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def batches(self, statement: str, values: Values, rows: int) -> pa.RecordBatchReader:
        """The rows by batches of so many, read as they are asked for while the session lasts."""
        with _said(self._where):
            return self._cursor.sql(statement, params=values).to_arrow_reader(rows)

    def columns(self, statement: str, values: Values = ()) -> tuple[str, ...]:
        """The names of the columns that it would answer."""
        return tuple(row[0] for row in self.run(f"describe {statement}", values))

    def fill(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Put rows into a table."""
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            self.run(f"insert into {table} select {', '.join('unnest(?)' for _ in columns)}", columns)


@lru_cache(maxsize=1024)
def _parsed(statement: str) -> duckdb.Statement | str:
    """The statement without its parsing, which is a fourth of what a control costs over few rows."""
    found = duckdb.extract_statements(statement)
    return found[0] if len(found) == 1 else statement


@contextmanager
def _said(where: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(
            what=f"A statement cannot be run: {str(error).splitlines()[0]}",
            where=where,
            remedy="Correct the statement, or start again if it is one of ours.",
        ) from error
