"""The real parts that a collection needs, and no others: what `wire` chooses beside them takes memory."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError
from pyiceberg.catalog import Catalog

from modelgov.collect.aws import Access, Door
from modelgov.errors import CloudError, StoreError
from modelgov.flow.collect import Parts as Collecting
from modelgov.flow.collect import Progress
from modelgov.lake.catalog import glue_catalog, local_catalog
from modelgov.lake.committer import Committer
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.settings import Settings, read
from modelgov.table.document import Documents


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
        case _:
            return glue_catalog(chosen.hub_region, chosen.warehouse, os.environ)


def lake(chosen: Settings) -> Lake:
    """The lake, with its tables made."""
    opened = Lake(catalog(chosen), chosen.database)
    opened.create()
    return opened


def committer(chosen: Settings, kept: Journal, opened: Lake) -> Committer:
    """The committer between the two."""
    return Committer(kept, opened, keep=timedelta(days=chosen.journal_days), clock=clock)


def door(chosen: Settings) -> Door:
    """The reading door to AWS, with the credentials of this process."""
    access = Access(
        role_name=chosen.role_name,
        external_id=chosen.external_id,
        hub_region=chosen.hub_region,
        attempts=chosen.attempts,
        threads=chosen.threads,
        rate=chosen.calls_per_second,
    )
    try:
        return Door(boto3.Session(), access)
    except (BotoCoreError, ValueError) as error:
        raise CloudError(
            what=f"The AWS settings of this process cannot be used: {error}.",
            where="environment and AWS configuration files",
            remedy="Correct AWS_PROFILE, AWS_ENDPOINT_URL or the file that it names.",
        ) from error


def collecting(
    kept: Journal, opened: Lake, chosen: Settings, progress: Callable[[Progress], None]
) -> Collecting:
    """What a collection run works with."""
    documents = Documents(kept, opened)
    return Collecting(
        door=door(chosen),
        journal=kept,
        clock=clock,
        documents=documents.newest,
        newest=documents.of_kind,
        progress=progress,
    )
