"""What modelgov knew at a moment of the past: the journal up to just before what it saw later.

The journal only grows and is never altered, so what was known is its beginning. Time is that of the clock of
the machine that saw; where two machines' clocks differ, less is shown, and never what was seen later.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from modelgov.errors import QueryError
from modelgov.lake.journal import FIRST, Journal
from modelgov.lake.store import Lake
from modelgov.record.shape import TABLES

REMEDY = (
    "Write a time with its zone, such as 2026-11-01T00:00:00Z, or a day, which stands for its end in UTC."
)
DAY_LENGTH = len("2026-11-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A moment, and the last position of the journal that was known then."""

    at: datetime
    position: int


def moment_of(text: str, now: datetime) -> datetime:
    """The moment that a text names; raises QueryError for none, and for one that is still to come."""
    try:
        if len(text) == DAY_LENGTH:
            found = datetime.combine(date.fromisoformat(text), time.max, UTC)
        else:
            found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise ValueError("it has no zone")
        found = found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise QueryError(
            what=f"{text[:40]!r} is not a moment: {error}.", where="as_of", remedy=REMEDY
        ) from error
    if found > now:
        raise QueryError(
            what=f"{said(found)} is still to come: nobody knows how things will be then.",
            where="as_of",
            remedy=f"Name a moment up to now, {said(now)}; leave as_of out for how things are.",
        )
    return found


def known(journal: Journal, lake: Lake, at: datetime) -> Known:
    """How far the journal was known at a moment; raises QueryError when nothing had been collected then."""
    last = journal.last_position()  # before the files are looked at: what comes meanwhile is later
    later = [journal.first_after(at), *(lake.first_after(table, at) for table in TABLES)]
    position = min((found - 1 for found in later if found is not None), default=last)
    if position:
        return Known(at=at, position=position)
    seen = [journal.first_seen(), *(lake.seen_at(table, FIRST) for table in TABLES)]
    first = min((found for found in seen if found is not None), default=None)
    raise QueryError(
        what=f"Nothing had been collected at {said(at)}.",
        where="as_of",
        remedy=f"The first was seen at {said(first)}: name a moment from then on."
        if first is not None
        else "Nothing has been collected until now: collect first.",
    )


def said(moment: datetime) -> str:
    """A moment as people read it, to the second.

    >>> said(datetime(2026, 11, 1, tzinfo=UTC))
    '1 Nov 2026 00:00:00 UTC'
    """
    return f"{moment.day} {moment:%b %Y %H:%M:%S} UTC"
