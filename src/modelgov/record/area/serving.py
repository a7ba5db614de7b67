"""What serves: models, endpoint configs, endpoints."""

from modelgov.record.column import AT, B, D, Each, Form, J, L, Part, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.MODEL: Form(
        arn="ModelArn",
        created="CreationTime",
        modified=None,
        fields=(
            *("ModelName", "PrimaryContainer", "Containers", "InferenceExecutionConfig"),
            *("ExecutionRoleArn", "VpcConfig", "CreationTime", "ModelArn", "EnableNetworkIsolation"),
            "Tags",
        ),
    ),
    Kind.ENDPOINT_CONFIG: Form(
        arn="EndpointConfigArn",
        created="CreationTime",
        modified=None,
        fields=(
            *("EndpointConfigName", "EndpointConfigArn", "ProductionVariants", "DataCaptureConfig"),
            *("KmsKeyId", "CreationTime", "AsyncInferenceConfig", "ExplainerConfig"),
            *("ShadowProductionVariants", "ExecutionRoleArn", "VpcConfig", "EnableNetworkIsolation"),
        ),
    ),
    Kind.ENDPOINT: Form(
        arn="EndpointArn",
        created="CreationTime",
        modified="LastModifiedTime",
        fields=(
            *("EndpointName", "EndpointArn", "EndpointConfigName", "ProductionVariants"),
            *("DataCaptureConfig", "EndpointStatus", "FailureReason", "CreationTime"),
            *("LastModifiedTime", "Tags", "ShadowProductionVariants"),
        ),
    ),
}

_PLANNED = (
    column("variant_name", T, "VariantName", "Name of the variant."),
    column("model_name", T, "ModelName", "Model that it runs."),
    column("instance_type", T, "InstanceType", "Instance type; null when serverless."),
    column("initial_instance_count", L, "InitialInstanceCount", "Instances at the start."),
    column("initial_weight", D, "InitialVariantWeight", "Share of the traffic at the start."),
    column("serverless_memory_mb", L, "ServerlessConfig.MemorySizeInMB", "Memory when serverless, MB."),
    column("max_concurrency", L, "ServerlessConfig.MaxConcurrency", "Requests at once when serverless."),
    column(
        "provisioned_concurrency",
        L,
        "ServerlessConfig.ProvisionedConcurrency",
        "Requests at once that are kept warm when serverless.",
    ),
    column("managed_scaling", T, "ManagedInstanceScaling.Status", "ENABLED or DISABLED; null when unsaid."),
    column("min_instances", L, "ManagedInstanceScaling.MinInstanceCount", "Least when scaling is managed."),
    column("max_instances", L, "ManagedInstanceScaling.MaxInstanceCount", "Most when scaling is managed."),
)
_RUNNING = (
    column("variant_name", T, "VariantName", "Name of the variant."),
    column("current_instance_count", L, "CurrentInstanceCount", "Instances now."),
    column("desired_instance_count", L, "DesiredInstanceCount", "Instances wanted."),
    column("current_weight", D, "CurrentWeight", "Share of the traffic now."),
    column("deployed_image", T, "DeployedImages.0.SpecifiedImage", "Image that was asked for."),
    column("resolved_image", T, "DeployedImages.0.ResolvedImage", "The same with its digest, as it runs."),
)

TABLES: tuple[Table, ...] = (
    Table(
        name="model_observation",
        kind=Kind.MODEL,
        meaning="SageMaker models: what an endpoint config names.",
        columns=(
            column("model_name", T, "ModelName", "Name of the model."),
            column("created_at", AT, "CreationTime", "When it was created."),
            column("execution_role_arn", T, "ExecutionRoleArn", "Role that it runs with."),
            column("network_isolation", B, "EnableNetworkIsolation", "Whether it has no network."),
            column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
    Table(
        name="model_container_observation",
        kind=Kind.MODEL,
        meaning="Containers of models, a row each; what ties a model to a registry version.",
        part=Part(field="Containers", each=Each.ITEM, single="PrimaryContainer"),
        columns=(
            column("model_package_arn", T, "ModelPackageName", "Version that it was made from."),
            column("image", T, "Image", "Image that it runs."),
            column("container_mode", T, "Mode", "SingleModel or MultiModel; null where nothing says."),
            column("model_data_url", T, "ModelDataUrl", "Artifact that it loads."),
        ),
    ),
    Table(
        name="endpoint_config_observation",
        kind=Kind.ENDPOINT_CONFIG,
        meaning="Endpoint configs of live endpoints.",
        columns=(
            column("config_name", T, "EndpointConfigName", "Name of the config."),
            column("created_at", AT, "CreationTime", "When it was created."),
            column("kms_key_id", T, "KmsKeyId", "Key that encrypts its volumes."),
            column("data_capture", B, "DataCaptureConfig.EnableCapture", "Whether it captures data."),
            column(
                "capture_percent",
                L,
                "DataCaptureConfig.InitialSamplingPercentage",
                "Share of the requests that is captured, percent.",
            ),
            column("capture_uri", T, "DataCaptureConfig.DestinationS3Uri", "Where captured data goes."),
            column(
                "async_output_uri",
                T,
                "AsyncInferenceConfig.OutputConfig.S3OutputPath",
                "Where answers go when it is asynchronous; null when it is not.",
            ),
            column(
                "async_concurrency",
                L,
                "AsyncInferenceConfig.ClientConfig.MaxConcurrentInvocationsPerInstance",
                "Requests that an instance takes at once when it is asynchronous.",
            ),
            column("execution_role_arn", T, "ExecutionRoleArn", "Role that it runs with."),
            column("network_isolation", B, "EnableNetworkIsolation", "Whether it has no network."),
        ),
    ),
    Table(
        name="endpoint_config_variant_observation",
        kind=Kind.ENDPOINT_CONFIG,
        meaning="Variants of endpoint configs, a row each.",
        part=Part(field="ProductionVariants", each=Each.ITEM),
        columns=_PLANNED,
    ),
    Table(
        name="endpoint_config_shadow_observation",
        kind=Kind.ENDPOINT_CONFIG,
        meaning="Shadow variants of endpoint configs, a row each: they get a copy of the requests.",
        part=Part(field="ShadowProductionVariants", each=Each.ITEM),
        columns=_PLANNED,
    ),
    Table(
        name="endpoint_observation",
        kind=Kind.ENDPOINT,
        meaning="Endpoints, one row for every state that was seen.",
        columns=(
            column("endpoint_name", T, "EndpointName", "Name of the endpoint."),
            column("config_name", T, "EndpointConfigName", "Config that it runs."),
            column("endpoint_status", T, "EndpointStatus", "InService, Creating, Failed and so on."),
            column(
                "capture_status",
                T,
                "DataCaptureConfig.CaptureStatus",
                "Started or Stopped; null if none.",
            ),
            column("failure_reason", T, "FailureReason", "Why it failed."),
            column("created_at", AT, "CreationTime", "When it was created."),
            column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
            column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
    Table(
        name="endpoint_variant_observation",
        kind=Kind.ENDPOINT,
        meaning="Running variants of endpoints, a row each.",
        part=Part(field="ProductionVariants", each=Each.ITEM),
        columns=_RUNNING,
    ),
    Table(
        name="endpoint_shadow_observation",
        kind=Kind.ENDPOINT,
        meaning="Running shadow variants of endpoints, a row each.",
        part=Part(field="ShadowProductionVariants", each=Each.ITEM),
        columns=_RUNNING,
    ),
)
