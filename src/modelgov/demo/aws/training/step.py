"""The steps of an execution: how each type begins, what it waits for, and how it ends."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry import packages
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.training import job
from modelgov.demo.aws.training.definition import holds, resolved
from modelgov.demo.aws.training.execution import (
    Course,
    Courses,
    Doing,
    acting,
    close,
    open_execution,
    tell_step,
)
from modelgov.demo.aws.training.yields import read_yields

Begin = Callable[[Context, Course, Fields], tuple[Fields, tuple[Kind, str] | None]]

_JOB_NAME = 63


def job_name(execution: str, step: str) -> str:
    """What the job of a step is called: SageMaker chooses, and always the same for the same step."""
    digest = hashlib.blake2b(f"{execution}/{step}".encode(), digest_size=5).hexdigest()
    return f"pipelines-{execution}-{step[:25]}-{digest}"[:_JOB_NAME]


def start_execution(ctx: Context, given: Fields) -> bytes:
    """StartPipelineExecution."""
    arn, new = open_execution(ctx, given)
    if new:
        advance(ctx, arn)
    return orjson.dumps({"PipelineExecutionArn": arn})


def stop_execution(ctx: Context, given: Fields) -> bytes:
    """StopPipelineExecution, with the job that it waits for."""
    arn = given["PipelineExecutionArn"]
    course = ctx.shelf.of(Courses).running.get(arn)
    if course is None:
        raise Refusal("ValidationException", f"Pipeline execution {arn} is not running.")
    if course.doing is not None:
        if course.doing.job is not None:
            kind, name = course.doing.job
            job.halt(ctx, job.BY_KIND[kind], name)
        _end(ctx, arn, course.doing, ("Stopped", None))
    close(ctx, arn, "Stopped")
    return orjson.dumps({"PipelineExecutionArn": arn})


def due(ctx: Context) -> dict[str, float]:
    """When the step that each execution is in is due, by the execution's ARN."""
    running = ctx.shelf.of(Courses).running
    return {arn: course.doing.due for arn, course in running.items() if course.doing is not None}


def advance(ctx: Context, arn: str) -> None:
    """Go on until a step waits for a job that runs, or the execution has ended."""
    course = ctx.shelf.of(Courses).running[arn]
    at = ctx.now if course.doing is None else course.doing.due
    while True:
        then = acting(ctx, course, at)
        if course.doing is None:
            if course.failed or not course.left:
                close(then, arn, "Failed" if course.failed else "Succeeded")
                return
            course.doing = _begun(then, arn, course, course.left.pop(0))
        if course.doing.due > ctx.now:
            return
        at = course.doing.due
        _ended(acting(ctx, course, at), arn, course)


def _begun(ctx: Context, arn: str, course: Course, step: Fields) -> Doing:
    shown: Fields = {
        "StepName": step["Name"],
        "StepStatus": "Executing",
        "StartTime": ctx.now,
        "AttemptCount": 1,
        "Metadata": {},
    }
    if "DisplayName" in step:
        shown["StepDisplayName"] = step["DisplayName"]
    ctx.shelf.of(Courses).steps[arn].append(shown)
    doing = Doing(step=step, shown=shown, due=ctx.now, job=None)
    try:
        shown["Metadata"], doing.job = _BEGIN[step["Type"]](ctx, course, step)
    except Refusal as refused:
        shown["FailureReason"] = f"ClientError: {refused.message}"
    if doing.job is not None:
        doing.due = ctx.shelf.of(job.Running).get(doing.job, ctx.now)
    tell_step(ctx, arn, shown, "Starting")
    return doing


def _ended(ctx: Context, arn: str, course: Course) -> None:
    """Take in what the step came to; one that failed leaves nothing to be done."""
    doing = course.doing
    if doing is None:
        raise AssertionError(arn)
    name = doing.step["Name"]
    reason = doing.shown.get("FailureReason")
    if doing.job is not None:
        kind, job_name = doing.job
        fields = ctx.shelf.find(kind, job_name).fields()
        yields = read_yields(fields)
        course.names.steps[name] = fields
        course.names.files[name] = yields.report
        reason = fields.get("FailureReason")
        if fields[f"{job.BY_KIND[kind].name}Status"] == "Stopped":
            reason = "ClientError: The job of the step was stopped."
        if reason is None and doing.step["Type"] in _CHECKS and yields.violations:
            reason = (
                f"ClientError: {doing.step['Type']} found {yields.violations} violations of the baseline "
                f"constraints. See {_report(fields)}"
            )
    course.failed = reason is not None
    course.doing = None
    _end(ctx, arn, doing, ("Succeeded" if reason is None else "Failed", reason))


