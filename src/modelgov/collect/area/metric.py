"""CloudWatch's metrics of what serves."""

from modelgov.collect.metric import read_metrics
from modelgov.collect.operation import Operation
from modelgov.record.observation import Kind

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="GetMetricData",
        kind=Kind.ENDPOINT_METRIC,
        key="MetricArn",
        service="cloudwatch",
        read=read_metrics,
        actions=("cloudwatch:GetMetricData",),
    ),
)
