"""The one door to the state's database: SQLite in a file, or PostgreSQL. Migrated when it is opened."""

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from modelgov.errors import MachineError, SettingError, StoreError
from modelgov.state.schema import REVISION

POSTGRESQL = "postgresql+psycopg"
WAIT_SECONDS = 60  # for another process that writes
IMMEDIATE = "modelgov_immediate"


class Database:
    """Connections to the state; safe for threads of a process and for several processes."""

    def __init__(self, place: Path | str) -> None:
        """Open a file, or the database of a URL, and bring its tables up to date."""
        url = _in_file(place) if isinstance(place, Path) else _by_url(place)
        self.where = url.difference_update_query(["password"]).render_as_string(hide_password=True)
        self.dialect = url.get_backend_name()
        self._engine = _engine(url, self.where)
        with self._usable("opened"):
            self._migrate()

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with self._usable("read"), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One durable step: all of it, or on an error nothing."""
        with self._usable("written"), _immediate(self._engine).begin() as connection:
            yield connection

    @contextmanager
    def _usable(self, what: str) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error).strip().splitlines()
            raise StoreError(
                what=f"The state cannot be {what}: {said[0] if said else type(error).__name__}.",
                where=self.where,
                remedy="Check the disk or the server, the rights on it, and the setting state_url.",
            ) from error

    def _migrate(self) -> None:
        with self._engine.begin() as connection:
            if _revision(connection) == REVISION:
                return
        migrate = importlib.import_module("modelgov.state.migrate")
        with _immediate(self._engine).begin() as connection:
            migrate.upgrade(connection, self.where)


def _revision(connection: Connection) -> str | None:
    """What Alembic noted last; None in a new database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


def _in_file(path: Path) -> URL:
    return URL.create("sqlite+pysqlite", database=str(path))


def _by_url(text_: str) -> URL:
    try:
        url = make_url(text_)
    except (ArgumentError, ValueError) as error:
        raise _not_a_url() from error
    if url.drivername not in ("postgresql", POSTGRESQL) or not url.database:
        raise _not_a_url()
    return url.set(drivername=POSTGRESQL)


def _not_a_url() -> SettingError:
    """Without the text itself: there may be a password in it."""
    return SettingError(
        what="The setting state_url is not the URL of a database that the state can be in.",
        where="setting state_url",
        remedy="Write postgresql://user@host:5432/database, or leave it empty for a file in `data`.",
    )


def _engine(url: URL, where: str) -> Engine:
    options = {"timeout": WAIT_SECONDS} if url.get_backend_name() == "sqlite" else {}
    try:
        engine = create_engine(url, connect_args=options, pool_pre_ping=not options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise MachineError(
            what="The driver for PostgreSQL is not installed.",
            where=where,
            remedy="Install it with `pip install 'modelgov[postgresql]'`.",
        ) from error
    if options:
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)
    return engine


def _immediate(engine: Engine) -> Engine:
    """For a step that writes: SQLite then waits for other writers at once, not half-way."""
    return engine.execution_options(**{IMMEDIATE: True})


def _settle(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # SQLAlchemy begins: the driver would leave DDL outside
    connection.execute("pragma synchronous = full")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("begin immediate" if immediate else "begin")
