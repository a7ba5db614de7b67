"""Monitors, as far as a list and a describe are not enough: what has no ARN, and what hangs on schedules.

Executions, alerts and changes of alerts have no ARN on AWS. Here they are named by that of their schedule:

    arn:aws:sagemaker:eu-west-1:210000000002:monitoring-schedule/limits/execution/2026-11-24T05:00:00Z
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from modelgov.collect.operation import listing
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Scope
from modelgov.record.codec import utc
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind

Summary = Mapping[str, Any]

EXECUTIONS = listing("ListMonitoringExecutions", "MonitoringExecutionSummaries")
ALERTS = listing("ListMonitoringAlerts", "MonitoringAlertSummaries")
CHANGES = listing("ListMonitoringAlertHistory", "MonitoringAlertHistory")
REPORTS = "GetObject"  # the operation whose watermark says which executions' reports have been tried
RESOURCES = {
    "DataQuality": "data-quality-job-definition",
    "ModelQuality": "model-quality-job-definition",
    "ModelBias": "model-bias-job-definition",
    "ModelExplainability": "model-explainability-job-definition",
}


def arn_of(scope: Scope, resource: str) -> str:
    """The ARN of a SageMaker resource here; for what is named by its schedule."""
    reader = scope.reader
    partition = reader.door.partition(reader.region)
    return f"arn:{partition}:sagemaker:{reader.region}:{reader.account_id}:{resource}"


def _moment(seconds: Any) -> str:
    return utc(seconds).isoformat().replace("+00:00", "Z") if isinstance(seconds, int | float) else ""


def named_definition(schedule: Summary) -> tuple[str, str] | None:
    """The type and the name of the definition that a schedule names; None when it holds its own."""
    config = schedule.get("MonitoringScheduleConfig") or schedule  # described, or as a list shows it
    name = config.get("MonitoringJobDefinitionName")
    kind = schedule.get("MonitoringType") or config.get("MonitoringType")
    return (str(kind), str(name)) if name and kind in RESOURCES else None


def read_definitions(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Describe the definitions that schedules name, once each: a definition never changes."""
    known = {asset.lower() for asset in scope.live(Kind.MONITORING_DEFINITION)}
    schedules = [orjson.loads(one) for one in scope.seen(Kind.MONITORING_SCHEDULE).values()]
    wanted = sorted({found for one in schedules if (found := named_definition(one)) is not None})
    reading.full = scope.run.full
    try:
        for kind, name in wanted:
            asset = arn_of(scope, f"{RESOURCES[kind]}/{name}")
            if asset.lower() in known:
                reading.taken.add(asset)
                continue
            yield from _definition(scope, reading, (kind, name, asset))
    except CallError as error:
        reading.failure = error
    reading.failure = reading.failure or scope.failed(Kind.MONITORING_SCHEDULE)


def _definition(scope: Scope, reading: Reading, named: tuple[str, str, str]) -> Iterator[Batch]:
    kind, name, asset = named
    given = {"JobDefinitionName": name}
    try:
        yield scope.batch(reading, (scope.reader.call(f"Describe{kind}JobDefinition", given, reading.tally),))
    except CallError as error:
        if error.absent:
            yield scope.lost(reading, Outcome.FAILED, "A schedule names it, but it does not exist.", asset)
            return
        if error.outcome is not Outcome.FAILED or not error.answered:
            raise
        yield scope.lost(reading, error.outcome, error.what, asset)


def read_executions(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """The executions of all schedules that changed since the last run, or since their reports were tried."""
    given = {"SortBy": "CreationTime", "SortOrder": "Ascending"}
    after = _after(scope, reading, (reading.operation.name, REPORTS))
    try:
        for page in scope.reader.listed(EXECUTIONS, given | {"LastModifiedTimeAfter": after}, reading.tally):
            yield scope.batch(reading, (orjson.dumps(_execution(scope, one)) for one in page))
    except CallError as error:
        reading.failure = error


def _execution(scope: Scope, summary: Summary) -> Summary:
    schedule = arn_of(scope, f"monitoring-schedule/{summary.get('MonitoringScheduleName')}")
    asset = f"{schedule}/execution/{_moment(summary.get('ScheduledTime'))}"
    return {**summary, "Asset": asset}


def _after(scope: Scope, reading: Reading, operations: tuple[str, ...]) -> datetime:
    """From when on to ask: a little before all the watermarks, or the horizon where one is missing."""
    horizon = scope.run.clock() - scope.run.horizon
    marks = [scope.known.watermarks.get(name) for name in operations]
    reading.full = scope.run.full or None in marks
    since = min((mark for mark in marks if mark is not None), default=horizon)
    return (horizon if reading.full else since - scope.run.overlap).astimezone(UTC)


def read_alert_changes(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """The history of all alerts, from where the last run ended."""
    given = {"SortBy": "CreationTime", "SortOrder": "Ascending"}
    after = _after(scope, reading, (reading.operation.name,))
    try:
        for page in scope.reader.listed(CHANGES, given | {"CreationTimeAfter": after}, reading.tally):
            yield scope.batch(reading, (orjson.dumps(_change(scope, one)) for one in page))
    except CallError as error:
        reading.failure = error


def _change(scope: Scope, summary: Summary) -> Summary:
    alert = _alert(scope, str(summary.get("MonitoringScheduleName")), summary)
    return {**alert, "Asset": f"{alert['Asset']}/{_moment(summary.get('CreationTime'))}"}


def _alert(scope: Scope, schedule: str, summary: Summary) -> dict[str, Any]:
    asset = arn_of(scope, f"monitoring-schedule/{schedule}/alert/{summary.get('MonitoringAlertName')}")
    return {**summary, "MonitoringScheduleName": schedule, "Asset": asset}


def read_alerts(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """The alerts of schedules that are new or changed or whose alerts turned; in a full run of all.

    AWS lists alerts by schedule only. Between full runs a changed rule of an alert that does not turn
    stays unseen.
    """
    reading.full = scope.run.full
    schedules = {
        asset: str(orjson.loads(document).get("MonitoringScheduleName"))
        for asset, document in scope.seen(Kind.MONITORING_SCHEDULE).items()
    }
    turned = {
        str(orjson.loads(document).get("MonitoringScheduleName"))
        for asset, document in scope.seen(Kind.MONITORING_ALERT_CHANGE).items()
        if asset not in scope.live(Kind.MONITORING_ALERT_CHANGE)
    }
    looked_at = {asset.rpartition("/alert/")[0].lower() for asset in scope.live(Kind.MONITORING_ALERT)}
    for asset, name in sorted(schedules.items()):
        known = arn_of(scope, f"monitoring-schedule/{name}").lower() in looked_at
        if not (scope.run.full or name in turned or not known or scope.changed(asset)):
            continue
        try:
            for page in scope.reader.listed(ALERTS, {"MonitoringScheduleName": name}, reading.tally):
                yield scope.batch(reading, (orjson.dumps(_alert(scope, name, one)) for one in page))
        except CallError as error:
            if error.absent:
                continue  # the schedule went since it was listed
            reading.failure = error
            return
    reading.failure = scope.failed(Kind.MONITORING_SCHEDULE) or scope.failed(Kind.MONITORING_ALERT_CHANGE)
