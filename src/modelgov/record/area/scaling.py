"""What serves without being an endpoint: inference components, and how capacity follows demand."""

from modelgov.record.column import AT, B, D, Form, J, L, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.INFERENCE_COMPONENT: Form(
        arn="InferenceComponentArn",
        created="CreationTime",
        modified="LastModifiedTime",
        fields=(
            *("InferenceComponentName", "InferenceComponentArn", "EndpointName", "EndpointArn"),
            *("VariantName", "FailureReason", "Specification", "Specifications", "RuntimeConfig"),
            *("CreationTime", "LastModifiedTime", "InferenceComponentStatus", "Tags"),
        ),
    ),
    Kind.SCALING_TARGET: Form(
        arn="ScalableTargetARN",
        created="CreationTime",
        modified=None,
        fields=(
            *("ScalableTargetARN", "ServiceNamespace", "ResourceId", "ScalableDimension", "MinCapacity"),
            *("MaxCapacity", "RoleARN", "CreationTime", "SuspendedState"),
        ),
    ),
    Kind.SCALING_POLICY: Form(
        arn="PolicyARN",
        created="CreationTime",
        modified=None,
        fields=(
            *("PolicyARN", "PolicyName", "ServiceNamespace", "ResourceId", "ScalableDimension"),
            *("PolicyType", "StepScalingPolicyConfiguration", "TargetTrackingScalingPolicyConfiguration"),
            *("PredictiveScalingPolicyConfiguration", "Alarms", "CreationTime"),
        ),
    ),
}

_NEEDS = "Specification.ComputeResourceRequirements."
_TRACKING = "TargetTrackingScalingPolicyConfiguration."

TABLES: tuple[Table, ...] = (
    Table(
        name="inference_component_observation",
        kind=Kind.INFERENCE_COMPONENT,
        meaning="Inference components: models placed on the instances of an endpoint's variant.",
        columns=(
            column("component_name", T, "InferenceComponentName", "Name of the inference component."),
            column("endpoint_name", T, "EndpointName", "Name of the endpoint."),
            column("variant_name", T, "VariantName", "Name of the variant."),
            column("component_status", T, "InferenceComponentStatus", "InService, Failed and so on."),
            column("failure_reason", T, "FailureReason", "Why it failed."),
            column("model_name", T, "Specification.ModelName", "Model that it runs."),
            column(
                "base_component_name",
                T,
                "Specification.BaseInferenceComponentName",
                "Component that it adapts; null when it stands by itself.",
            ),
            column("image", T, "Specification.Container.DeployedImage.SpecifiedImage", "Image that it runs."),
            column("model_data_url", T, "Specification.Container.ArtifactUrl", "Artifact that it loads."),
            column("cpu_cores", D, _NEEDS + "NumberOfCpuCoresRequired", "CPU cores that a copy needs."),
            column(
                "accelerators", D, _NEEDS + "NumberOfAcceleratorDevicesRequired", "GPUs that a copy needs."
            ),
            column("memory_mb", L, _NEEDS + "MinMemoryRequiredInMb", "Memory that a copy needs, MB."),
            column("current_copies", L, "RuntimeConfig.CurrentCopyCount", "Copies now."),
            column("desired_copies", L, "RuntimeConfig.DesiredCopyCount", "Copies wanted."),
            column("created_at", AT, "CreationTime", "When it was created."),
            column("modified_at", AT, "LastModifiedTime", "When it was last modified."),
            column("tags_json", J, "Tags", "Its tags, as JSON."),
        ),
    ),
    Table(
        name="scaling_target_observation",
        kind=Kind.SCALING_TARGET,
        meaning="What Application Auto Scaling may scale, and between which bounds.",
        columns=(
            column("resource_id", T, "ResourceId", "What is scaled, as Application Auto Scaling names it."),
            column(
                "scalable_dimension", T, "ScalableDimension", "What is counted: instances, copies and so on."
            ),
            column("min_capacity", L, "MinCapacity", "The least that it is scaled in to."),
            column("max_capacity", L, "MaxCapacity", "The most that it is scaled out to."),
            column(
                "scale_in_suspended",
                B,
                "SuspendedState.DynamicScalingInSuspended",
                "Whether scaling in is suspended.",
            ),
            column(
                "scale_out_suspended",
                B,
                "SuspendedState.DynamicScalingOutSuspended",
                "Whether scaling out is suspended.",
            ),
            column("created_at", AT, "CreationTime", "When it was created."),
        ),
    ),
    Table(
        name="scaling_policy_observation",
        kind=Kind.SCALING_POLICY,
        meaning="Policies by which scaling targets are scaled.",
        columns=(
            column("policy_name", T, "PolicyName", "Name of the scaling policy."),
            column("resource_id", T, "ResourceId", "What is scaled, as Application Auto Scaling names it."),
            column(
                "scalable_dimension", T, "ScalableDimension", "What is counted: instances, copies and so on."
            ),
            column("policy_type", T, "PolicyType", "TargetTrackingScaling, StepScaling and so on."),
            column("target_value", D, _TRACKING + "TargetValue", "What the tracked metric is held at."),
            column(
                "tracked_metric",
                T,
                _TRACKING + "PredefinedMetricSpecification.PredefinedMetricType",
                "AWS's name of the tracked metric; null for a metric of one's own.",
            ),
            column("scale_in_disabled", B, _TRACKING + "DisableScaleIn", "Whether it never scales in."),
            column("created_at", AT, "CreationTime", "When it was created."),
        ),
    ),
)
