"""What the HTTP API answers, one model per body; the front end's types are generated from these.

Times are UTC, ISO 8601 with microseconds. Money is US dollars a month at list price. A null is
"not known", never zero.
"""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from modelgov.control.kpi import KpiName, KpiUnit, Verdict


class Shape(BaseModel):
    """A frozen answer body."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ApprovalStatus(StrEnum):
    """`ModelApprovalStatus` as SageMaker spells it; `Unknown` when the record lacks it."""

    APPROVED = "Approved"
    PENDING = "PendingManualApproval"
    REJECTED = "Rejected"
    UNKNOWN = "Unknown"


class Gap(Shape):
    """One thing that could not be seen, or only after throttled calls, in the newest run that tried.

    `outcome` is one of `denied`, `throttled`, `failed`, `not_offered`, `malformed` (that one record,
    named by `asset`, is left out) or `read` (all was seen, after `throttled` refused attempts).
    """

    account_id: str
    account_name: str
    region: str
    operation: str
    outcome: str
    throttled: int
    asset: str
    reason: str
    observed_at: datetime


class Status(Shape):
    """What the frame of every page shows: version, who may read, stream and coverage state."""

    version: str
    local_only: bool
    accounts: int
    regions: int
    position: int
    last_event_at: datetime | None
    last_collected_at: datetime | None
    complete: bool
    gaps: list[Gap]


class Cost(Shape):
    """Hosting cost a month at list price; `unpriced` counts variants whose price is not known."""

    usd_per_month: float
    priced_variants: int
    unpriced_variants: int
    serverless_variants: int
    price_date: date
    price_region: str


class MonthStatus(Shape):
    """Versions registered in a month (`2026-11`), by their approval status now."""

    month: str
    approved: int
    pending: int
    rejected: int
    unknown: int


class DayStatus(Shape):
    """Versions registered on a day, by their approval status now."""

    day: date
    approved: int
    pending: int
    rejected: int
    unknown: int


class Registered(Shape):
    """Versions registered from `first` to `last`, both with it, and in as many days before them."""

    first: date | None
    last: date
    versions: int
    before: int | None


class BusinessUnitRow(Shape):
    """One business unit's versions by status now."""

    business_unit: str
    groups: int
    versions: int
    production: int
    approved: int
    pending: int
    rejected: int
    unknown: int
    usd_per_month: float | None


class Change(Shape):
    """One change of one asset, newest first in lists.

    `position` is the place in the journal: it only grows, and names the change on the stream.
    `what` is `registered`, `approval`, `stage`, `endpoint`, `deleted` or `changed`.
    """

    position: int
    kind: str
    asset: str
    what: str
    before: str | None
    after: str | None
    actor: str | None
    changed_at: datetime
    observed_at: datetime
    source: str
    account_id: str
    account_name: str
    region: str
    business_unit: str
    model_group: str | None
    version: int | None
    name: str


class FindingRow(Shape):
    """One finding in a list: what a control says of one asset.

    `status` is `fail`, `unknown`, `exempt` or, when it is resolved, `pass`. `title` is what the control says;
    `due_at` is by when it is to be settled: the end of the day that somebody set, else by severity.
    `assignee` is who sees to it, null for nobody. `judged_asset` is the asset's ARN.
    """

    finding_id: str
    control_id: str
    control_group: str
    title: str
    severity: str
    severity_rank: int
    status: str
    standing: bool
    reason: str | None
    asset_kind: str
    asset_name: str
    judged_asset: str
    account_id: str
    account_name: str
    region: str
    model_group: str | None
    version: int | None
    business_unit: str
    team: str
    owner: str
    environment: str
    tier: int
    turn: str
    opened_at: datetime
    changed_at: datetime
    due_at: datetime | None
    assignee: str | None


class Standing(Shape):
    """How many findings stand: failures by severity; `evaluated_at` is null when nothing was ever judged."""

    evaluated_at: datetime | None
    critical: int
    high: int
    medium: int
    low: int
    unknown: int
    exempt: int


class WaitingVersion(Shape):
    """A version that waits for approval."""

    account_id: str
    account_name: str
    region: str
    model_group: str
    version: int
    owner: str
    team: str
    production: bool
    registered_at: datetime


