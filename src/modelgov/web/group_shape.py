"""What the HTTP API answers for the Model group page, as `web.shape` says."""

from datetime import date, datetime

from modelgov.web.shape import FindingRow, GroupRow, Shape, VersionRow
from modelgov.web.version_shape import Serving


class GroupFact(Shape):
    """An effective fact of the group; `origin` is where it was found, `none` where nothing says it."""

    name: str
    value: str
    origin: str


class GroupApproval(Shape):
    """One approval transition of a version of the group; `before` is null at the first sight."""

    version: int
    changed_at: datetime
    before: str | None
    after: str
    actor: str | None
    source: str


class Deployment(Shape):
    """A version on an endpoint, from when it was first seen to serve there; `serves`: in service now."""

    version: int
    account_id: str
    account_name: str
    region: str
    endpoint_name: str
    endpoint_arn: str
    first_served_at: datetime
    serves: bool


class GroupServing(Serving):
    """A variant that runs a version of the group; `since` is null where no state of it told when it began."""

    version: int
    since: datetime | None


class VersionPoint(Shape):
    """What one version states of a metric."""

    version: int
    registered_at: datetime
    value: float


class MetricTrend(Shape):
    """A metric over the versions that state it; `better` is `higher`, `lower`, or null: not known."""

    name: str
    better: str | None
    points: list[VersionPoint]


class WorstPoint(Shape):
    """The worst feature of one execution; `psi` is null where none had enough values.

    `features` had enough values, `too_few` had not.
    """

    scheduled_at: datetime
    psi: float | None
    feature: str | None
    features: int
    too_few: int


class DriftTrend(Shape):
    """How far what callers send to an endpoint is from its baseline; `versions` are those it runs now."""

    account_id: str
    region: str
    endpoint_name: str
    versions: list[int]
    points: list[WorstPoint]


class GroupFindings(Shape):
    """Findings that stand of the group, its versions and its endpoints: the worst, and how many in all.

    `judged_at` is null when nothing was ever judged.
    """

    judged_at: datetime | None
    failed: int
    standing: int
    worst: list[FindingRow]


class Days(Shape):
    """From the first day to the last, in UTC and both with it; `first` is null for all time."""

    first: date | None
    last: date


class GroupDetail(Shape):
    """Everything that the Model group page shows, in one request.

    `tier` is the highest materiality tier of its versions, 1 the highest; null where it has no version.
    `psi_limit` is the limit of the control `drift-psi` for that tier, null where there is no such control.
    Approvals, deployments, metrics and drift are those of the days `shown`, all of them where that is null.
    """

    row: GroupRow
    facts: list[GroupFact]
    tier: int | None
    tier_reason: str | None
    created_at: datetime | None
    versions: list[VersionRow]
    approvals: list[GroupApproval]
    deployments: list[Deployment]
    serving: list[GroupServing]
    metrics: list[MetricTrend]
    drift: list[DriftTrend]
    shown: Days | None
    psi_limit: float | None
    findings: GroupFindings
