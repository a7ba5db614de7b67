"""What the HTTP API answers for the Version and Coverage pages, as `web.shape` says."""

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


class TrainingParameter(Shape):
    """A hyperparameter, as the job was given it."""

    name: str
    value: str | None


class TrainingInput(Shape):
    """One input channel of a training job, and where its data is."""

    channel: str | None
    uri: str | None
    content_type: str | None


class TrainingMetric(Shape):
    """A metric of a training job, at its end."""

    name: str
    value: float | None
    measured_at: datetime | None


class TrainingJob(Shape):
    """The job that trained the version; `trained_by` is what tells it.

    `usd_at_list_price` is what its billed seconds cost on all its instances, null where that is not known;
    `priced_by` says by which price.
    """

    training_job_arn: str
    account_id: str
    region: str
    job_name: str
    job_status: str | None
    failure_reason: str | None
    trained_by: str
    pipeline_execution_arn: str | None
    image: str | None
    image_digest: str | None
    artifact_url: str | None
    instance_type: str | None
    instance_count: int | None
    managed_spot: bool | None
    training_seconds: int | None
    billable_seconds: int | None
    usd_at_list_price: float | None
    priced_by: str
    started_at: datetime | None
    ended_at: datetime | None
    parameters: list[TrainingParameter]
    inputs: list[TrainingInput]
    metrics: list[TrainingMetric]


class PipelineStep(Shape):
    """One step of a pipeline execution; `condition_outcome` is `True` or `False` of a condition."""

    step_name: str
    step_kind: str
    step_status: str | None
    condition_outcome: str | None
    failure_reason: str | None
    started_at: datetime | None
    ended_at: datetime | None


class PipelineRun(Shape):
    """The pipeline execution that the version came from, and its steps in the order that they ran."""

    pipeline_arn: str | None
    pipeline_name: str | None
    pipeline_execution_arn: str
    account_id: str
    region: str
    execution_name: str | None
    execution_status: str | None
    failure_reason: str | None
    failed_step: str | None
    created_by: str | None
    created_at: datetime | None
    modified_at: datetime | None
    steps: list[PipelineStep]


class Unseen(Shape):
    """Why something may be there though nobody saw it.

    `outcome` is that of the read, `not_read` where there was none, or `too_old` where reads do not reach
    back so far.
    """

    what: str
    outcome: str
    reason: str


class Training(Shape):
    """What trained the version; with `unseen` empty, a null says that nothing which was read names it."""

    job: TrainingJob | None
    pipeline: PipelineRun | None
    unseen: list[Unseen]


class VersionDetail(Shape):
    """Everything that the Version page shows, in one request.

    `findings` stand of it, of its group and of the endpoints that serve it; `judged_at` is null when
    nothing was ever judged.
    """

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
    training: Training
    approvals: list[Approval]
    history: list[HistoryEntry]
    serving: list[Serving]
    siblings: list[Sibling]
    findings: list[FindingRow]
    judged_at: datetime | None


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
