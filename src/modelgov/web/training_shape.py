"""What the HTTP API answers for the Training tab of a version, as `web.shape` says."""

from datetime import datetime

from modelgov.web.shape import Shape


class Parameter(Shape):
    """A parameter that the version's own metadata states, with the version before's where it has one."""

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


class TrainingParameter(Shape):
    """A hyperparameter, as the job was given it."""

    name: str
    value: str | None


class TrainingInput(Shape):
    """One input channel of a training job, and where its data is.

    `data_version` is the part of the address that looks like one, `artifact_name` what lineage calls the
    data, and `other_jobs` how many other training jobs that were read took the same.
    """

    channel: str | None
    uri: str | None
    content_type: str | None
    data_version: str | None
    artifact_name: str | None
    other_jobs: int


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


class VersionTraining(Shape):
    """The Training tab: what trained the version, from what, with which code."""

    training: Training
    parameters: list[Parameter]
    properties: dict[str, str]
    reports: list[Report]
    containers: list[Container]
    generated_by: str | None
    commit_id: str | None
    repository: str | None
    project_id: str | None
    source_uri: str | None
