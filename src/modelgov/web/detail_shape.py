"""What the HTTP API answers for the Coverage page, as `web.shape` says."""

from datetime import datetime

from modelgov.web.shape import Shape


class CoverageRow(Shape):
    """The newest read of one operation in one account and region."""

    run: str
    account_id: str
    account_name: str
    region: str
    operation: str
    outcome: str
    seen: int
    total: int | None
    calls: int
    throttled: int
    asset: str
    reason: str
    observed_at: datetime


class ClosedPlace(Shape):
    """An account and region where nothing can be read; `again_at` is from when on it is tried again.

    Without it, that is known without asking, and looked at by every run.
    """

    account_id: str
    account_name: str
    region: str
    outcome: str
    reason: str
    checked_at: datetime | None
    again_at: datetime | None


class EventRate(Shape):
    """What events told of and missed in one account and region."""

    account_id: str
    account_name: str
    region: str
    changes: int
    missed: int
    missed_share: float


class MissedChange(Shape):
    """A change that a read of the API found and no event told of; `what` is as in `Change`, or `made`."""

    kind: str
    account_id: str
    account_name: str
    region: str
    asset: str
    what: str
    before: str | None
    after: str | None
    model_group: str | None
    version: int | None
    changed_at: datetime
    found_at: datetime
    lag_seconds: float


class Events(Shape):
    """How many of the changes that events should tell they missed, in the last `days`.

    `listened_from` is null when no watch ever listened; `missed_share` is null when there was no change
    to tell of, which is not 0.
    """

    listened_from: datetime | None
    listened_to: datetime | None
    days: int
    changes: int
    missed: int
    missed_share: float | None
    places: list[EventRate]
    newest: list[MissedChange]


class Coverage(Shape):
    """What was read and what was not, newest run first."""

    complete: bool
    scopes: int
    scopes_complete: int
    rows: list[CoverageRow]
    closed: list[ClosedPlace]
    events: Events
