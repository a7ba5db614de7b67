"""An engine with an empty, typed table in the place of every view, to try statements on rows of one's own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from modelgov.errors import QueryError
from modelgov.lake.flatten import connection
from modelgov.table.engine import view_columns
from modelgov.table.session import Session


class Trial:
    """The tables; every `rows` begins with empty ones."""

    def __init__(self) -> None:
        self.columns: Mapping[str, Mapping[str, str]] = {
            name: dict(columns) for name, columns in view_columns().items()
        }
        self._engine = connection()
        for name, columns in self.columns.items():
            listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            self._engine.execute(f"create table {name} ({listed})")

    @contextmanager
    def rows(self, tables: Mapping[str, Sequence[Mapping[str, Any]]], where: str) -> Iterator[Session]:
        """A session over these rows of these views; a column that a row does not name is null."""
        cursor = self._engine.cursor()
        session = Session(cursor, where)
        try:
            for name, rows in tables.items():
                self._insert(session, name, rows, where)
            yield session
        finally:
            for name in {"coverage", *tables} & self.columns.keys():
                cursor.execute(f"delete from {name}")
            cursor.close()

    def _insert(self, session: Session, name: str, rows: Sequence[Mapping[str, Any]], where: str) -> None:
        known = self.columns.get(name, {})
        unknown = [column for row in rows for column in row if column not in known]
        if name not in self.columns or unknown:
            raise QueryError(
                what=f"There is no column {unknown[0]} in {name}." if known else f"There is no view {name}.",
                where=where,
                remedy="See `modelgov tables` for the tables and columns there are.",
            )
        for row in rows:
            if row:
                marks = ", ".join("?" for _ in row)
                session.run(f"insert into {name} ({', '.join(row)}) values ({marks})", list(row.values()))
            else:
                session.run(f"insert into {name} ({next(iter(known))}) values (null)")
