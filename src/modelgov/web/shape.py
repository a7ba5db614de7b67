"""What the HTTP API answers, one model per body; the front end's types are generated from these.

Times are UTC, ISO 8601 with microseconds. Money is US dollars a month at list price. A null is
"not known", never zero.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


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


class Overview(Shape):
    """Everything that the Overview page shows, in one request."""

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
    versions_per_month: list[MonthStatus]
    business_units: list[BusinessUnitRow]
    newest: list[Change]


class VersionRow(Shape):
    """One model version in the Models list."""

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
    """A window of versions, with facets when the offset is 0."""

    total: int
    offset: int
    rows: list[VersionRow]
    facets: dict[str, list[FacetValue]] | None


class GroupPage(Shape):
    """A window of groups, with facets when the offset is 0."""

    total: int
    offset: int
    rows: list[GroupRow]
    facets: dict[str, list[FacetValue]] | None


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


class Parameter(Shape):
    """A training parameter, with the version before's value where it has one."""

    name: str
    value: str
    previous: str | None
    previous_version: int | None


class Report(Shape):
    """A report file named by the version's `ModelMetrics` or drift baselines."""

    name: str
    content_type: str | None
    s3_uri: str


class Container(Shape):
    """One container of the inference specification."""

    image: str | None
    image_digest: str | None
    model_data_url: str | None


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
    """Everything that the Version page shows, in one request."""

    row: VersionRow
    description: str | None
    registered_by: str | None
    package_status: str | None
    generated_by: str | None
    commit_id: str | None
    repository: str | None
    project_id: str | None
    source_uri: str | None
    facts: list[Fact]
    metrics: list[Metric]
    parameters: list[Parameter]
    properties: dict[str, str]
    reports: list[Report]
    containers: list[Container]
    card_status: str | None
    card: dict[str, Any] | None
    approvals: list[Approval]
    history: list[HistoryEntry]
    serving: list[Serving]
    siblings: list[Sibling]


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


class Coverage(Shape):
    """What was read and what was not, newest run first."""

    complete: bool
    scopes: int
    scopes_complete: int
    rows: list[CoverageRow]


class ErrorBody(Shape):
    """What went wrong, in the words the command line uses too."""

    what: str
    where: str
    remedy: str
    request_id: str
