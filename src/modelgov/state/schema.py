"""The tables of the state, as the newest migration leaves them; a test compares the two."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC: SQLite keeps no zone, PostgreSQL answers in the session's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; without a zone for SQLite."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time of the state has a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From what the database keeps."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def day(now: datetime) -> date:
    """The day that it is, UTC."""
    return now.astimezone(UTC).date()


REVISION = "0001"  # the newest migration
METADATA = MetaData()

WAIVER = Table(
    "waiver",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("control_id", Text, nullable=False),
    Column("asset", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("approved_by", Text),
    Column("approved_at", Moment),
    Column("revoked_by", Text),
    Column("revoked_at", Moment),
    Index("waiver_until", "until"),
)

ASSIGNMENT = Table(
    "assignment",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("finding_id", Text, nullable=False),
    Column("assignee", Text),
    Column("due_on", Date),
    Column("set_by", Text, nullable=False),
    Column("set_at", Moment, nullable=False),
    Index("assignment_finding", "finding_id", "id"),
)

COMMENT = Table(
    "comment",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("finding_id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("comment_finding", "finding_id", "id"),
)

# How far into the journal somebody has dealt with what it tells.
WATERMARK = Table(
    "watermark",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)

NOTICE = Table(
    "notice",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("finding_id", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("rule", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Moment, nullable=False),
    Column("last_error", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    UniqueConstraint("finding_id", "position", "rule", name="notice_once"),
    CheckConstraint("state in ('waiting', 'sent', 'given_up')", name="notice_state"),
    Index("notice_due", "state", "next_try_at"),
)