class KpiPoint(Shape):
    """A number as it was; null where that is not known."""

    at: datetime
    value: float | None


class Kpi(Shape):
    """A key number beside its own history.

    `points` are seven moments from the begin to the end of the time range that is asked for, else of the
    last 30 days; of the cost its whole months. `value` is as of now, but the share of validations is that
    of the range. `change` is of the last against the first (of the cost: of the last two months), and
    `verdict` whether that is good. No points: no history is kept; `known_since` says when it begins. `of`
    is how many the share is of; `unknown` of how many assets it is not known; `usd_per_month` what the
    idle endpoints cost, beside `unpriced` ones. `controls` or `group` name whose findings make up the
    number.
    """

    name: KpiName
    unit: KpiUnit
    value: float | None
    of: int | None
    unknown: int | None
    usd_per_month: float | None
    unpriced: int | None
    points: list[KpiPoint]
    known_since: datetime | None
    change: float | None
    verdict: Verdict | None
    controls: list[str]
    group: str | None


class Overview(Shape):
    """Everything that the Overview page shows, in one request.

    `decisions` are the most severe failures, of the highest tier first; `waiting` the versions that
    wait longest. Of a time range that is asked for are `registered` (null without one), `versions_per_month`,
    or `versions_per_day` where it is no longer than 31 days, the history of `kpis`, and `newest`.
    """

    as_of: datetime
    production_versions: int
    production_not_approved: int
    waiting_for_approval: int
    waiting_over_5_days: int
    registered_this_month: int
    registered_last_month: int
    groups: int
    versions: int
    endpoints: int
    endpoints_in_service: int
    endpoints_unregistered: int
    cost: Cost
    registered: Registered | None
    versions_per_month: list[MonthStatus]
    versions_per_day: list[DayStatus]
    business_units: list[BusinessUnitRow]
    kpis: list[Kpi]
    newest: list[Change]
    judged: Standing
    decisions: list[FindingRow]
    waiting: list[WaitingVersion]


class VersionRow(Shape):
    """One model version in the Models list.

    `maturity` is `production` (approved, and serves), `unapproved_production` (serves without approval),
    `validated` (approved, does not serve), `prototype` (neither), or `unknown` (no approval status is known).
    """

    account_id: str
    account_name: str
    region: str
    model_group: str
    version: int
    model_version_arn: str
    approval_status: ApprovalStatus
    stage: str | None
    stage_status: str | None
    owner: str
    team: str
    business_unit: str
    environment: str
    intended_use: str
    maturity: str
    production: bool
    endpoints: int
    registered_at: datetime
    changed_at: datetime
    changed_by: str | None


class GroupRow(Shape):
    """One model group in the Models list."""

    account_id: str
    account_name: str
    region: str
    model_group: str
    model_group_arn: str
    description: str
    owner: str
    team: str
    business_unit: str
    environment: str
    intended_use: str
    versions: int
    approved: int
    pending: int
    rejected: int
    production: int
    latest_version: int | None
    latest_status: ApprovalStatus | None
    latest_registered_at: datetime | None
    changed_at: datetime


class FacetValue(Shape):
    """How many rows have the value, with every other filter applied but this facet's own.

    `label` is what people call it: an account's name, else the value.
    """

    value: str
    label: str
    rows: int


class VersionPage(Shape):
    """A window of versions, with facets when it is the first; `next` is the cursor of what follows it."""

    total: int
    offset: int
    rows: list[VersionRow]
    next: str | None
    facets: dict[str, list[FacetValue]] | None


class GroupPage(Shape):
    """A window of groups, with facets when it is the first; `next` is the cursor of what follows it."""

    total: int
    offset: int
    rows: list[GroupRow]
    next: str | None
    facets: dict[str, list[FacetValue]] | None


class ErrorBody(Shape):
    """What went wrong, in the words the command line uses too.

    `error` is its kind: `not_found`, `query` (what was asked is not valid), `state` (it is not allowed now),
    `store` or `machine` (the server could not).
    """

    error: str
    what: str
    where: str
    remedy: str
    request_id: str
