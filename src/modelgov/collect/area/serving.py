"""What serves: models, endpoints, and the endpoint configs that live endpoints name."""

from modelgov.collect.config import read_configs
from modelgov.collect.operation import SEARCH, Operation, described, listing
from modelgov.record.observation import Kind

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="Search:Model",
        kind=Kind.MODEL,
        search="Model",
        record=("Model", "Model"),
        key="ModelArn",
        watermark="CreationTime",  # a model never changes; a full run sees its tags again
        describe=described("DescribeModel", "ModelName"),
        listings=(listing("ListModels", "Models"),),
        actions=SEARCH,
    ),
    # Endpoints are few and what hangs on them is much: every read is full, so that configs, metrics
    # and monitors always start from all of them.
    Operation(
        name="Search:Endpoint",
        kind=Kind.ENDPOINT,
        search="Endpoint",
        record=("Endpoint",),
        key="EndpointArn",
        kept=True,
        describe=described("DescribeEndpoint", "EndpointName"),
        listings=(listing("ListEndpoints", "Endpoints"),),
        actions=SEARCH,
    ),
    Operation(
        name="DescribeEndpointConfig",
        kind=Kind.ENDPOINT_CONFIG,
        key="EndpointConfigArn",
        kept=True,
        describe=described("DescribeEndpointConfig", "EndpointConfigName", tagged=False),
        read=read_configs,
    ),
)
