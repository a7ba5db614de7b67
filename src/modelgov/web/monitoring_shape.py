"""What the HTTP API answers for the Monitoring page, as `web.shape` says."""

from datetime import date, datetime

from modelgov.web.monitor_shape import Limits
from modelgov.web.serving_shape import EndpointMonitor
from modelgov.web.shape import Shape


class MonitorType(Shape):
    """Production endpoints in service by what a type of monitor does for them.

    `failing` ones never came to a result; `none` have none and could, once what is in `obstacles` is mended;
    `impossible` ones cannot be watched: serverless, or many models. `obstacles` counts those without one.
    """

    monitoring_type: str
    monitored: int
    waiting: int
    failing: int
    stopped: int
    none: int
    impossible: int
    unknown: int
    obstacles: dict[str, int]


class MonitoredEndpoint(Shape):
    """A production endpoint, or one of which that is not known (`in_production` is null)."""

    account_id: str
    account_name: str
    region: str
    endpoint_name: str
    endpoint_arn: str
    environment: str
    in_production: bool | None
    team: str
    business_unit: str
    tier: int
    monitors: list[EndpointMonitor]


class FailingMonitor(Shape):
    """A monitor whose last execution failed; `means` and `remedy` are null where the message is not known."""

    account_id: str
    account_name: str
    region: str
    schedule_name: str
    schedule_arn: str
    monitoring_type: str | None
    endpoint_name: str | None
    schedule_status: str | None
    executions: int
    failed_executions: int
    last_execution_at: datetime | None
    last_failure_reason: str | None
    means: str | None
    remedy: str | None
    checked: date | None


class FeatureDrift(Shape):
    """A feature of the last execution: `psi` and `ks` against the baseline, null where not computed."""

    feature: str | None
    method: str | None
    psi: float | None
    ks: float | None
    baseline_count: int | None
    current_count: int | None


class ExecutionPoint(Shape):
    """A value of one execution; null where it has none."""

    at: datetime
    value: float | None


class EndpointDrift(Shape):
    """The last execution of an endpoint that compared features, the worst feature first.

    `limits` are those of its tier. Of a time range that is asked for it is the last one in it, and
    `points` are the PSI of the worst feature in each of its executions; without a range there are none.
    """

    account_id: str
    account_name: str
    region: str
    endpoint_name: str
    endpoint_arn: str | None
    version_account_id: str | None
    version_region: str | None
    model_group: str | None
    version: int | None
    team: str | None
    tier: int
    limits: Limits
    scheduled_at: datetime | None
    worst_psi: float | None
    points: list[ExecutionPoint]
    features: list[FeatureDrift]


class DecayingMetric(Shape):
    """A metric of predictions in the newest execution, beside its baseline.

    `worse_share` is how much worse, as a share of the baseline's value; below zero it is better. `points`
    are of the executions in the time range, else of the newest twelve.
    """

    account_id: str
    account_name: str
    region: str
    endpoint_name: str
    metric_name: str
    less_is_better: bool
    scheduled_at: datetime | None
    metric_value: float | None
    approved_value: float | None
    item_count: int | None
    worse_share: float | None
    points: list[ExecutionPoint]


class Monitoring(Shape):
    """Everything that the Monitoring page shows."""

    as_of: datetime
    types: list[MonitorType]
    endpoints: list[MonitoredEndpoint]
    failing: list[FailingMonitor]
    drift: list[EndpointDrift]
    quality: list[DecayingMetric]
