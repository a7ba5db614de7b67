"""The stretch of time that series and counts are narrowed to: whole days in UTC, parsed once at the edge."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from modelgov.errors import QueryError

EPOCH = date(1970, 1, 1)  # before anything that AWS tells of
DAY = timedelta(days=1)
MONTH_LENGTH = len("2026-11")
BY_DAY = 31  # a series of months is one of days where the span is no longer
WHERE = "query string, range, from and to"


class RangeName(StrEnum):
    """The spans that have a name; each ends with the day of the moment that is looked at."""

    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "12m"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From the first day to the last, both with it; `first` is None for everything that is known."""

    first: date | None
    last: date

    @property
    def since(self) -> datetime:
        """The first moment."""
        return datetime.combine(max(self.first or EPOCH, EPOCH), time.min, UTC)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + DAY, time.min, UTC)

    @property
    def by_day(self) -> bool:
        """Whether a point of a series stands for a day, as there would be few months or weeks."""
        return self.first is not None and self.until - self.since <= BY_DAY * DAY

    def days(self) -> Iterator[datetime]:
        """The first moment of every day."""
        for place in range((self.until - self.since).days):
            yield self.since + place * DAY

    def holds(self, moment: datetime) -> bool:
        """Whether a moment is in it."""
        return self.since <= moment < self.until

    def end(self, now: datetime) -> datetime:
        """Its end, or now where it has not ended."""
        return min(self.until, now)


def everything(now: datetime) -> Span:
    """All that is known, until the end of this day."""
    return Span(first=None, last=now.date())


def months_until(now: datetime, months: int) -> Span:
    """Whole calendar months, this one with them as far as it has come.

    >>> months_until(datetime(2026, 11, 27, tzinfo=UTC), 12).first
    datetime.date(2025, 12, 1)
    """
    index = now.year * 12 + now.month - months
    return Span(first=date(index // 12, index % 12 + 1, 1), last=now.date())


def span_of(name: str | None, first: str | None, last: str | None, now: datetime) -> Span | None:
    """The span that a request names, relative to `now`; None where it names none, and each view has its own.

    Raises QueryError for what is no span, or is still to come.
    """
    if name is not None:
        if first is not None or last is not None:
            raise _refused("range stands beside from or to", "Name a range, or the days from and to.")
        return _named(name, now)
    if first is None and last is None:
        return None
    begin = _day("from", first, now) if first is not None else None
    end = _day("to", last, now) if last is not None else now.date()
    if begin is not None and end < begin:
        raise _refused(f"to ({end}) is before from ({begin})", "Swap them, or leave one of them out.")
    return Span(first=begin, last=end)


def span_in(text: str) -> Span:
    """The month, the day, or the days from one `..` to another, that a filter names.

    >>> span_in("2024-02").last, span_in("2026-11-01..2026-11-07").first
    (datetime.date(2024, 2, 29), datetime.date(2026, 11, 1))
    """
    try:
        if len(text) == MONTH_LENGTH:
            begin = date.fromisoformat(f"{text}-01")
            end = begin.replace(day=monthrange(begin.year, begin.month)[1])
        else:
            first, _, last = text.partition("..")
            begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
        return Span(first=begin, last=min(end, date.max - DAY))
    except ValueError as error:
        raise QueryError(
            what=f"{text!r} is no month and no days: {error}.",
            where="query string, registered",
            remedy="Write a month (2026-11), a day (2026-11-27), or days (2026-11-01..2026-11-27).",
        ) from error


def _named(text: str, now: datetime) -> Span:
    try:
        name = RangeName(text)
    except ValueError as error:
        remedy = f"Use one of {', '.join(RangeName)}, or the days from and to."
        raise _refused(f"{text[:40]!r} is no range", remedy) from error
    match name:
        case RangeName.WEEK | RangeName.MONTH | RangeName.QUARTER:
            return Span(first=now.date() - (int(name[:-1]) - 1) * DAY, last=now.date())
        case RangeName.YEAR:
            return months_until(now, 12)
        case RangeName.ALL:
            return everything(now)
        case _:
            assert_never(name)


def _day(key: str, text: str, now: datetime) -> date:
    try:
        found = date.fromisoformat(text)
        if found.isoformat() != text:
            raise ValueError("it is not written as year, month and day")
    except ValueError as error:
        raise _refused(
            f"{key} ({text[:40]!r}) is not a day", f"Write a day in UTC, such as {now.date()}."
        ) from error
    if found > now.date():
        raise _refused(f"{key} ({found}) is still to come", f"Name a day up to {now.date()}.")
    return found


def _refused(what: str, remedy: str) -> QueryError:
    return QueryError(what=f"The time range is not valid: {what}.", where=WHERE, remedy=remedy)
