"""The state as a whole: one database, and what is kept in it."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from modelgov.state.assignment import Assignments
from modelgov.state.database import Database
from modelgov.state.notice import Outbox
from modelgov.state.waiver import Waivers


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What people decided, and what waits to be told."""

    database: Database
    waivers: Waivers
    assignments: Assignments
    notices: Outbox


def open_state(place: Path | str, *, longest_waiver: timedelta) -> State:
    """The state in a file, or in the database of a URL; made and migrated when it is not."""
    database = Database(place)
    return State(
        database=database,
        waivers=Waivers(database, longest=longest_waiver),
        assignments=Assignments(database),
        notices=Outbox(database),
    )
