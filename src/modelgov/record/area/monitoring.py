"""Monitors: their schedules, job definitions, executions and alerts."""

from modelgov.record.column import AT, Column, Form, L, T, Table, column
from modelgov.record.observation import Kind

# The names of the four types of monitor, as the API has them and as a column begins.
TYPES: dict[str, str] = {
    "DataQuality": "data_quality",
    "ModelQuality": "model_quality",
    "ModelBias": "model_bias",
    "ModelExplainability": "model_explainability",
}
_PARTS = ("BaselineConfig", "AppSpecification", "JobInput", "JobOutputConfig")

FORMS: dict[Kind, Form] = {
    Kind.MONITORING_SCHEDULE: Form(
        arn="MonitoringScheduleArn",
        created="CreationTime",
        modified="LastModifiedTime",
        # Not its last execution: that is an asset of its own.
        fields=(
            *("MonitoringScheduleArn", "MonitoringScheduleName", "MonitoringScheduleStatus"),
            *("MonitoringType", "FailureReason", "CreationTime", "LastModifiedTime"),
            *("MonitoringScheduleConfig", "EndpointName"),
        ),
    ),
    Kind.MONITORING_DEFINITION: Form(
        arn="JobDefinitionArn",
        created="CreationTime",
        modified=None,
        fields=(
            *("JobDefinitionArn", "JobDefinitionName", "CreationTime", "JobResources", "NetworkConfig"),
            *("RoleArn", "StoppingCondition"),
            *(f"{name}{part}" for name in TYPES for part in _PARTS),
        ),
    ),
    Kind.MONITORING_EXECUTION: Form(
        arn="Asset",  # AWS gives it no ARN: that of its schedule with the time that it was due
        created="CreationTime",
        modified="LastModifiedTime",
        fields=(
            *("Asset", "MonitoringScheduleName", "ScheduledTime", "CreationTime", "LastModifiedTime"),
            *("MonitoringExecutionStatus", "ProcessingJobArn", "EndpointName", "FailureReason"),
            *("MonitoringJobDefinitionName", "MonitoringType"),
        ),
    ),
    Kind.MONITORING_ALERT: Form(
        arn="Asset",  # AWS gives it no ARN: that of its schedule with its name
        created="CreationTime",
        modified="LastModifiedTime",
        fields=(
            *("Asset", "MonitoringScheduleName", "MonitoringAlertName", "CreationTime"),
            *("LastModifiedTime", "AlertStatus", "DatapointsToAlert", "EvaluationPeriod", "Actions"),
        ),
    ),
    Kind.MONITORING_ALERT_CHANGE: Form(
        arn="Asset",  # AWS gives it no ARN: that of its alert with the time of the change
        created="CreationTime",
        modified=None,
        fields=("Asset", "MonitoringScheduleName", "MonitoringAlertName", "CreationTime", "AlertStatus"),
    ),
}

_NAME = column("schedule_name", T, "MonitoringScheduleName", "Name of the monitoring schedule.")
_TYPE = column("monitoring_type", T, "MonitoringType", "DataQuality, ModelQuality, ModelBias and so on.")
_ENDPOINT = column("endpoint_name", T, "EndpointName", "Name of the endpoint.")
_FAILURE = column("failure_reason", T, "FailureReason", "Why it failed.")
_CREATED = column("created_at", AT, "CreationTime", "When it was created.")
_MODIFIED = column("modified_at", AT, "LastModifiedTime", "When it was last modified.")
_CONFIG = "MonitoringScheduleConfig."
_INLINE = _CONFIG + "MonitoringJobDefinition."
_OUTPUT = "MonitoringOutputs.0.S3Output.S3Uri"


def _of_type(name: str, prefix: str) -> tuple[Column, ...]:
    """What a job definition of one type says; null in a definition of another type."""
    of = f"of a {name} definition."
    return (
        column(
            f"{prefix}_constraints_uri",
            T,
            f"{name}BaselineConfig.ConstraintsResource.S3Uri",
            f"Constraints of the baseline {of}",
        ),
        column(f"{prefix}_output_uri", T, f"{name}JobOutputConfig.{_OUTPUT}", f"Home of the reports {of}"),
        column(f"{prefix}_endpoint_name", T, f"{name}JobInput.EndpointInput.EndpointName", f"Endpoint {of}"),
    )


