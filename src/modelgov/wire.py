"""The one place that chooses real parts (journal, catalog, engine, clock) and hands them down."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pyarrow as pa
from botocore.exceptions import BotoCoreError
from pyiceberg.catalog import Catalog

from modelgov.collect.aws import Access, Door
from modelgov.control.judge import Waived
from modelgov.control.library import Library, load
from modelgov.errors import CloudError, StoreError
from modelgov.events.queue import Queue, open_queue
from modelgov.flow.check import Checking
from modelgov.flow.collect import Parts as Collecting
from modelgov.flow.collect import Progress, run_id
from modelgov.flow.notice import Outside
from modelgov.lake.catalog import glue_catalog, local_catalog
from modelgov.lake.committer import Committer
from modelgov.lake.journal import Journal
from modelgov.lake.known import known
from modelgov.lake.store import Lake
from modelgov.settings import Settings, read
from modelgov.state.store import State, open_state
from modelgov.table.cost import cost_lines, lines_until
from modelgov.table.document import Documents
from modelgov.table.engine import Tables
from modelgov.table.hot import HotTables


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


def state(chosen: Settings) -> State:
    """The state, where the settings say: a file of the data folder, or PostgreSQL."""
    place = chosen.state_url or data(chosen) / "state.db"
    return open_state(place, longest_waiver=timedelta(days=chosen.waiver_days))


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


def billed(chosen: Settings, until: datetime | None = None) -> pa.Table:
    """What AWS billed, from the files that the settings name; of days that had ended at a moment if said.

    Raises SettingError where these are no such files.
    """
    lines = cost_lines(chosen.cost_files, chosen.hub_region, os.environ)
    return lines if until is None else lines_until(lines, until)


def attached_tables(chosen: Settings, at: datetime | None = None) -> Tables:
    """Tables over what is stored, or was known at a moment, for a statement or two.

    Raises StoreError when nothing is stored, and QueryError for a moment at which nothing was known.
    """
    kept = Path(chosen.data).absolute() / "journal.db"
    if chosen.catalog == "sqlite" and not kept.exists():
        raise StoreError(
            what="Nothing has been collected here.",
            where=str(kept.parent),
            remedy="Set `data` (MODELGOV_DATA) to the folder that was collected into, or collect first.",
        )
    entries, opened = journal(chosen), lake(chosen)
    then = known(entries, opened, at) if at is not None else None
    return Tables.attach(entries, opened, chosen, then)


def hot_tables(chosen: Settings, kept: Journal, opened: Lake) -> HotTables:
    """Tables in memory for a process that serves."""
    return HotTables(Tables.load(kept, opened, chosen))


def past_tables(chosen: Settings, kept: Journal, opened: Lake, at: datetime) -> HotTables:
    """Tables in memory of what was known at a moment; raises QueryError when nothing was."""
    hot = HotTables(Tables.load(kept, opened, chosen, known(kept, opened, at)))
    if chosen.cost_files:
        hot.bill(billed(chosen, at))
    return hot


def library(chosen: Settings) -> Library:
    """The controls that ship and the user's own."""
    return load(chosen.control_folder)


def checking(
    chosen: Settings, kept: Journal, opened: Lake, hot: HotTables, caught_up: Callable[[int], None]
) -> Checking:
    """What an evaluation works with."""
    waivers = state(chosen).waivers

    def waived() -> tuple[Waived, ...]:
        return tuple(
            Waived(control_id=waiver.control_id, asset=waiver.asset, why=waiver.why)
            for waiver in waivers.active(clock())
        )

    return Checking(
        journal=kept,
        tables=hot,
        library=library(chosen),
        clock=clock,
        caught_up=caught_up,
        waived=waived,
        snapshots=opened.snapshots,
    )


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


def partition(chosen: Settings) -> str:
    """The partition of AWS that the hub is in; botocore knows it without asking."""
    return str(boto3.Session().get_partition_for_region(chosen.hub_region))


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


def listening(kept: Journal, opened: Lake, chosen: Settings) -> tuple[Outside, Queue]:
    """What a watch works with, and the queue that it reads; raises CloudError when there is none."""
    entered = door(chosen)
    hub = chosen.hub_account or entered.home()
    queue = open_queue(
        entered.client("sqs", hub, chosen.hub_region),
        name=chosen.queue,
        account_id=hub,
        region=chosen.hub_region,
    )
    outside = Outside(
        door=entered,
        journal=kept,
        clock=clock,
        documents=Documents(kept, opened).newest,
        run=run_id(clock()),
    )
    return outside, queue
