"""Jobs: one row for each type, one life for all; each step of it with its event.

A job that is told how long it takes runs until then: whoever looks next (`due`, `finish`) finds it ended at
that moment. One that is not told takes as long as the control plane's pace says.
"""

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind, epoch_ms, tag_map
from modelgov.demo.aws.training.yields import Yields, read_yields

ENDED = frozenset({"Completed", "Failed", "Stopped"})
_SPOT = 0.34  # what is billed of a run on spare capacity
_LONGEST_START = 100.0

Started = Callable[[Context, Fields], Fields]
Ended = Callable[[Fields, Yields], Fields]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobType:
    """A type of job: what its fields and operations are called, and what it shows when begun and ended."""

    kind: Kind
    name: str
    ran: str
    begun: Started
    ended: Ended

    @property
    def event(self) -> str:
        """The detail-type of its events."""
        words = {"TrainingJob": "Training Job", "ProcessingJob": "Processing Job"}
        return f"SageMaker {words.get(self.name, 'Transform Job')} State Change"


class Running(dict[tuple[Kind, str], float]):
    """When each job that runs is due to end, in one account and region."""


def create(row: JobType) -> Callable[[Context, Fields], bytes]:
    """Create…Job."""

    def answer(ctx: Context, given: Fields) -> bytes:
        return orjson.dumps({f"{row.name}Arn": begin(ctx, row, given)})

    return answer


def describe(row: JobType) -> Callable[[Context, Fields], bytes]:
    """Describe…Job."""

    def answer(ctx: Context, given: Fields) -> bytes:
        return ctx.shelf.find(row.kind, given[f"{row.name}Name"]).raw

    return answer


def stop(row: JobType) -> Callable[[Context, Fields], bytes]:
    """Stop…Job; AWS refuses it for a job that has ended."""

    def answer(ctx: Context, given: Fields) -> bytes:
        name = given[f"{row.name}Name"]
        status = ctx.shelf.find(row.kind, name).fields()[f"{row.name}Status"]
        if status in ENDED:
            message = f"The request was rejected because the job is in status {status}."
            raise Refusal("ValidationException", message)
        halt(ctx, row, name)
        return b"{}"

    return answer


def begin(ctx: Context, row: JobType, given: Fields) -> str:
    """Let a job run from now on; gives its ARN."""
    name = given[f"{row.name}Name"]
    arn = ctx.shelf.arn(row.kind, name)
    yields = read_yields(given)
    fields = given | {
        f"{row.name}Arn": arn,
        f"{row.name}Status": "InProgress",
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
    }
    ctx.shelf.add(row.kind, name, fields | row.begun(ctx, given))
    _tell(ctx, row, name)
    seconds = ctx.registry.pace.seconds if yields.seconds is None else yields.seconds
    ctx.shelf.of(Running)[row.kind, name] = ctx.now + seconds
    if seconds <= 0:
        finish(ctx, row, name)
    elif yields.seconds is None:
        ctx.wake(seconds)
    return arn


def finish(ctx: Context, row: JobType, name: str) -> None:
    """End a job as of the moment at which it was due."""
    due = ctx.shelf.of(Running).pop((row.kind, name))
    record = ctx.shelf.find(row.kind, name)
    fields = record.fields()
    yields = read_yields(fields)
    reason = yields.reason or ctx.registry.pace.reason(name)
    fields |= _times(row, fields["CreationTime"], due) | row.ended(fields, yields)
    if reason is None:
        fields[f"{row.name}Status"] = "Completed"
    else:
        fields |= {f"{row.name}Status": "Failed", "FailureReason": reason}
    record.write(fields)
    _tell(ctx, row, name)


def halt(ctx: Context, row: JobType, name: str) -> None:
    """Stop a job that runs."""
    ctx.shelf.of(Running).pop((row.kind, name), None)
    record = ctx.shelf.find(row.kind, name)
    fields = record.fields()
    record.write(fields | _times(row, fields["CreationTime"], ctx.now) | {f"{row.name}Status": "Stopped"})
    _tell(ctx, row, name)


def _times(row: JobType, created: float, ended: float) -> Fields:
    started = round(created + min(_LONGEST_START, (ended - created) / 10), 3)
    return {f"{row.ran}StartTime": started, f"{row.ran}EndTime": ended, "LastModifiedTime": ended}


def _tell(ctx: Context, row: JobType, name: str) -> None:
    fields = ctx.shelf.find(row.kind, name).fields()
    ctx.emit(row.event, fields[f"{row.name}Arn"], lambda: as_event(fields))


def as_event(fields: Fields) -> Fields:
    """A job as its event tells it."""
    shown = {key: value for key, value in fields.items() if key != "Environment"}
    times = {key: epoch_ms(value) for key, value in shown.items() if key.endswith("Time")}
    return shown | times | {"Tags": tag_map(fields)}


def _training_begun(_ctx: Context, given: Fields) -> Fields:
    spot = given.get("EnableManagedSpotTraining", False)
    return {"SecondaryStatus": "Starting", "EnableManagedSpotTraining": spot}


def _training_ended(fields: Fields, yields: Yields) -> Fields:
    """The metrics are those that a metric definition finds in the log (moto tells the same two of all)."""
    defined = {one["Name"] for one in fields.get("AlgorithmSpecification", {}).get("MetricDefinitions", [])}
    if yields.reason is not None:
        return {"SecondaryStatus": "Failed"}
    seconds = round(yields.seconds or 0)
    home = fields["OutputDataConfig"]["S3OutputPath"].rstrip("/")
    billed = round(seconds * _SPOT) if fields["EnableManagedSpotTraining"] else seconds
    at = fields["CreationTime"] + seconds
    return {
        "SecondaryStatus": "Completed",
        "ModelArtifacts": {
            "S3ModelArtifacts": f"{home}/{fields['TrainingJobName']}/output/model.tar.gz",
        },
        "TrainingTimeInSeconds": seconds,
        "BillableTimeInSeconds": billed,
        "FinalMetricDataList": [
            {"MetricName": name, "Value": value, "Timestamp": at}
            for name, value in yields.metrics.items()
            if name in defined
        ],
    }


def _transform_begun(ctx: Context, given: Fields) -> Fields:
    """The model must be there when the job is made."""
    ctx.shelf.find(Kind.MODEL, given["ModelName"])
    return {}


def _processing_ended(_fields: Fields, yields: Yields) -> Fields:
    return {"ExitMessage": yields.said} if yields.said else {}


TRAINING = JobType(
    kind=Kind.TRAINING_JOB,
    name="TrainingJob",
    ran="Training",
    begun=_training_begun,
    ended=_training_ended,
)
PROCESSING = JobType(
    kind=Kind.PROCESSING_JOB,
    name="ProcessingJob",
    ran="Processing",
    begun=lambda _ctx, _given: {},
    ended=_processing_ended,
)
TRANSFORM = JobType(
    kind=Kind.TRANSFORM_JOB,
    name="TransformJob",
    ran="Transform",
    begun=_transform_begun,
    ended=lambda _fields, _yields: {},
)
TYPES = (TRAINING, PROCESSING, TRANSFORM)
BY_KIND = {row.kind: row for row in TYPES}
