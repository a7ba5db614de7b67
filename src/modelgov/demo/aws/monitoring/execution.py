"""Executions: each is due at its hour, starts some minutes late, runs a processing job, and writes its files.

Nothing runs by itself here: `settle` brings a shelf to the present moment, and every operation that looks at
monitors calls it first.
"""

from datetime import UTC, datetime
from hashlib import blake2b

from modelgov.demo.aws.monitoring import alert, container, cron, files
from modelgov.demo.aws.monitoring.container import Done, JobFailed
from modelgov.demo.aws.monitoring.definition import Work, work_of
from modelgov.demo.aws.registry.record import Fields, Kind, Record, Shelf

COMPLETED, VIOLATED, FAILED = "Completed", "CompletedWithViolations", "Failed"
_ENDED = frozenset({COMPLETED, VIOLATED, FAILED})
_LATE = 20 * 60
_BOOT = 150.0


class Diary:
    """What is due next by schedule, and the keys of the executions of each, in their order."""

    def __init__(self) -> None:
        self.due: dict[str, float] = {}
        self.executions: dict[str, list[str]] = {}


def settle(shelf: Shelf, now: float) -> None:
    """Run what was due since anybody looked."""
    diary = shelf.of(Diary)
    for schedule in [name for name, due in diary.due.items() if due <= now]:
        record = shelf.records[Kind.SCHEDULE][schedule]
        fields = record.fields()
        expression = fields["MonitoringScheduleConfig"]["ScheduleConfig"]["ScheduleExpression"]
        due: float | None = diary.due[schedule]
        while due is not None and due <= now:
            if not _execute(shelf, fields, due, now):
                break
            due = cron.following(expression, due)
        if due is None:
            del diary.due[schedule]
        else:
            diary.due[schedule] = due


def of_schedule(shelf: Shelf, schedule: str) -> list[Record]:
    """The executions of a schedule, the earliest first."""
    return [shelf.records[Kind.EXECUTION][key] for key in shelf.of(Diary).executions.get(schedule, ())]


def output_of(home: str, endpoint: str, schedule: str, due: float) -> str:
    """The folder in S3 to which an execution writes."""
    return f"{home}/{endpoint}/{schedule}/{datetime.fromtimestamp(due, UTC):%Y/%m/%d/%H}"


def _execute(shelf: Shelf, schedule: Fields, due: float, now: float) -> bool:
    """Write the execution as it stands now; gives whether it has ended."""
    name = schedule["MonitoringScheduleName"]
    digest = blake2b(f"{schedule['MonitoringScheduleArn']}/{due}".encode(), digest_size=16).hexdigest()
    config = schedule["MonitoringScheduleConfig"]
    once = config["ScheduleConfig"]["ScheduleExpression"] == cron.ONCE
    started = due + (8.0 if once else int(digest[:4], 16) % _LATE)
    ended = started + _BOOT + int(digest[4:8], 16) % 240
    summary: Fields = {
        "MonitoringScheduleName": name,
        "ScheduledTime": due,
        "CreationTime": started,
        "LastModifiedTime": min(now, ended),
        "MonitoringExecutionStatus": "Pending" if now < started else "InProgress",
        "MonitoringType": schedule["MonitoringType"],
    }
    summary |= {key: schedule[key] for key in ("EndpointName",) if key in schedule}
    if "MonitoringJobDefinitionName" in config:
        summary["MonitoringJobDefinitionName"] = config["MonitoringJobDefinitionName"]
    if now >= ended:
        work = work_of(shelf, config, schedule["MonitoringType"])
        job = _job_name(work, due, digest)
        summary |= _outcome(shelf, schedule, (work, job), (due, started, ended))
    _keep(shelf, name, summary)
    return now >= ended


def _keep(shelf: Shelf, schedule: str, summary: Fields) -> None:
    key = f"{schedule}/{summary['ScheduledTime']}"
    known = shelf.records[Kind.EXECUTION].get(key)
    if known is not None:
        known.created = summary["CreationTime"]
        known.write(summary)
    else:
        shelf.add(Kind.EXECUTION, key, summary)
        shelf.of(Diary).executions.setdefault(schedule, []).append(key)
    if summary["MonitoringExecutionStatus"] in _ENDED:
        seen = (one.fields() for one in of_schedule(shelf, schedule))
        ended = [
            alert.Ended(at=one["LastModifiedTime"], violated=one["MonitoringExecutionStatus"] == VIOLATED)
            for one in seen
        ]
        alert.evaluate(shelf, schedule, ended)


def _outcome(shelf: Shelf, schedule: Fields, doing: tuple[Work, str], times: tuple[float, ...]) -> Fields:
    """Run the container; the summary's last fields."""
    work, job = doing
    due, started, ended = times
    arn = shelf.arn(Kind.PROCESSING_JOB, job)
    of = work.endpoint or "batch-transform"
    output = output_of(work.output, of, schedule["MonitoringScheduleName"], due)
    reason: str | None = None
    try:
        done = container.run(shelf, work, due)
        for name, value in done.outputs.items():
            files.write(shelf.account, f"{output}/{name}", value, ended)
    except JobFailed as failed:
        if not failed.started:
            return {"MonitoringExecutionStatus": FAILED, "FailureReason": failed.reason}
        done, reason = Done(outputs={}, violations=0), failed.reason
    except files.NoSuchObject as missing:
        done, reason = Done(outputs={}, violations=0), f"ClientError: Data upload failed: {missing}"
    status = FAILED if reason else VIOLATED if done.violations else COMPLETED
    said = f"{status}: Job completed successfully with {done.violations or 'no'} violations."
    told: Fields = {"FailureReason": reason} if reason else {"ExitMessage": said}
    job_fields = _job(work, (job, arn, output), (started, ended)) | told
    job_fields |= {
        "ProcessingJobStatus": FAILED if reason else COMPLETED,
        "MonitoringScheduleArn": schedule["MonitoringScheduleArn"],
    }
    shelf.add(Kind.PROCESSING_JOB, job, job_fields)
    summary = {"MonitoringExecutionStatus": status, "ProcessingJobArn": arn}
    return summary | ({"FailureReason": reason} if reason else {})


def _job_name(work: Work, due: float, digest: str) -> str:
    return f"{work.jobs}-{datetime.fromtimestamp(due, UTC):%Y%m%d%H%M}-{digest[:24]}"


def _job(work: Work, named: tuple[str, str, str], times: tuple[float, float]) -> Fields:
    """The processing job behind an execution, as DescribeProcessingJob shows it."""
    name, arn, output = named
    started, ended = times
    uploaded = {"S3Uri": output, "LocalPath": "/opt/ml/processing/output", "S3UploadMode": "Continuous"}
    return {
        "ProcessingJobName": name,
        "ProcessingJobArn": arn,
        "ProcessingOutputConfig": {"Outputs": [{"OutputName": "result", "S3Output": uploaded}]},
        "ProcessingResources": work.resources,
        "AppSpecification": {"ImageUri": work.image},
        "RoleArn": work.role,
        "CreationTime": started,
        "ProcessingStartTime": started + 100,
        "ProcessingEndTime": ended,
        "LastModifiedTime": ended,
    }