def _end(ctx: Context, arn: str, doing: Doing, how: tuple[str, str | None]) -> None:
    status, reason = how
    doing.shown |= {"StepStatus": status, "EndTime": ctx.now}
    if reason is not None:
        doing.shown["FailureReason"] = reason
    tell_step(ctx, arn, doing.shown, "Executing")


def _job_step(row: job.JobType) -> Begin:
    def begin(ctx: Context, course: Course, step: Fields) -> tuple[Fields, tuple[Kind, str]]:
        name, arn = _run(ctx, row, course, step)
        return {row.name: {"Arn": arn}}, (row.kind, name)

    return begin


def _run(ctx: Context, row: job.JobType, course: Course, step: Fields) -> tuple[str, str]:
    name = job_name(course.names.execution["PipelineExecutionId"], step["Name"])
    given = resolved(step["Arguments"], course.names) | {f"{row.name}Name": name}
    return name, job.begin(ctx, row, given)


def _check_step(ctx: Context, course: Course, step: Fields) -> tuple[Fields, tuple[Kind, str]]:
    """QualityCheck and ClarifyCheck run a processing job over the data and the baseline."""
    inner = step | {"Arguments": step["Arguments"]["ProcessingJob"]}
    name, arn = _run(ctx, job.PROCESSING, course, inner)
    fields = ctx.shelf.find(Kind.PROCESSING_JOB, name).fields()
    metadata = {
        "CheckType": step["Arguments"].get("CheckType", "DATA_QUALITY"),
        "CheckJobArn": arn,
        "SkipCheck": False,
        "RegisterNewBaseline": False,
    }
    if read_yields(fields).violations:
        metadata["ViolationReport"] = _report(fields)
    return {step["Type"]: metadata}, (Kind.PROCESSING_JOB, name)


def _report(fields: Fields) -> str:
    outputs = fields.get("ProcessingOutputConfig", {}).get("Outputs", [])
    home = outputs[0]["S3Output"]["S3Uri"] if outputs else "its output"
    return f"{home.rstrip('/')}/constraint_violations.json"


def _condition_step(_ctx: Context, course: Course, step: Fields) -> tuple[Fields, None]:
    arguments = step["Arguments"]
    held = holds(arguments["Conditions"], course.names)
    course.left[:0] = arguments.get("IfSteps" if held else "ElseSteps", [])
    return {"Condition": {"Outcome": str(held)}}, None


def _fail_step(ctx: Context, course: Course, step: Fields) -> tuple[Fields, None]:
    message = str(resolved(step["Arguments"]["ErrorMessage"], course.names))
    ctx.shelf.of(Courses).steps[course.names.execution["PipelineExecutionArn"]][-1]["FailureReason"] = message
    return {"Fail": {"ErrorMessage": message}}, None


def _register_step(ctx: Context, course: Course, step: Fields) -> tuple[Fields, None]:
    """AWS writes into the version which execution made it."""
    given = resolved(step["Arguments"], course.names)
    made = {"GeneratedBy": course.names.execution["PipelineExecutionArn"]}
    given["MetadataProperties"] = given.get("MetadataProperties", {}) | made
    answer: dict[str, Any] = orjson.loads(packages.create_package(ctx, given))
    return {"RegisterModel": {"Arn": answer["ModelPackageArn"]}}, None


def _lambda_step(_ctx: Context, course: Course, step: Fields) -> tuple[Fields, None]:
    """The function itself is not emulated: whoever plays it calls AWS as it would."""
    shown = resolved(step.get("Arguments", {}), course.names)
    outputs = [{"Name": key, "Value": str(value)} for key, value in shown.items()]
    return {"Lambda": {"Arn": step["FunctionArn"], "OutputParameters": outputs}}, None


_CHECKS = frozenset({"QualityCheck", "ClarifyCheck"})
_BEGIN: dict[str, Begin] = {
    "Processing": _job_step(job.PROCESSING),
    "Training": _job_step(job.TRAINING),
    "Transform": _job_step(job.TRANSFORM),
    "QualityCheck": _check_step,
    "ClarifyCheck": _check_step,
    "Condition": _condition_step,
    "Fail": _fail_step,
    "RegisterModel": _register_step,
    "Lambda": _lambda_step,
}
