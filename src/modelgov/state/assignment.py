"""Who sees to a finding, by when, and what people say about it. Rows are added, never changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, select, true

from modelgov.errors import StateError
from modelgov.state.database import Database
from modelgov.state.person import named
from modelgov.state.schema import ASSIGNMENT, COMMENT, day

LONGEST = 4_000  # characters of a comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One setting of a finding; `assignee` None takes it back."""

    id: int
    finding_id: str
    assignee: str | None
    due_on: date | None
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said about a finding."""

    id: int
    finding_id: str
    author: str
    text: str
    at: datetime


class Assignments:
    """Assignments and comments of the findings of a state; those of the past end with a moment."""

    def __init__(self, database: Database, *, until: datetime | None = None) -> None:
        self._database = database
        self._given = ASSIGNMENT.c.set_at <= until if until is not None else true()
        self._said = COMMENT.c.at <= until if until is not None else true()

    def known(self, at: datetime) -> "Assignments":
        """The same as they were at a moment."""
        return Assignments(self._database, until=at)

    def assign(
        self, finding_id: str, assignee: str | None, *, due_on: date | None, by: str, now: datetime
    ) -> Assignment:
        """Give it to somebody, or with None to nobody; raises StateError for what cannot be."""
        values = {
            "finding_id": _finding(finding_id),
            "assignee": None if assignee is None else named(assignee, "who sees to it"),
            "due_on": _due(due_on, assignee, now),
            "set_by": named(by, "who assigns"),
            "set_at": now,
        }
        with self._database.writing() as connection:
            statement = insert(ASSIGNMENT).values(values).returning(*ASSIGNMENT.c)
            return Assignment(**connection.execute(statement).mappings().one())

    def current(self) -> dict[str, Assignment]:
        """Who has which finding now, by its id; what was taken back is not there."""
        newest = select(func.max(ASSIGNMENT.c.id)).where(self._given).group_by(ASSIGNMENT.c.finding_id)
        statement = select(ASSIGNMENT).where(ASSIGNMENT.c.id.in_(newest), ASSIGNMENT.c.assignee.is_not(None))
        with self._database.reading() as connection:
            rows = connection.execute(statement.order_by(ASSIGNMENT.c.finding_id)).mappings()
            return {row["finding_id"]: Assignment(**row) for row in rows}

    def history(self, finding_id: str) -> tuple[Assignment, ...]:
        """Every assignment of a finding, the newest first: that one counts."""
        statement = select(ASSIGNMENT).where(ASSIGNMENT.c.finding_id == finding_id, self._given)
        with self._database.reading() as connection:
            rows = connection.execute(statement.order_by(ASSIGNMENT.c.id.desc())).mappings()
            return tuple(Assignment(**row) for row in rows)

    def comment(self, finding_id: str, text: str, *, by: str, now: datetime) -> Comment:
        """Keep what somebody says about it; raises StateError for nothing, and for too much."""
        said = text.strip()
        if not 1 <= len(said) <= LONGEST:
            raise StateError(
                what="The comment is empty." if not said else f"The comment has {len(said):,} characters.",
                where=f"finding {finding_id}",
                remedy=f"Write from 1 to {LONGEST:,} characters.",
            )
        values = {
            "finding_id": _finding(finding_id),
            "author": named(by, "who comments"),
            "text": said,
            "at": now,
        }
        with self._database.writing() as connection:
            statement = insert(COMMENT).values(values).returning(*COMMENT.c)
            return Comment(**connection.execute(statement).mappings().one())

    def comments(self, finding_id: str) -> tuple[Comment, ...]:
        """What was said about a finding, the oldest first."""
        about = COMMENT.c.finding_id == finding_id
        statement = select(COMMENT).where(about, self._said).order_by(COMMENT.c.id)
        with self._database.reading() as connection:
            return tuple(Comment(**row) for row in connection.execute(statement).mappings())


def _finding(finding_id: str) -> str:
    control_id, _, asset = finding_id.partition("/")
    if not control_id or not asset:
        raise StateError(
            what=f"{finding_id!r} is not the id of a finding.",
            where="finding to assign or comment",
            remedy="Write it as <control_id>/<asset>.",
        )
    return finding_id


def _due(due_on: date | None, assignee: str | None, now: datetime) -> date | None:
    if due_on is not None and (assignee is None or due_on < day(now)):
        raise StateError(
            what=f"A finding cannot be due on {due_on}" + (" of nobody." if assignee is None else "."),
            where="day of an assignment",
            remedy="Give today or a later day, with somebody who sees to it.",
        )
    return due_on
