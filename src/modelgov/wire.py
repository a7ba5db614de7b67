"""The one place that chooses real parts (journal, catalog, engine, clock) and hands them down."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyiceberg.catalog import Catalog

from modelgov.errors import SettingError, StoreError
from modelgov.lake.catalog import glue_catalog, local_catalog
from modelgov.lake.committer import Committer
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.settings import Settings, read
from modelgov.table.engine import Tables


def settings() -> Settings:
    """The settings of this process, from its environment and working folder."""
    return read(os.environ, Path.cwd())


def clock() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC)


def data(chosen: Settings) -> Path:
    """The folder of the journal and the local lake; made when missing."""
    folder = Path(chosen.data).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            what=f"The data folder cannot be made: {error.strerror}.",
            where=str(folder),
            remedy="Set `data` (MODELGOV_DATA) to a folder that you may write to.",
        ) from error
    return folder


def journal(chosen: Settings) -> Journal:
    """The journal of the data folder."""
    return Journal(data(chosen) / "journal.db")


def catalog(chosen: Settings) -> Catalog:
    """The catalog that the settings name."""
    match chosen.catalog:
        case "sqlite":
            return local_catalog(data(chosen), chosen.warehouse)
        case "glue":
            return glue_catalog(chosen.hub_region, chosen.warehouse, os.environ)
        case other:
            raise SettingError(
                what=f"There is no catalog named {other}.",
                where="setting catalog",
                remedy="Set it to sqlite or glue.",
            )


def lake(chosen: Settings) -> Lake:
    """The lake, with its tables made."""
    opened = Lake(catalog(chosen), chosen.database)
    opened.create()
    return opened


def committer(chosen: Settings, kept: Journal, opened: Lake) -> Committer:
    """The committer between the two."""
    return Committer(kept, opened, keep=timedelta(days=chosen.journal_days), clock=clock)


def attached_tables(chosen: Settings) -> Tables:
    """Tables over what is stored now, for a statement or two."""
    return Tables.attach(journal(chosen), lake(chosen), chosen)
