"""Executions of pipelines: step after step, each with its job, until one fails or none is left.

moto ends every execution at once and knows none of its steps.
"""

import base64
import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.identity import Caller
from modelgov.demo.aws.registry.listing import paged
from modelgov.demo.aws.registry.record import Context, Fields, Kind, epoch_ms
from modelgov.demo.aws.training.definition import Names, parameters, read_definition
from modelgov.demo.aws.training.pipeline import Definitions

_EVENT = "SageMaker Model Building Pipeline Execution Status Change"
_STEP_EVENT = "SageMaker Model Building Pipeline Execution Step Status Change"
STEP_FAILED = "Step failure: One or multiple steps failed."


@dataclass(slots=True, kw_only=True)
class Doing:
    """A step under way: what it shows, when it is due, and the job that it waits for."""

    step: Fields
    shown: Fields
    due: float
    job: tuple[Kind, str] | None


@dataclass(slots=True, kw_only=True)
class Course:
    """How far an execution has come; `caller` started it, and acts in its steps."""

    caller: Caller
    names: Names
    left: list[Fields]
    failed: bool = False
    doing: Doing | None = None


@dataclass(slots=True)
class Courses:
    """The executions under way by ARN, and the steps of all of them, the first begun first."""

    running: dict[str, Course] = field(default_factory=dict)
    steps: dict[str, list[Fields]] = field(default_factory=dict)


def execution_id(pipeline_arn: str, token: str) -> str:
    """The id of the execution that a request token starts: the same token never starts a second."""
    digest = hashlib.blake2b(f"{pipeline_arn}/{token}".encode(), digest_size=10).digest()
    return base64.b32encode(digest).decode().lower()[:12]


def open_execution(ctx: Context, given: Fields) -> tuple[str, bool]:
    """Begin an execution, before its first step; its ARN, and whether it is a new one."""
    name = ctx.shelf.name(Kind.PIPELINE, given["PipelineName"])
    pipeline = ctx.shelf.find(Kind.PIPELINE, name)
    home = ctx.shelf.arn(Kind.PIPELINE, name)
    arn = f"{home}/execution/{execution_id(home, given['ClientRequestToken'])}"
    if arn in ctx.shelf.records[Kind.PIPELINE_EXECUTION]:
        return arn, False
    definition = read_definition(ctx.shelf.of(Definitions)[name])
    values = parameters(definition, given.get("PipelineParameters", []))
    fields = {
        "PipelineArn": home,
        "PipelineExecutionArn": arn,
        "PipelineExecutionDisplayName": given.get(
            "PipelineExecutionDisplayName", f"execution-{epoch_ms(ctx.now)}"
        ),
        "PipelineExecutionStatus": "Executing",
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "CreatedBy": ctx.user,
        "LastModifiedBy": ctx.user,
        "PipelineParameters": [{"Name": key, "Value": str(value)} for key, value in values.items()],
    }
    if "PipelineExecutionDescription" in given:
        fields["PipelineExecutionDescription"] = given["PipelineExecutionDescription"]
    ctx.shelf.add(Kind.PIPELINE_EXECUTION, arn, fields)
    record = pipeline.fields()
    pipeline.write(record | {"LastRunTime": ctx.now})
    known = {"PipelineExecutionId": arn.rpartition("/")[2], "PipelineExecutionArn": arn, "PipelineName": name}
    courses = ctx.shelf.of(Courses)
    courses.steps[arn] = []
    courses.running[arn] = Course(
        caller=ctx.caller,
        names=Names(parameters=values, execution=known, steps={}, files={}),
        left=definition["Steps"],
    )
    tell(ctx, fields, None)
    return arn, True


def close(ctx: Context, arn: str, status: str) -> None:
    """End an execution."""
    del ctx.shelf.of(Courses).running[arn]
    record = ctx.shelf.find(Kind.PIPELINE_EXECUTION, arn)
    fields = record.fields() | {"PipelineExecutionStatus": status, "LastModifiedTime": ctx.now}
    if status == "Failed":
        fields["FailureReason"] = STEP_FAILED
    record.write(fields)
    tell(ctx, fields, "Executing")


def describe_execution(ctx: Context, given: Fields) -> bytes:
    """DescribePipelineExecution; the parameters have a list of their own."""
    fields = _find(ctx, given)
    return orjson.dumps({name: value for name, value in fields.items() if name != "PipelineParameters"})


