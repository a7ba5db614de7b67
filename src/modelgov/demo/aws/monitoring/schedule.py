"""Monitoring schedules, and how Search and the model dashboard show them."""

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.monitoring import alert, cron
from modelgov.demo.aws.monitoring.definition import monitor_type, work_of
from modelgov.demo.aws.monitoring.execution import Diary, of_schedule, settle
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record, Shelf

_SCHEDULED, _STOPPED = "Scheduled", "Stopped"
_DASHBOARD = (
    "MonitoringScheduleArn",
    "MonitoringScheduleName",
    "MonitoringScheduleStatus",
    "MonitoringType",
    "FailureReason",
    "CreationTime",
    "LastModifiedTime",
    "MonitoringScheduleConfig",
    "EndpointName",
)


def create_schedule(ctx: Context, given: Fields) -> bytes:
    """CreateMonitoringSchedule: Scheduled at once, with its alert."""
    name, config = given["MonitoringScheduleName"], given["MonitoringScheduleConfig"]
    if name in ctx.shelf.records[Kind.SCHEDULE]:
        raise Refusal("ResourceInUse", f"Monitoring Schedule {_arn(ctx, name)} already exists.")
    fields = _checked(ctx, config) | {
        "MonitoringScheduleArn": _arn(ctx, name),
        "MonitoringScheduleName": name,
        "MonitoringScheduleStatus": _SCHEDULED,
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "Tags": given.get("Tags", []),
    }
    ctx.shelf.add(Kind.SCHEDULE, name, fields)
    alert.make(ctx, name)
    if name not in ctx.registry.pace.silent:
        ctx.shelf.of(Diary).due[name] = cron.first(_expression(config), ctx.now)
    return orjson.dumps({"MonitoringScheduleArn": fields["MonitoringScheduleArn"]})


def describe_schedule(ctx: Context, given: Fields) -> bytes:
    """DescribeMonitoringSchedule, with the last execution."""
    settle(ctx.shelf, ctx.now)
    fields = _found(ctx, given).fields()
    del fields["Tags"]
    return orjson.dumps(fields | _last(ctx.shelf, fields))


def update_schedule(ctx: Context, given: Fields) -> bytes:
    """UpdateMonitoringSchedule: another configuration, due again from now on."""
    settle(ctx.shelf, ctx.now)
    record = _found(ctx, given)
    changed = _checked(ctx, given["MonitoringScheduleConfig"])
    fields = record.fields() | changed | {"LastModifiedTime": ctx.now}
    record.write(fields)
    if fields["MonitoringScheduleStatus"] == _SCHEDULED:
        ctx.shelf.of(Diary).due[record.key] = cron.first(
            _expression(fields["MonitoringScheduleConfig"]), ctx.now
        )
    return orjson.dumps({"MonitoringScheduleArn": fields["MonitoringScheduleArn"]})


def start_schedule(ctx: Context, given: Fields) -> bytes:
    """StartMonitoringSchedule: one that runs once runs once more."""
    settle(ctx.shelf, ctx.now)
    record = _found(ctx, given)
    fields = record.fields() | {"MonitoringScheduleStatus": _SCHEDULED, "LastModifiedTime": ctx.now}
    record.write(fields)
    ctx.shelf.of(Diary).due[record.key] = cron.first(_expression(fields["MonitoringScheduleConfig"]), ctx.now)
    return b"{}"


def stop_schedule(ctx: Context, given: Fields) -> bytes:
    """StopMonitoringSchedule: what runs ends, nothing new begins."""
    settle(ctx.shelf, ctx.now)
    record = _found(ctx, given)
    record.write(record.fields() | {"MonitoringScheduleStatus": _STOPPED, "LastModifiedTime": ctx.now})
    ctx.shelf.of(Diary).due.pop(record.key, None)
    return b"{}"


def delete_schedule(ctx: Context, given: Fields) -> bytes:
    """DeleteMonitoringSchedule, with its executions and alerts; the files in S3 stay."""
    settle(ctx.shelf, ctx.now)
    name = _found(ctx, given).key
    ctx.shelf.remove(Kind.SCHEDULE, name)
    for key in ctx.shelf.of(Diary).executions.pop(name, ()):
        ctx.shelf.remove(Kind.EXECUTION, key)
    alert.forget(ctx.shelf, name)
    ctx.shelf.of(Diary).due.pop(name, None)
    return b"{}"


def of_model(ctx: Context, endpoints: set[str]) -> list[Fields]:
    """The schedules that watch these endpoints, as Search shows them with a model."""
    settle(ctx.shelf, ctx.now)
    return [
        {name: fields[name] for name in _DASHBOARD if name in fields}
        | _last(ctx.shelf, fields)
        | {"MonitoringAlertSummaries": alert.of_schedule(ctx.shelf, fields["MonitoringScheduleName"])}
        for fields in _watching(ctx.shelf, endpoints)
    ]


def of_endpoint(ctx: Context, endpoint: str) -> list[Fields]:
    """The schedules of an endpoint, as Search shows them with it."""
    settle(ctx.shelf, ctx.now)
    return [fields | _last(ctx.shelf, fields) for fields in _watching(ctx.shelf, {endpoint})]


def _watching(shelf: Shelf, endpoints: set[str]) -> list[Fields]:
    every = (record.fields() for record in shelf.records[Kind.SCHEDULE].values())
    return [fields for fields in every if fields.get("EndpointName") in endpoints]


def _last(shelf: Shelf, schedule: Fields) -> Fields:
    executions = of_schedule(shelf, schedule["MonitoringScheduleName"])
    return {"LastMonitoringExecutionSummary": executions[-1].fields()} if executions else {}


def _checked(ctx: Context, config: Fields) -> Fields:
    """The fields that follow from a configuration that AWS would take."""
    cron.check(_expression(config))
    if "MonitoringJobDefinition" not in config and "MonitoringJobDefinitionName" not in config:
        message = "One of MonitoringJobDefinition and MonitoringJobDefinitionName is required."
        raise Refusal("ValidationException", message)
    kind = monitor_type(config.get("MonitoringType", "DataQuality"))
    work = work_of(ctx.shelf, config, kind.name)
    watched: Fields = {"EndpointName": work.endpoint} if work.endpoint else {}
    if work.endpoint:
        ctx.shelf.find(Kind.ENDPOINT, work.endpoint)
    return {"MonitoringScheduleConfig": config, "MonitoringType": kind.name} | watched


def _expression(config: Fields) -> str:
    """A schedule without an expression runs every hour."""
    given = config.setdefault("ScheduleConfig", {"ScheduleExpression": "cron(0 * ? * * *)"})
    expression: str = given["ScheduleExpression"]
    return expression


def _found(ctx: Context, given: Fields) -> Record:
    name = given["MonitoringScheduleName"]
    record = ctx.shelf.records[Kind.SCHEDULE].get(name)
    if record is None:
        raise Refusal("ResourceNotFound", f"Could not find monitoring schedule {_arn(ctx, name)}.")
    return record


def _arn(ctx: Context, name: str) -> str:
    return ctx.shelf.arn(Kind.SCHEDULE, name)
