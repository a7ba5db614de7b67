"""What the journal holds and answers: its entries, the newest state of an asset, what a step stored."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind

CHECKED_EVERY = timedelta(days=7)  # where nothing can be read is tried again so often
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the journal as the lake takes it; times are microseconds since 1970, UTC."""

    position: int
    kind: str
    account_id: str
    region: str
    asset: str
    changed_at: int
    observed_at: int
    source: str
    actor: str | None
    actor_arn: str | None
    deleted: bool
    digest: str
    document: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a watermark is of: one operation in one account and region."""

    account_id: str
    region: str
    operation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """An account and region where nothing can be read, as it answered when it was last tried."""

    account_id: str
    region: str
    outcome: Outcome
    reason: str
    checked_at: datetime

    @property
    def again_at(self) -> datetime:
        """From when on it is tried again."""
        return self.checked_at + CHECKED_EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest known state of an asset."""

    kind: Kind
    asset: str
    digest: str
    changed_at: datetime
    deleted: bool
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What one `record` stored: first sights, changes, what was known, and what came late.

    `stale` are API answers older than what is known (an index that lags): not stored.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    stale: int = 0
    position: int = 0

    def __add__(self, other: "Recorded") -> "Recorded":
        return Recorded(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            stale=self.stale + other.stale,
            position=max(self.position, other.position),
        )


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exactly (a float of seconds would lose the last one)."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    """The inverse of `micros`."""
    return EPOCH + timedelta(microseconds=value)
