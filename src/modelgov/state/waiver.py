"""Waivers: a control does not count for an asset, for a reason, until a day, by the word of two people.

Nothing is changed once it is said, and nothing is removed: a waiver is asked for, approved, revoked.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from modelgov.errors import StateError
from modelgov.state.database import Database
from modelgov.state.person import named, same
from modelgov.state.schema import WAIVER, day

CONTROL = r"[a-z0-9]+(-[a-z0-9]+)+"
LONGEST = 2_000  # characters of a reason


class Standing(StrEnum):
    """How far a waiver has come; only an active one counts."""

    ASKED = "asked"
    ACTIVE = "active"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One waiver; `asset` may end in `*`, and then stands for all that begin with what is before it."""

    id: int
    control_id: str
    asset: str
    why: str
    until: date
    asked_by: str
    asked_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    revoked_by: str | None = None
    revoked_at: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Whether it counts; its last day is a whole one, in UTC."""
        if self.revoked_at is not None:
            return Standing.REVOKED
        if self.until < day(now):
            return Standing.ENDED
        return Standing.ASKED if self.approved_at is None else Standing.ACTIVE

    def covers(self, control_id: str, asset: str) -> bool:
        """Whether it is for this control and this asset."""
        if control_id != self.control_id:
            return False
        if self.asset.endswith("*"):
            return asset.startswith(self.asset[:-1])
        return asset == self.asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for."""

    control_id: str
    asset: str
    why: str
    until: date
    asked_by: str


class Waivers:
    """The waivers of a state."""

    def __init__(self, database: Database, *, longest: timedelta) -> None:
        self._database = database
        self._longest = longest

    def ask(self, wish: Wish, now: datetime) -> Waiver:
        """Keep it, to be approved; raises StateError where it could never be."""
        values = {
            "control_id": _control(wish.control_id),
            "asset": _asset(wish.asset),
            "why": _why(wish.why),
            "until": self._until(wish.until, now),
            "asked_by": named(wish.asked_by, "who asks"),
            "asked_at": now,
        }
        with self._database.writing() as connection:
            statement = insert(WAIVER).values(values).returning(*WAIVER.c)
            return _waiver(connection.execute(statement).mappings().one())

    def approve(self, id_: int, by: str, now: datetime) -> Waiver:
        """Make it count; raises StateError for who asked, and where it is too late."""
        approver = named(by, "who approves")
        with self._database.writing() as connection:
            found = _locked(connection, id_)
            if found.revoked_at is not None:
                raise _refused(found, f"was revoked by {found.revoked_by}", "Ask for another.")
            if found.approved_at is not None:
                raise _refused(
                    found, f"was approved by {found.approved_by} already", "There is nothing to do."
                )
            if same(approver, found.asked_by):
                raise _refused(
                    found,
                    f"was asked for by {found.asked_by}",
                    "Another person than who asked must approve it.",
                )
            if found.until < day(now):
                raise _refused(found, f"ended on {found.until}", "Ask for another, with a later day.")
            statement = update(WAIVER).where(WAIVER.c.id == id_).returning(*WAIVER.c)
            changed = connection.execute(statement.values(approved_by=approver, approved_at=now))
            return _waiver(changed.mappings().one())

    def revoke(self, id_: int, by: str, now: datetime) -> Waiver:
        """End it, or refuse it where nobody has approved it; raises StateError where it is revoked."""
        person = named(by, "who revokes")
        with self._database.writing() as connection:
            found = _locked(connection, id_)
            if found.revoked_at is not None:
                raise _refused(found, f"was revoked by {found.revoked_by} already", "There is nothing to do.")
            statement = update(WAIVER).where(WAIVER.c.id == id_).returning(*WAIVER.c)
            changed = connection.execute(statement.values(revoked_by=person, revoked_at=now))
            return _waiver(changed.mappings().one())

    def active(self, now: datetime) -> tuple[Waiver, ...]:
        """Those that count now, the oldest first."""
        return self._rows(
            WAIVER.c.approved_at.is_not(None), WAIVER.c.revoked_at.is_(None), WAIVER.c.until >= day(now)
        )

    def all(self) -> tuple[Waiver, ...]:
        """Every one that was ever asked for, the oldest first."""
        return self._rows()

    def _rows(self, *conditions: ColumnElement[bool]) -> tuple[Waiver, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(select(WAIVER).where(*conditions).order_by(WAIVER.c.id)).mappings()
            return tuple(_waiver(row) for row in rows)

    def _until(self, until: date, now: datetime) -> date:
        today = day(now)
        last = today + self._longest
        if not today <= until <= last:
            raise StateError(
                what=f"A waiver cannot be until {until}.",
                where="day until which it is asked for",
                remedy=f"Give a day from {today} to {last}; the setting waiver_days says how far.",
            )
        return until


def _waiver(row: RowMapping) -> Waiver:
    return Waiver(**row)


def _locked(connection: Connection, id_: int) -> Waiver:
    """The waiver as it is, until our step is over: PostgreSQL lets two decide at once else."""
    statement = select(WAIVER).where(WAIVER.c.id == id_).with_for_update()
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise StateError(
            what=f"There is no waiver {id_}.",
            where="waivers",
            remedy="See `modelgov waiver list --all` for those that exist.",
        )
    return _waiver(row)


def _refused(waiver: Waiver, what: str, remedy: str) -> StateError:
    return StateError(
        what=f"Waiver {waiver.id} {what}.",
        where=f"waiver of {waiver.control_id} for {waiver.asset}",
        remedy=remedy,
    )


def _control(control_id: str) -> str:
    trimmed = control_id.strip()
    if not re.fullmatch(CONTROL, trimmed):
        raise StateError(
            what=f"{trimmed!r} is not the id of a control.",
            where="control of the waiver",
            remedy="Write it like registry-owner-resolvable; a waiver is for one control.",
        )
    return trimmed


def _asset(asset: str) -> str:
    trimmed = asset.strip()
    if not trimmed or not trimmed.isprintable() or "*" in trimmed[:-1] or trimmed == "*":
        raise StateError(
            what=f"{trimmed!r} is neither an asset nor a pattern of some.",
            where="asset of the waiver",
            remedy="Write its ARN, or the beginning of ARNs with one * at the end.",
        )
    return trimmed


def _why(why: str) -> str:
    trimmed = why.strip()
    if not 1 <= len(trimmed) <= LONGEST:
        raise StateError(
            what="It is not said why." if not trimmed else f"The reason has {len(trimmed):,} characters.",
            where="reason of the waiver",
            remedy=f"Say why in a sentence or two, with --why; at most {LONGEST:,} characters.",
        )
    return trimmed
