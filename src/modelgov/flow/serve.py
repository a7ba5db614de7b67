"""What runs beside the web: following the journal, committing it to the lake, and listening."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from modelgov.errors import ModelgovError
from modelgov.lake.committer import Committer
from modelgov.lake.journal import Journal
from modelgov.table.hot import HotTables, Touched

BILL_SECONDS = 3600.0  # how often what AWS billed is read again: it changes a few times a day
LOOK_SECONDS = 0.05  # how often the journal's end is looked at: one indexed read of SQLite


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When rows go from the journal to the lake: after so long, or when there are so many."""

    seconds: float
    rows: int


def follow(
    hot: HotTables,
    publish: Callable[[Touched], None],
    stop: threading.Event,
    trouble: Callable[[ModelgovError], None],
) -> None:
    """Keep the tables up with the journal until told to stop; each step is published once it shows."""
    while not stop.wait(LOOK_SECONDS):
        try:
            touched = hot.follow()
        except ModelgovError as error:
            trouble(error)
            stop.wait(1.0)
            continue
        if touched is not None:
            publish(touched)


def keep(
    journal: Journal,
    committer: Committer,
    pace: Pace,
    stop: threading.Event,
    trouble: Callable[[ModelgovError], None],
) -> None:
    """Commit the journal to the lake in good time until told to stop, and once more at the end."""
    held = journal.last_position()
    waited = 0.0
    while not stop.wait(1.0):
        waited += 1.0
        ahead = journal.last_position() - held
        if (ahead and waited >= pace.seconds) or ahead >= pace.rows:
            held = _commit(committer, trouble, held)
            waited = 0.0
    _commit(committer, trouble, held)


def _commit(committer: Committer, trouble: Callable[[ModelgovError], None], held: int) -> int:
    try:
        committed = committer.commit()
    except ModelgovError as error:
        trouble(error)
        return held
    return committed.position if committed is not None else held


def bill(
    hot: HotTables,
    read: Callable[[], pa.Table],
    stop: threading.Event,
    trouble: Callable[[ModelgovError], None],
) -> None:
    """Keep what AWS billed in the tables until told to stop; while it cannot be read it is not known."""
    while not stop.is_set():
        try:
            hot.bill(read())
        except ModelgovError as error:
            trouble(error)
        stop.wait(BILL_SECONDS)
