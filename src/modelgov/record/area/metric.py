"""CloudWatch's hourly metrics of what serves: a document for each variant and stretch of time asked for.

The documents are our own: CloudWatch answers series, and what was asked must be known beside what came.
The kept numbers are in our units (milliseconds), times are the beginnings of hours.
"""

from modelgov.record.column import AT, D, Each, Form, L, Part, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.ENDPOINT_METRIC: Form(
        arn="MetricArn",
        created="From",
        modified="Until",
        fields=(
            *("MetricArn", "EndpointName", "VariantName", "InferenceComponentName", "InstanceType"),
            *("From", "Until", "Series"),
        ),
    ),
}

_NAMES = (
    column("endpoint_name", T, "EndpointName", "Name of the endpoint."),
    column("variant_name", T, "VariantName", "Name of the variant."),
    column("component_name", T, "InferenceComponentName", "Name of the inference component."),
)

TABLES: tuple[Table, ...] = (
    Table(
        name="metric_window_observation",
        kind=Kind.ENDPOINT_METRIC,
        meaning="Which hours CloudWatch was asked about, by variant; an hour without a row has no datapoint.",
        cold=True,
        columns=(
            *_NAMES,
            column("instance_type", T, "InstanceType", "Instance type; null when serverless."),
            column("asked_from", AT, "From", "Beginning of the first hour that was asked for."),
            column("asked_until", AT, "Until", "End of the last hour that was asked for."),
        ),
    ),
    Table(
        name="endpoint_metric_observation",
        kind=Kind.ENDPOINT_METRIC,
        meaning="Hourly metrics of variants, a row for each hour in which CloudWatch has any datapoint.",
        cold=True,
        part=Part(field="Series", each=Each.SERIES),
        columns=(
            column("hour", AT, "Series.Hour", "Beginning of the hour, UTC."),
            *_NAMES,
            column("invocations", L, "Series.Invocations", "Requests in the hour; null without datapoint."),
            column("errors_4xx", L, "Series.Errors4xx", "Requests refused as the caller's fault."),
            column("errors_5xx", L, "Series.Errors5xx", "Requests that failed in the model or its server."),
            column("model_latency_ms", D, "Series.ModelLatency", "Mean time in the model, ms."),
            column("model_latency_p50_ms", D, "Series.ModelLatencyP50", "Median time in the model, ms."),
            column("model_latency_p90_ms", D, "Series.ModelLatencyP90", "90th percentile of it, ms."),
            column("model_latency_p99_ms", D, "Series.ModelLatencyP99", "99th percentile of it, ms."),
            column("overhead_latency_ms", D, "Series.OverheadLatency", "Mean time outside of it, ms."),
            column("overhead_latency_p50_ms", D, "Series.OverheadLatencyP50", "Median of that, ms."),
            column("overhead_latency_p90_ms", D, "Series.OverheadLatencyP90", "90th percentile of that, ms."),
            column("overhead_latency_p99_ms", D, "Series.OverheadLatencyP99", "99th percentile of that, ms."),
            column("cpu_percent", D, "Series.Cpu", "CPU in use, percent of one virtual CPU: up to n x 100."),
            column("memory_percent", D, "Series.Memory", "Memory in use, percent."),
            column("gpu_percent", D, "Series.Gpu", "GPUs in use, percent of one GPU: up to n x 100."),
            column("gpu_memory_percent", D, "Series.GpuMemory", "GPU memory in use, as `gpu_percent`."),
            column("disk_percent", D, "Series.Disk", "Disk in use, percent."),
        ),
    ),
)
