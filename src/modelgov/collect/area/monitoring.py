"""Monitors: schedules, the job definitions that they name, executions, alerts, and the reports in S3."""

from modelgov.collect.monitoring import read_alert_changes, read_alerts, read_definitions, read_executions
from modelgov.collect.operation import Operation, described, listing
from modelgov.collect.report import read_reports
from modelgov.record.area.monitoring import TYPES
from modelgov.record.observation import Kind

OPERATIONS: tuple[Operation, ...] = (
    # Schedules are few, and their definitions, alerts and reports hang on them: every read is full.
    Operation(
        name="ListMonitoringSchedules",
        kind=Kind.MONITORING_SCHEDULE,
        key="MonitoringScheduleArn",
        kept=True,
        describe=described("DescribeMonitoringSchedule", "MonitoringScheduleName", tagged=False),
        listings=(listing("ListMonitoringSchedules", "MonitoringScheduleSummaries"),),
    ),
    Operation(
        name="DescribeMonitoringJobDefinition",  # of whichever type
        kind=Kind.MONITORING_DEFINITION,
        key="JobDefinitionArn",
        kept=True,
        read=read_definitions,
        actions=tuple(f"sagemaker:Describe{name}JobDefinition" for name in TYPES),
    ),
    Operation(
        name="ListMonitoringExecutions",
        kind=Kind.MONITORING_EXECUTION,
        key="Asset",
        since="LastModifiedTimeAfter",
        bounded=True,
        kept=True,
        read=read_executions,
        actions=("sagemaker:ListMonitoringExecutions",),
    ),
    # Before the alerts: what the history tells says which alerts to look at again.
    Operation(
        name="ListMonitoringAlertHistory",
        kind=Kind.MONITORING_ALERT_CHANGE,
        key="Asset",
        since="CreationTimeAfter",
        bounded=True,
        kept=True,
        read=read_alert_changes,
        actions=("sagemaker:ListMonitoringAlertHistory",),
    ),
    Operation(
        name="ListMonitoringAlerts",
        kind=Kind.MONITORING_ALERT,
        key="Asset",
        read=read_alerts,
        actions=("sagemaker:ListMonitoringAlerts",),
    ),
    Operation(
        name="GetObject",
        kind=Kind.MONITORING_REPORT,
        key="Uri",
        service="s3",
        read=read_reports,
        actions=("s3:GetObject", "sagemaker:DescribeProcessingJob"),
    ),
)
