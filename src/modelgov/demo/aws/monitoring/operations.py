"""The operations of Model Monitor by name."""

from collections.abc import Callable

from modelgov.demo.aws.monitoring import alert, definition, schedule
from modelgov.demo.aws.monitoring.execution import settle
from modelgov.demo.aws.registry.listing import Listing, listing
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.training import operations as training

Operation = Callable[[Context, Fields], bytes]

_OF_SCHEDULES = (
    ("EndpointName", "EndpointName"),
    ("MonitoringTypeEquals", "MonitoringType"),
)
SCHEDULES = Listing(
    kind=Kind.SCHEDULE,
    answer="MonitoringScheduleSummaries",
    name="MonitoringScheduleName",
    fields=(
        "MonitoringScheduleName",
        "MonitoringScheduleArn",
        "CreationTime",
        "LastModifiedTime",
        "MonitoringScheduleStatus",
        "EndpointName",
        "MonitoringJobDefinitionName",
        "MonitoringType",
    ),
    shown=lambda fields: fields | _definition_name(fields),
    status="MonitoringScheduleStatus",
    equals=(
        *_OF_SCHEDULES,
        ("MonitoringJobDefinitionName", "MonitoringJobDefinitionName"),
    ),
)
EXECUTIONS = Listing(
    kind=Kind.EXECUTION,
    answer="MonitoringExecutionSummaries",
    name="MonitoringScheduleName",
    fields=(
        "MonitoringScheduleName",
        "ScheduledTime",
        "CreationTime",
        "LastModifiedTime",
        "MonitoringExecutionStatus",
        "ProcessingJobArn",
        "EndpointName",
        "FailureReason",
        "MonitoringJobDefinitionName",
        "MonitoringType",
    ),
    equals=(
        *_OF_SCHEDULES,
        ("MonitoringScheduleName", "MonitoringScheduleName"),
        ("MonitoringJobDefinitionName", "MonitoringJobDefinitionName"),
    ),
    status="MonitoringExecutionStatus",
    times=("ScheduledTime",),
)
HISTORY = Listing(
    kind=Kind.ALERT_CHANGE,
    answer="MonitoringAlertHistory",
    name="MonitoringAlertName",
    fields=("MonitoringScheduleName", "MonitoringAlertName", "CreationTime", "AlertStatus"),
    status="AlertStatus",
    equals=(
        ("MonitoringScheduleName", "MonitoringScheduleName"),
        ("MonitoringAlertName", "MonitoringAlertName"),
    ),
)


def _definition_name(fields: Fields) -> Fields:
    config = fields["MonitoringScheduleConfig"]
    key = "MonitoringJobDefinitionName"
    return {key: config[key]} if key in config else {}


def _settled(operation: Operation) -> Operation:
    """The operation as of the present moment."""

    def answer(ctx: Context, given: Fields) -> bytes:
        settle(ctx.shelf, ctx.now)
        return operation(ctx, given)

    return answer


OPERATIONS: dict[str, Operation] = {
    "CreateMonitoringSchedule": schedule.create_schedule,
    "DeleteMonitoringSchedule": schedule.delete_schedule,
    "DescribeMonitoringSchedule": schedule.describe_schedule,
    # A job behind an execution is a processing job like any other.
    "DescribeProcessingJob": _settled(training.OPERATIONS["DescribeProcessingJob"]),
    "ListMonitoringAlertHistory": _settled(listing(HISTORY)),
    "ListMonitoringAlerts": _settled(alert.list_alerts),
    "ListMonitoringExecutions": _settled(listing(EXECUTIONS)),
    "ListMonitoringSchedules": _settled(listing(SCHEDULES)),
    "ListProcessingJobs": _settled(training.OPERATIONS["ListProcessingJobs"]),
    "StartMonitoringSchedule": schedule.start_schedule,
    "StopMonitoringSchedule": schedule.stop_schedule,
    "UpdateMonitoringAlert": alert.update_alert,
    "UpdateMonitoringSchedule": schedule.update_schedule,
}
for _type in definition.TYPES:
    OPERATIONS |= {
        f"Create{_type.name}JobDefinition": definition.create(_type),
        f"Delete{_type.name}JobDefinition": definition.delete(_type),
        f"Describe{_type.name}JobDefinition": definition.describe(_type),
        f"List{_type.name}JobDefinitions": definition.listed(_type),
    }
