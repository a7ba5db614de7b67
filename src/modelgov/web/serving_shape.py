"""What the HTTP API answers for the Endpoints and Endpoint pages, as `web.shape` says."""

from datetime import date, datetime

from modelgov.web.shape import FacetValue, FindingRow, Shape


class EndpointRow(Shape):
    """One endpoint in the list.

    `registered` says whether a version explains all that it serves: `yes`, `no` or `unknown` (a config or
    model was not seen). `fit` is what the controls of utilisation say: `over` (too busy), `under` (hardly
    used), `ok`, `exempt`, `unknown`, or `none` where they do not apply; `idle` is `idle` (no request in 14
    days), `used`, `unknown` or `none`. Use is that of the busiest variant. Shares are of 1.
    """

    account_id: str
    account_name: str
    region: str
    endpoint_name: str
    endpoint_arn: str
    endpoint_status: str
    in_service: bool
    environment: str
    in_production: bool | None
    business_unit: str
    team: str
    owner: str
    tier: int
    model_group: str | None
    version: int | None
    registered: str
    variants: int
    shadow_variants: int
    not_approved: int
    hosting: str | None
    instance_type: str
    instance_types: int | None
    instance_count: int | None
    invocations_per_day: float | None
    invocations_30d: int | None
    errors_4xx_30d: int | None
    errors_5xx_30d: int | None
    error_share: float | None
    model_latency_p50_mean_ms: float | None
    model_latency_p99_median_ms: float | None
    cpu_share_mean: float | None
    memory_share_mean: float | None
    gpu_share_mean: float | None
    fit: str
    idle: str
    idle_days: int | None
    last_invoked_at: datetime | None
    serving_since: datetime | None
    asked_until: datetime | None
    usd_per_month: float | None
    priced_by: str
    usd_per_1000: float | None
    billed_usd: float | None
    findings: int
    severity_rank: int | None
    created_at: datetime | None
    changed_at: datetime


class MonthCost(Shape):
    """The month until the last collection: list price, bill, and what it comes to if all stays so."""

    month: str
    until: datetime | None
    usd: float | None
    projected_usd: float | None
    billed_usd: float | None
    unpriced_hours: float | None


class EndpointPeriod(Shape):
    """Requests, errors and cost of the time range that was asked for.

    Requests and errors are of whole days that CloudWatch measured, the first of them `known_since`;
    endpoints that have none are `unmeasured`. Cost is of the months that the range touches, each whole,
    from `first_month` to `last_month`: it is known by month.
    """

    invocations: int | None
    errors_4xx: int | None
    errors_5xx: int | None
    unmeasured: int
    known_since: date | None
    usd: float | None
    billed_usd: float | None
    unpriced_hours: float | None
    first_month: str | None
    last_month: str | None


class EndpointSummary(Shape):
    """Counts and sums over the endpoints that the filters leave.

    Cost is that of endpoints in service; `unpriced` and `serverless` ones are no part of it. Requests and
    errors are of 30 days; `unmeasured` endpoints are no part of them. `period` is null where no time range is
    asked for.
    """

    endpoints: int
    in_service: int
    unregistered: int
    unregistered_unknown: int
    usd_per_month: float | None
    unpriced: int
    serverless: int
    idle: int
    idle_unknown: int
    idle_usd_per_month: float | None
    invocations_30d: int | None
    errors_4xx_30d: int | None
    errors_5xx_30d: int | None
    unmeasured: int
    over: int
    under: int
    month: MonthCost
    period: EndpointPeriod | None


class EndpointPage(Shape):
    """A window of endpoints, the first with facets and counts; `next` is the cursor of what follows."""

    total: int
    offset: int
    rows: list[EndpointRow]
    next: str | None
    facets: dict[str, list[FacetValue]] | None
    summary: EndpointSummary | None


class EndpointVariant(Shape):
    """A variant, or a component that one hosts, and the version that it serves; a `shadow` answers nobody."""

    variant_name: str
    component_name: str | None
    shadow: bool
    model_name: str | None
    matched_by: str
    version_account_id: str | None
    version_region: str | None
    model_group: str | None
    version: int | None
    approval_status: str | None
    hosting: str | None
    instance_type: str | None
    instance_count: int | None
    serverless_memory_mb: int | None
    usd_per_month: float | None
    priced_by: str | None
    price_region: str | None
    price_date: date | None
    image: str | None


class EndpointPart(Shape):
    """How a variant or component was used in the 30 days before `asked_until`; null is not seen, not zero."""

    variant_name: str | None
    component_name: str | None
    asked_from: datetime
    asked_until: datetime
    serving_since: datetime | None
    invocations_30d: int | None
    error_4xx_share: float | None
    error_5xx_share: float | None
    model_latency_p50_mean_ms: float | None
    model_latency_p99_median_ms: float | None
    model_latency_p99_worst_ms: float | None
    cpu_share_mean: float | None
    memory_share_mean: float | None
    gpu_share_mean: float | None
    last_invoked_at: datetime | None
    idle_7d: bool | None
    idle_14d: bool | None
    idle_30d: bool | None


class EndpointMonth(Shape):
    """What the endpoint cost in a month (`2026-11`); hours without a price or a bill are counted apart."""

    month: str
    instance_hours: float
    assumed_hours: float
    unpriced_hours: float
    usd: float | None
    unbilled_hours: float
    billed_usd: float | None


class EndpointScaling(Shape):
    """What Application Auto Scaling may do, by policy."""

    variant_name: str | None
    component_name: str | None
    scalable_dimension: str | None
    min_capacity: int | None
    max_capacity: int | None
    scale_in_suspended: bool | None
    scale_out_suspended: bool | None
    policy_name: str | None
    policy_type: str | None
    tracked_metric: str | None
    target_value: float | None


class EndpointMonitor(Shape):
    """Whether a type of monitor watches it; `obstacle` is what keeps it from doing so."""

    monitoring_type: str
    monitoring_state: str
    obstacle: str
    schedules: int
    last_execution_status: str | None
    last_execution_at: datetime | None


class EndpointDetail(Shape):
    """Everything that the Endpoint page shows but its metrics over time."""

    row: EndpointRow
    failure_reason: str | None
    config_name: str | None
    config_seen: bool
    observed_at: datetime
    data_capture: bool | None
    capture_percent: int | None
    capture_uri: str | None
    capture_status: str | None
    tier_reason: str | None
    environment_source: str | None
    variants: list[EndpointVariant]
    parts: list[EndpointPart]
    months: list[EndpointMonth]
    scaling: list[EndpointScaling]
    monitors: list[EndpointMonitor]
    findings: list[FindingRow]
    judged_at: datetime | None


class MetricPart(Shape):
    """Series of one variant or component, a value for each moment in `at`, null for no datapoint."""

    variant_name: str | None
    component_name: str | None
    asked_from: datetime
    asked_until: datetime
    at: list[datetime]
    invocations: list[float | None]
    errors_4xx: list[float | None]
    errors_5xx: list[float | None]
    latency_p50_ms: list[float | None]
    latency_p90_ms: list[float | None]
    latency_p99_ms: list[float | None]
    cpu_percent: list[float | None]
    memory_percent: list[float | None]
    gpu_percent: list[float | None]


class EndpointMetrics(Shape):
    """Metrics of an endpoint from `since` to `until`. A value is of `step_hours` from its moment on.

    Requests and errors are added up, p50 and use averaged, of p90 and p99 the worst hour counts.
    """

    since: datetime | None
    step_hours: int
    until: datetime | None
    parts: list[MetricPart]