def list_executions(ctx: Context, given: Fields) -> bytes:
    """ListPipelineExecutions, of one pipeline; the latest first."""
    home = ctx.shelf.arn(Kind.PIPELINE, ctx.shelf.name(Kind.PIPELINE, given["PipelineName"]))
    after, before = given.get("CreatedAfter", 0.0), given.get("CreatedBefore", float("inf"))
    every = [
        record
        for record in ctx.shelf.records[Kind.PIPELINE_EXECUTION].values()
        if record.key.startswith(f"{home}/") and after < record.created < before
    ]
    every.sort(key=lambda record: record.created, reverse=given.get("SortOrder") != "Ascending")
    page, token = paged([_summary(record.fields()) for record in every], given)
    return orjson.dumps({"PipelineExecutionSummaries": page} | token)


def list_steps(ctx: Context, given: Fields) -> bytes:
    """ListPipelineExecutionSteps: the latest first, unless asked otherwise."""
    arn = _find(ctx, given)["PipelineExecutionArn"]
    steps: list[Fields] = list(ctx.shelf.of(Courses).steps[arn])
    if given.get("SortOrder") != "Ascending":
        steps.reverse()
    page, token = paged(steps, given)
    return orjson.dumps({"PipelineExecutionSteps": page} | token)


def list_parameters(ctx: Context, given: Fields) -> bytes:
    """ListPipelineParametersForExecution."""
    page, token = paged(_find(ctx, given)["PipelineParameters"], given)
    return orjson.dumps({"PipelineParameters": page} | token)


def _find(ctx: Context, given: Fields) -> Fields:
    arn = given["PipelineExecutionArn"]
    found = ctx.shelf.records[Kind.PIPELINE_EXECUTION].get(arn)
    if found is None:
        # AWS knows ResourceNotFound here, and says so.
        raise Refusal("ResourceNotFound", f"Pipeline execution {arn} does not exist.")
    return found.fields()


def _summary(fields: Fields) -> Fields:
    shown = {
        "PipelineExecutionArn": fields["PipelineExecutionArn"],
        "StartTime": fields["CreationTime"],
        "PipelineExecutionStatus": fields["PipelineExecutionStatus"],
        "PipelineExecutionDisplayName": fields["PipelineExecutionDisplayName"],
        "PipelineExecutionDescription": fields.get("PipelineExecutionDescription"),
        "PipelineExecutionFailureReason": fields.get("FailureReason"),
    }
    return {name: value for name, value in shown.items() if value is not None}


def tell(ctx: Context, fields: Fields, before: str | None) -> None:
    """The event of an execution, whose keys are camelCase, unlike all others."""
    arns = (fields["PipelineArn"], fields["PipelineExecutionArn"])

    def detail() -> Fields:
        told: dict[str, Any] = {
            "pipelineArn": fields["PipelineArn"],
            "pipelineExecutionArn": fields["PipelineExecutionArn"],
            "pipelineExecutionDisplayName": fields["PipelineExecutionDisplayName"],
            "currentPipelineExecutionStatus": fields["PipelineExecutionStatus"],
            "executionStartTime": _iso(fields["CreationTime"]),
        }
        if before is not None:
            told["previousPipelineExecutionStatus"] = before
            told["executionEndTime"] = _iso(fields["LastModifiedTime"])
        return told

    ctx.emit(_EVENT, arns, detail)


def tell_step(ctx: Context, arn: str, step: Fields, before: str) -> None:
    """The event of a step."""
    home = arn.partition("/execution/")[0]

    def detail() -> Fields:
        metadata = {name[0].lower() + name[1:]: value for name, value in step["Metadata"].items()}
        told: dict[str, Any] = {
            "pipelineArn": home,
            "pipelineExecutionArn": arn,
            "stepName": step["StepName"],
            "currentStepStatus": step["StepStatus"],
            "previousStepStatus": before,
            "stepStartTime": _iso(step["StartTime"]),
            "metadata": metadata,
        }
        if "EndTime" in step:
            told["stepEndTime"] = _iso(step["EndTime"])
        if "FailureReason" in step:
            told["failureReason"] = step["FailureReason"]
        return told

    ctx.emit(_STEP_EVENT, (home, arn), detail)


def _iso(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def acting(ctx: Context, course: Course, at: float) -> Context:
    """The context in which a step acts: on behalf of whoever started the execution, at its moment."""
    return replace(ctx, caller=course.caller, now=at)
