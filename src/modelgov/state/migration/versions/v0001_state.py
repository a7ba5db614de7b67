"""Waivers, assignments, comments and notices."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _waiver()
    _assignment()
    _comment()
    _watermark()
    _notice()


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _waiver() -> None:
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("control_id"),
        _text("asset"),
        _text("why"),
        sa.Column("until", sa.Date, nullable=False),
        _text("asked_by"),
        _time("asked_at"),
        _text("approved_by", nullable=True),
        _time("approved_at", nullable=True),
        _text("revoked_by", nullable=True),
        _time("revoked_at", nullable=True),
    )
    op.create_index("waiver_until", "waiver", ["until"])


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("finding_id"),
        _text("assignee", nullable=True),
        sa.Column("due_on", sa.Date),
        _text("set_by"),
        _time("set_at"),
    )
    op.create_index("assignment_finding", "assignment", ["finding_id", "id"])


def _comment() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("finding_id"),
        _text("author"),
        _text("text"),
        _time("at"),
    )
    op.create_index("comment_finding", "comment", ["finding_id", "id"])


def _watermark() -> None:
    op.create_table(
        "watermark",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("finding_id"),
        sa.Column("position", sa.BigInteger, nullable=False),
        _text("rule"),
        _text("change"),
        _text("severity"),
        sa.Column("body", sa.JSON, nullable=False),
        _text("state"),
        sa.Column("tries", sa.Integer, nullable=False),
        _time("next_try_at"),
        _text("last_error"),
        _time("created_at"),
        _time("sent_at", nullable=True),
        sa.UniqueConstraint("finding_id", "position", "rule", name="notice_once"),
        sa.CheckConstraint("state in ('waiting', 'sent', 'given_up')", name="notice_state"),
    )
    op.create_index("notice_due", "notice", ["state", "next_try_at"])
