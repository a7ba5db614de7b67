"""Alerts: one for each schedule, in alert when enough of its last executions found violations."""

from dataclasses import dataclass

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import paged
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Shelf

OK, IN_ALERT = "OK", "InAlert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An execution that ended, as an alert counts it."""

    at: float
    violated: bool


def make(ctx: Context, schedule: str) -> None:
    """The alert that comes with a new schedule: any violation raises it."""
    name = f"{schedule[:57]}-alert"
    fields = {
        "MonitoringAlertName": name,
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "AlertStatus": OK,
        "DatapointsToAlert": 1,
        "EvaluationPeriod": 1,
        "Actions": {"ModelDashboardIndicator": {"Enabled": True}},
    }
    ctx.shelf.add(Kind.ALERT, f"{schedule}/{name}", fields)


def of_schedule(shelf: Shelf, schedule: str) -> list[Fields]:
    """The alerts of a schedule."""
    found = shelf.records[Kind.ALERT]
    return [one.fields() for key, one in found.items() if key.startswith(f"{schedule}/")]


def evaluate(shelf: Shelf, schedule: str, ended: list[Ended]) -> None:
    """Look at the executions so far, the latest last, and turn the alerts that must turn."""
    for fields in of_schedule(shelf, schedule):
        looked_at = ended[-fields["EvaluationPeriod"] :]
        raised = sum(one.violated for one in looked_at) >= fields["DatapointsToAlert"]
        status = IN_ALERT if raised else OK
        if status != fields["AlertStatus"]:
            at, name = ended[-1].at, fields["MonitoringAlertName"]
            change = {
                "MonitoringScheduleName": schedule,
                "MonitoringAlertName": name,
                "CreationTime": at,
                "AlertStatus": status,
            }
            shelf.add(Kind.ALERT_CHANGE, f"{schedule}/{name}/{at}", change)
            record = shelf.records[Kind.ALERT][f"{schedule}/{name}"]
            record.write(fields | {"AlertStatus": status, "LastModifiedTime": at})


def forget(shelf: Shelf, schedule: str) -> None:
    """Drop the alerts of a deleted schedule, with their history."""
    for kind in (Kind.ALERT, Kind.ALERT_CHANGE):
        for key in [key for key in shelf.records[kind] if key.startswith(f"{schedule}/")]:
            shelf.remove(kind, key)


def list_alerts(ctx: Context, given: Fields) -> bytes:
    """ListMonitoringAlerts."""
    page, token = paged(of_schedule(ctx.shelf, given["MonitoringScheduleName"]), given)
    return orjson.dumps({"MonitoringAlertSummaries": page} | token)


def update_alert(ctx: Context, given: Fields) -> bytes:
    """UpdateMonitoringAlert: how many of how many executions raise it."""
    schedule, name = given["MonitoringScheduleName"], given["MonitoringAlertName"]
    record = ctx.shelf.records[Kind.ALERT].get(f"{schedule}/{name}")
    if record is None:
        raise Refusal("ResourceNotFound", f"Could not find monitoring alert {name} of schedule {schedule}.")
    if given["DatapointsToAlert"] > given["EvaluationPeriod"]:
        message = "DatapointsToAlert must be less than or equal to EvaluationPeriod."
        raise Refusal("ValidationException", message)
    changed = {name: given[name] for name in ("DatapointsToAlert", "EvaluationPeriod")}
    record.write(record.fields() | changed | {"LastModifiedTime": ctx.now})
    arn = ctx.shelf.arn(Kind.SCHEDULE, schedule)
    return orjson.dumps({"MonitoringScheduleArn": arn, "MonitoringAlertName": name})
