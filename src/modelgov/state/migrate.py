"""Running the migrations. A module of its own: Alembic is read in only where one lacks."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from modelgov.errors import StoreError

FOLDER = Path(__file__).parent / "migration"
ADVISORY = 0x6D6F_6465_6C67_6F76  # "modelgov": PostgreSQL's lock under which we migrate
# Alembic's context is one for the process: two threads that migrate would take it from each other.
ONE = threading.Lock()


def configuration() -> Config:
    """Alembic's own, without its file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: Connection, where: str) -> None:
    """Bring the tables to the newest revision, in the connection's transaction.

    Who comes second waits for the first, and finds nothing to do.
    """
    config = configuration()
    config.attributes["connection"] = connection
    with ONE:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ADVISORY})
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                what=f"The state was written by another version of modelgov: {error}.",
                where=where,
                remedy="Use the newest version of modelgov that ever opened it, or a newer one.",
            ) from error