TABLES: tuple[Table, ...] = (
    Table(
        name="monitoring_schedule_observation",
        kind=Kind.MONITORING_SCHEDULE,
        meaning="Monitoring schedules, one row for every state that was seen.",
        columns=(
            _NAME,
            column("schedule_status", T, "MonitoringScheduleStatus", "Scheduled, Stopped, Pending, Failed."),
            _TYPE,
            _ENDPOINT,
            _FAILURE,
            column(
                "schedule_expression",
                T,
                _CONFIG + "ScheduleConfig.ScheduleExpression",
                "When it runs: a cron expression in UTC, or NOW when it runs once each time it is started.",
            ),
            column("definition_name", T, _CONFIG + "MonitoringJobDefinitionName", "Its job definition."),
            column(
                "inline_constraints_uri",
                T,
                _INLINE + "BaselineConfig.ConstraintsResource.S3Uri",
                "Constraints of the baseline, when the schedule itself holds the definition.",
            ),
            column(
                "inline_statistics_uri",
                T,
                _INLINE + "BaselineConfig.StatisticsResource.S3Uri",
                "Statistics of the baseline, when the schedule itself holds the definition.",
            ),
            column(
                "inline_output_uri",
                T,
                _INLINE + "MonitoringOutputConfig." + _OUTPUT,
                "Home of the reports, when the schedule itself holds the definition.",
            ),
            _CREATED,
            _MODIFIED,
        ),
    ),
    Table(
        name="monitoring_definition_observation",
        kind=Kind.MONITORING_DEFINITION,
        meaning="Job definitions of monitors, of all four types; they never change.",
        columns=(
            column("definition_name", T, "JobDefinitionName", "Its job definition."),
            _CREATED,
            column("role_arn", T, "RoleArn", "Role that its jobs run with."),
            column(
                "statistics_uri",
                T,
                "DataQualityBaselineConfig.StatisticsResource.S3Uri",
                "Statistics of the baseline; data quality alone names them.",
            ),
            column("problem_type", T, "ModelQualityAppSpecification.ProblemType", "What the model predicts."),
            *(row for name, prefix in TYPES.items() for row in _of_type(name, prefix)),
        ),
    ),
    Table(
        name="monitoring_execution_observation",
        kind=Kind.MONITORING_EXECUTION,
        meaning="Executions of monitors, one row for every state that was seen.",
        columns=(
            _NAME,
            column("scheduled_at", AT, "ScheduledTime", "When it was due."),
            column(
                "execution_status",
                T,
                "MonitoringExecutionStatus",
                "Pending, InProgress, Completed, CompletedWithViolations, Failed, Stopping, Stopped.",
            ),
            column("processing_job_arn", T, "ProcessingJobArn", "Job that did it; null when none began."),
            _ENDPOINT,
            _FAILURE,
            column("definition_name", T, "MonitoringJobDefinitionName", "Its job definition."),
            _TYPE,
            _CREATED,
            _MODIFIED,
        ),
    ),
    Table(
        name="monitoring_alert_observation",
        kind=Kind.MONITORING_ALERT,
        meaning="Alerts of monitoring schedules, one row for every state that was seen.",
        columns=(
            _NAME,
            column("alert_name", T, "MonitoringAlertName", "Name of the alert."),
            column("alert_status", T, "AlertStatus", "OK or InAlert."),
            column(
                "datapoints_to_alert", L, "DatapointsToAlert", "Executions with violations that raise it."
            ),
            column("evaluation_period", L, "EvaluationPeriod", "Of how many of the last executions."),
            _CREATED,
            _MODIFIED,
        ),
    ),
    Table(
        name="monitoring_alert_change_observation",
        kind=Kind.MONITORING_ALERT_CHANGE,
        meaning="Every time that an alert was raised or fell.",
        columns=(
            _NAME,
            column("alert_name", T, "MonitoringAlertName", "Name of the alert."),
            column("alert_status", T, "AlertStatus", "OK or InAlert."),
            _CREATED,
        ),
    ),
)
