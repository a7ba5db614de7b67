"""Coverage: what was read and what could not be, for every scope, operation and run."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How one operation ended in one account and region.

    `MALFORMED` is about one record, named by `asset`: it was left out and the rest was taken.
    """

    READ = "read"
    EMPTY = "empty"
    DENIED = "denied"
    THROTTLED = "throttled"
    FAILED = "failed"
    NOT_OFFERED = "not_offered"
    MALFORMED = "malformed"

    @property
    def complete(self) -> bool:
        """Whether nothing stayed unseen."""
        return self in (Outcome.READ, Outcome.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One operation of one run in one account and region.

    `seen` counts records taken; `total` is AWS's own count where it gives one (`TotalHits`);
    `calls` counts requests that left, `throttled` those of them that were refused for their rate.
    `full` says that it was asked for everything, not only for what changed since the run before.
    `reason` says in one sentence why something is missing; empty when nothing is.
    """

    run: str
    account_id: str
    region: str
    operation: str
    outcome: Outcome
    seen: int = 0
    total: int | None = None
    calls: int = 0
    throttled: int = 0
    full: bool = False
    asset: str = ""
    reason: str = ""
    started_at: datetime
    observed_at: datetime
