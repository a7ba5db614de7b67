"""The one place that chooses real parts (journal, catalog, engine, clock) and hands them down.

Those of a collection are chosen in `reading`.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import boto3
import pyarrow as pa

from modelgov.control.judge import Waived
from modelgov.control.library import Library, load
from modelgov.errors import StoreError
from modelgov.events.queue import Queue, open_queue
from modelgov.flow.check import Checking
from modelgov.flow.collect import run_id
from modelgov.flow.notice import Outside
from modelgov.lake.journal import Journal
from modelgov.lake.known import known
from modelgov.lake.store import Lake
from modelgov.reading import catalog, clock, collecting, committer, data, door, journal, lake, settings
from modelgov.settings import Settings
from modelgov.state.store import State, open_state
from modelgov.table.cost import cost_lines, lines_until
from modelgov.table.document import Documents
from modelgov.table.engine import Tables
from modelgov.table.hot import HotTables

__all__ = ["catalog", "clock", "collecting", "committer", "data", "door", "journal", "lake", "settings"]


def state(chosen: Settings) -> State:
    """The state, where the settings say: a file of the data folder, or PostgreSQL."""
    place = chosen.state_url or data(chosen) / "state.db"
    return open_state(place, longest_waiver=timedelta(days=chosen.waiver_days))


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


def partition(chosen: Settings) -> str:
    """The partition of AWS that the hub is in; botocore knows it without asking."""
    return str(boto3.Session().get_partition_for_region(chosen.hub_region))


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
