"""What the HTTP API answers for the Data and Evaluation tabs of a version, as `web.shape` says."""

from datetime import datetime

from modelgov.web.shape import Shape
from modelgov.web.training_shape import Report
from modelgov.web.version_shape import Sibling


class Monitor(Shape):
    """One monitor of an endpoint that serves the version, or that there is none of its type.

    `monitoring_state` and `obstacle` are those of the table `monitoring_coverage`; `other_versions` counts
    the versions that the endpoint serves besides: the monitor does not tell them apart. `baseline_state`
    is `none`, `read` or `unread`, null without a schedule.
    """

    account_id: str
    account_name: str
    region: str
    endpoint_name: str
    endpoint_arn: str
    endpoint_status: str | None
    other_versions: int
    tier: int
    monitoring_type: str
    monitoring_state: str
    obstacle: str
    schedule_name: str | None
    schedule_status: str | None
    baseline_state: str | None
    baseline_uri: str | None
    executions: int
    failed_executions: int
    last_execution_status: str | None
    last_failure_reason: str | None
    last_execution_at: datetime | None


class Limits(Shape):
    """What drift is held against: `psi_some` by custom, the others by the controls for the endpoint's tier.

    A null is a control that is switched off. `samples` are the values that both sides must have.
    """

    psi_some: float
    psi: float | None
    ks: float | None
    samples: int | None


class Statistics(Shape):
    """What a report says of one feature."""

    num_present: int | None
    num_missing: int | None
    mean: float | None
    std_dev: float | None
    smallest: float | None
    largest: float | None
    distinct_count: int | None


class Bin(Shape):
    """One bin of both distributions, as shares of their values: a word, or numbers from `low` to `high`.

    The first and the last bin of numbers are open where values leave the baseline's range.
    """

    label: str | None
    low: float | None
    high: float | None
    baseline: float | None
    current: float | None


class DriftPoint(Shape):
    """How far a feature was from its baseline in one execution."""

    scheduled_at: datetime
    psi: float | None
    ks: float | None
    current_count: int | None


class Feature(Shape):
    """One feature of the newest report, with its baseline; `violations` are the monitor's own words."""

    feature: str
    inferred_type: str | None
    method: str | None
    psi: float | None
    ks: float | None
    baseline_count: int | None
    current_count: int | None
    baseline: Statistics | None
    current: Statistics | None
    bins: list[Bin]
    trend: list[DriftPoint]
    violations: list[str]


class DataMonitor(Monitor):
    """A data quality monitor and its features, the one that drifted most first."""

    report_uri: str | None
    measured_at: datetime | None
    rows: int | None
    baseline_rows: int | None
    limits: Limits
    features: list[Feature]


class VersionData(Shape):
    """The Data tab: the data quality monitors of the endpoints that serve the version."""

    monitors: list[DataMonitor]


class EvaluationMetric(Shape):
    """A number stated for the version: in its metadata, or by its card where `evaluation` says in which.

    `production` is the same number of the version that serves production, `threshold` what a monitor of the
    version's predictions holds a metric of this name against. `breached` is null where nothing holds it.
    """

    name: str
    value: float
    notes: str | None
    evaluation: str | None
    group: str | None
    previous: float | None
    production: float | None
    threshold: float | None
    operator: str | None
    breached: bool | None


class SegmentValue(Shape):
    """The value of a metric in one part of the data."""

    name: str
    value: float


class Segment(Shape):
    """A metric by parts of the data, as the card tells it."""

    evaluation: str
    group: str
    name: str
    values: list[SegmentValue]


class MetricPoint(Shape):
    """A metric in one execution; null where the report gives no value."""

    scheduled_at: datetime
    value: float | None


class MonitoredMetric(Shape):
    """A metric of the newest report of a monitor, with what it is held against."""

    metric_group: str | None
    metric_name: str
    label: str | None
    facet: str | None
    facet_value: str | None
    feature: str | None
    value: float | None
    value_reason: str | None
    standard_deviation: float | None
    baseline_value: float | None
    threshold: float | None
    operator: str | None
    breached: bool | None
    trend: list[MetricPoint]


class EvaluationMonitor(Monitor):
    """A monitor of model quality, bias or explainability, and its newest metrics."""

    report_uri: str | None
    measured_at: datetime | None
    rows: int | None
    metrics: list[MonitoredMetric]


class VersionEvaluation(Shape):
    """The Evaluation tab; `production` is another version of the group that serves now, the newest such."""

    production: Sibling | None
    previous_version: int | None
    metrics: list[EvaluationMetric]
    segments: list[Segment]
    monitors: list[EvaluationMonitor]
    reports: list[Report]
