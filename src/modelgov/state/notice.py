"""The outbox: what is to be told to whom, kept until it was taken there or given up.

A notice is there once for each step of a finding and each rule, whatever process was killed in between.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

import msgspec
from sqlalchemy import ColumnElement, RowMapping, select, update
from sqlalchemy.dialects import postgresql, sqlite

from modelgov.record.finding import Transition
from modelgov.state.database import Database
from modelgov.state.schema import NOTICE, WATERMARK

KEPT = "notices"  # the watermark of what was kept of the journal's steps
AT_ONCE = 500  # rows of one insert: SQLite takes so many values and no more
LONGEST_ERROR = 500  # characters


class NoticeState(StrEnum):
    """Whether it was told."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is to be told, by which rule, and how it went."""

    id: int
    rule: str
    about: Transition
    state: NoticeState
    tries: int
    next_try_at: datetime
    last_error: str
    created_at: datetime
    sent_at: datetime | None

    @property
    def key(self) -> str:
        """The same for every try: by it a receiver knows what it has already."""
        return key(self.about, self.rule)


def key(about: Transition, rule: str) -> str:
    """What names the notice of a step of a finding by a rule."""
    text = f"{about.finding_id}\n{about.position}\n{rule}"
    return f"notice_{hashlib.sha256(text.encode()).hexdigest()[:32]}"


class Outbox:
    """The notices of a state."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = postgresql.insert if database.dialect == "postgresql" else sqlite.insert

    def position(self) -> int | None:
        """How far the journal's steps were kept; None where nobody ever began."""
        with self._database.reading() as connection:
            found = connection.execute(select(WATERMARK.c.position).where(WATERMARK.c.name == KEPT)).scalar()
        return None if found is None else int(found)

    def add(self, wanted: Iterable[tuple[str, Transition]], now: datetime, upto: int = 0) -> int:
        """Keep a notice for each rule's name and step, in one durable step; how many were not there yet.

        `upto` is how far into the journal these are all the steps: `position` from then on.
        """
        rows, added = iter(list(wanted)), 0  # read before we hold up others
        with self._database.writing() as connection:
            while chunk := [_values(rule, about, now) for rule, about in islice(rows, AT_ONCE)]:
                statement = self._insert(NOTICE).values(chunk).on_conflict_do_nothing()
                added += len(connection.execute(statement.returning(NOTICE.c.id)).all())
            mark = self._insert(WATERMARK).values(name=KEPT, position=upto)
            further = {"position": mark.excluded.position}
            connection.execute(
                mark.on_conflict_do_update(
                    index_elements=["name"], set_=further, where=WATERMARK.c.position < mark.excluded.position
                )
            )
        return added

    def take(self, now: datetime, lease: timedelta, *, without: Collection[str] = ()) -> Notice | None:
        """The longest due notice, for us alone until the lease is over; None when none is due.

        Taking is a try, so that one that ends its process each time shows. `without` are names of rules.
        """
        taken = self._take(now, lease, 1, NOTICE.c.rule.not_in(without))
        return taken[0] if taken else None

    def take_alike(self, rule: str, now: datetime, lease: timedelta, most: int) -> tuple[Notice, ...]:
        """What else is due by this rule, the longest due first."""
        return self._take(now, lease, most, NOTICE.c.rule == rule)

    def _take(
        self, now: datetime, lease: timedelta, most: int, which: ColumnElement[bool]
    ) -> tuple[Notice, ...]:
        due = select(NOTICE.c.id).where(
            NOTICE.c.state == NoticeState.WAITING, NOTICE.c.next_try_at <= now, which
        )
        first = due.order_by(NOTICE.c.next_try_at, NOTICE.c.id).limit(most).with_for_update(skip_locked=True)
        with self._database.writing() as connection:
            found = connection.execute(first).scalars().all()
            taken = update(NOTICE).where(NOTICE.c.id.in_(found)).returning(*NOTICE.c)
            changed = connection.execute(taken.values(tries=NOTICE.c.tries + 1, next_try_at=now + lease))
            return tuple(sorted(map(_notice, changed.mappings()), key=lambda notice: found.index(notice.id)))

    def sent(self, notices: Iterable[Notice], now: datetime) -> None:
        """Note that they were taken where they were to go: true whoever else tries them meanwhile."""
        ids = [notice.id for notice in notices]
        with self._database.writing() as connection:
            ours = update(NOTICE).where(NOTICE.c.id.in_(ids), NOTICE.c.state != NoticeState.SENT)
            connection.execute(ours.values(state=NoticeState.SENT, sent_at=now, last_error=""))

    def failed(self, notices: Mapping[Notice, datetime | None], error: str) -> None:
        """Note why they were not taken, and when each is tried again; None gives it up.

        Unless another has taken it meanwhile, because our lease was over: then its word counts.
        """
        with self._database.writing() as connection:
            for notice, again in notices.items():
                values = {"next_try_at": again} if again else {"state": NoticeState.GIVEN_UP}
                ours = update(NOTICE).where(
                    NOTICE.c.id == notice.id,
                    NOTICE.c.tries == notice.tries,
                    NOTICE.c.state == NoticeState.WAITING,
                )
                connection.execute(ours.values(last_error=error[:LONGEST_ERROR], **values))

    def again(self, now: datetime) -> int:
        """Let what was given up wait anew; how many."""
        given_up = update(NOTICE).where(NOTICE.c.state == NoticeState.GIVEN_UP)
        with self._database.writing() as connection:
            changed = given_up.values(state=NoticeState.WAITING, tries=0, next_try_at=now)
            return connection.execute(changed).rowcount

    def newest(self, state: NoticeState | None = None, *, limit: int) -> tuple[Notice, ...]:
        """The newest notices, of one state or of all."""
        statement = select(NOTICE).order_by(NOTICE.c.id.desc()).limit(limit)
        if state is not None:
            statement = statement.where(NOTICE.c.state == state)
        with self._database.reading() as connection:
            return tuple(_notice(row) for row in connection.execute(statement).mappings())


def _values(rule: str, about: Transition, now: datetime) -> dict[str, object]:
    return {
        "finding_id": about.finding_id,
        "position": about.position,
        "rule": rule,
        "change": about.change,
        "severity": about.severity,
        "body": msgspec.to_builtins(about),
        "state": NoticeState.WAITING,
        "tries": 0,
        "next_try_at": now,
        "last_error": "",
        "created_at": now,
    }


def _notice(row: RowMapping) -> Notice:
    return Notice(
        id=row["id"],
        rule=row["rule"],
        about=msgspec.convert(row["body"], Transition),
        state=NoticeState(row["state"]),
        tries=row["tries"],
        next_try_at=row["next_try_at"],
        last_error=row["last_error"],
        created_at=row["created_at"],
        sent_at=row["sent_at"],
    )
