"""What the HTTP API answers for the Version page and its tabs, as `web.shape` says."""

from datetime import datetime
from typing import Any

from modelgov.web.shape import ApprovalStatus, FindingRow, Shape, VersionRow


class FactSource(Shape):
    """Where one value of a fact was found: `origin` such as `group tag`, `key` as it was spelt."""

    value: str
    origin: str
    key: str


class Fact(Shape):
    """An effective fact; `source` is null when nothing says it; `conflicts` say something else."""

    name: str
    value: str
    source: FactSource | None
    conflicts: list[FactSource]


class Metric(Shape):
    """A number stated for the version; `previous` is the same metric of the version before."""

    name: str
    value: float
    previous: float | None
    previous_version: int | None


class Approval(Shape):
    """One approval transition; `before` is null for the first sight of the version."""

    changed_at: datetime
    observed_at: datetime
    before: str | None
    after: str
    actor: str | None
    actor_arn: str | None
    description: str | None
    source: str


class Serving(Shape):
    """A variant of an endpoint that serves the version."""

    account_id: str
    account_name: str
    region: str
    endpoint_name: str
    endpoint_arn: str
    endpoint_status: str
    variant_name: str
    model_name: str
    matched_by: str
    instance_type: str | None
    instance_count: int | None
    usd_per_month: float | None
    changed_at: datetime


class Sibling(Shape):
    """Another version of the same group."""

    version: int
    approval_status: ApprovalStatus
    production: bool
    registered_at: datetime


class VersionDetail(Shape):
    """The head of the Version page and its Summary and Findings, in one request.

    `findings` stand of it, of its group and of the endpoints that serve it; `judged_at` is null when
    nothing was ever judged.
    """

    row: VersionRow
    description: str | None
    registered_by: str | None
    package_status: str | None
    tier: int
    tier_reason: str
    facts: list[Fact]
    metrics: list[Metric]
    approvals: list[Approval]
    serving: list[Serving]
    siblings: list[Sibling]
    findings: list[FindingRow]
    judged_at: datetime | None


class FieldChange(Shape):
    """One field that differs between two neighbouring observations."""

    field: str
    before: str | None
    after: str | None


class HistoryEntry(Shape):
    """One stored observation of the version and what it changed."""

    position: int
    changed_at: datetime
    observed_at: datetime
    source: str
    actor: str | None
    changes: list[FieldChange]


class VersionHistory(Shape):
    """The History tab: every stored observation, newest first."""

    history: list[HistoryEntry]


class CardPart(Shape):
    """One part of a model card that the score counts; `path` is where in the card's content it stands."""

    name: str
    path: str
    points: int
    filled: bool
    said: str | None


class VersionDocuments(Shape):
    """The Documents tab: the card that documents the version, and how complete it is.

    `source` says whose card it is: `version`, `card of the version`, `card of the group` or `none`. `needed`
    are the points that a card of the version's tier must reach, null where no control asks for any.
    `content` is null where there is no card or its text is no JSON object.
    """

    source: str
    card_name: str | None
    card_arn: str | None
    card_status: str | None
    written_at: datetime | None
    score: int
    needed: int | None
    parts: list[CardPart]
    content: dict[str, Any] | None
