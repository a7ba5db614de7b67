"""Tuning jobs: training jobs side by side, each with other values, and the best of them.

moto knows no tuning job in `Search` and gives it no training jobs.
"""

import hashlib
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.training import job
from modelgov.demo.aws.training.yields import Yields, read_yields

_EVENT = "SageMaker HyperParameter Tuning Job State Change"
_KIND = Kind.TUNING_JOB
_SPREAD = 0.08  # how far behind the best a training job may be


class Searching(dict[str, list[str]]):
    """The training jobs of each tuning job that runs, by its name."""


def create_tuning_job(ctx: Context, given: Fields) -> bytes:
    """CreateHyperParameterTuningJob: its training jobs begin at once, as many as it may have."""
    name = given["HyperParameterTuningJobName"]
    config, definition = given["HyperParameterTuningJobConfig"], given.get("TrainingJobDefinition")
    if definition is None:
        raise Refusal("ValidationException", "TrainingJobDefinition must be given.")
    arn = ctx.shelf.arn(_KIND, name)
    most = config["ResourceLimits"]["MaxNumberOfTrainingJobs"]
    fields = given | {
        "HyperParameterTuningJobArn": arn,
        "HyperParameterTuningJobStatus": "InProgress",
        "CreationTime": ctx.now,
        "LastModifiedTime": ctx.now,
        "TrainingJobStatusCounters": _counters(InProgress=most),
        "ObjectiveStatusCounters": {"Succeeded": 0, "Pending": most, "Failed": 0},
    }
    ctx.shelf.add(_KIND, name, fields)
    _tell(ctx, name)
    trials = [_trial(ctx, arn, (name, number), (config, definition)) for number in range(1, most + 1)]
    ctx.shelf.of(Searching)[name] = trials
    settle(ctx)
    return orjson.dumps({"HyperParameterTuningJobArn": arn})


def describe_tuning_job(ctx: Context, given: Fields) -> bytes:
    """DescribeHyperParameterTuningJob."""
    return ctx.shelf.find(_KIND, given["HyperParameterTuningJobName"]).raw


def stop_tuning_job(ctx: Context, given: Fields) -> bytes:
    """StopHyperParameterTuningJob, with the training jobs that still run."""
    name = given["HyperParameterTuningJobName"]
    record = ctx.shelf.find(_KIND, name)
    trials = ctx.shelf.of(Searching).pop(name, None)
    if trials is None:
        raise Refusal("ValidationException", "The request was rejected because the job has ended.")
    running = [one for one in trials if (Kind.TRAINING_JOB, one) in ctx.shelf.of(job.Running)]
    for one in running:
        job.halt(ctx, job.TRAINING, one)
    counters = _counters(Completed=len(trials) - len(running), Stopped=len(running))
    stopped = {"HyperParameterTuningJobStatus": "Stopped", "TrainingJobStatusCounters": counters}
    record.write(record.fields() | stopped | {"LastModifiedTime": ctx.now})
    _tell(ctx, name)
    return b"{}"


def settle(ctx: Context) -> None:
    """End the tuning jobs whose training jobs have all ended."""
    running = ctx.shelf.of(job.Running)
    searching = ctx.shelf.of(Searching)
    for name, trials in list(searching.items()):
        if not any((Kind.TRAINING_JOB, trial) in running for trial in trials):
            del searching[name]
            _finish(ctx, name, trials)


def _finish(ctx: Context, name: str, trials: list[str]) -> None:
    record = ctx.shelf.find(_KIND, name)
    fields = record.fields()
    objective = fields["HyperParameterTuningJobConfig"]["HyperParameterTuningJobObjective"]
    jobs = [ctx.shelf.find(Kind.TRAINING_JOB, trial).fields() for trial in trials]
    measured = [one for one in jobs if _value(one, objective["MetricName"]) is not None]
    ended = max(one["LastModifiedTime"] for one in jobs)
    fields |= {
        "HyperParameterTuningJobStatus": "Completed" if measured else "Failed",
        "HyperParameterTuningEndTime": ended,
        "LastModifiedTime": ended,
        "TrainingJobStatusCounters": _counters(
            Completed=len(measured), NonRetryableError=len(jobs) - len(measured)
        ),
        "ObjectiveStatusCounters": {
            "Succeeded": len(measured),
            "Pending": 0,
            "Failed": len(jobs) - len(measured),
        },
    }
    if measured:
        sign = 1 if objective["Type"] == "Maximize" else -1
        best = max(measured, key=lambda one: sign * (_value(one, objective["MetricName"]) or 0.0))
        fields["BestTrainingJob"] = _summary(best, objective)
    else:
        fields["FailureReason"] = "No training job succeeded. Check the failure reasons of the training jobs."
    record.write(fields)
    _tell(ctx, name)


def _summary(best: Fields, objective: Fields) -> Fields:
    kept = ("TrainingJobName", "TrainingJobArn", "CreationTime", "TrainingStartTime", "TrainingEndTime")
    return {name: best[name] for name in (*kept, "TrainingJobStatus")} | {
        "TunedHyperParameters": best["HyperParameters"],
        "FinalHyperParameterTuningJobObjectiveMetric": {
            "MetricName": objective["MetricName"],
            "Value": _value(best, objective["MetricName"]),
        },
        "ObjectiveStatus": "Succeeded",
    }


def _value(trial: Fields, metric: str) -> float | None:
    told = trial.get("FinalMetricDataList", [])
    return next((one["Value"] for one in told if one["MetricName"] == metric), None)


def _trial(ctx: Context, arn: str, which: tuple[str, int], plan: tuple[Fields, Fields]) -> str:
    """One training job with values from the ranges, the first of them with the best metrics."""
    name, number = which
    config, definition = plan
    digest = hashlib.blake2b(f"{arn}/{number}".encode(), digest_size=8).hexdigest()
    share = int(digest[:4], 16) / 0xFFFF
    given: Fields = {key: value for key, value in definition.items() if key != "StaticHyperParameters"}
    given["TrainingJobName"] = f"{name}-{number:03d}-{digest}"
    given["HyperParameters"] = definition.get("StaticHyperParameters", {}) | _tuned(config, share)
    yields = read_yields(definition)
    behind = 0.0 if number == 1 else _SPREAD * share
    worse = {key: round(value * (1 - behind), 4) for key, value in yields.metrics.items()}
    later = None if yields.seconds is None else yields.seconds * (1 + share)
    told = Yields(seconds=later, metrics=worse, reason=yields.reason)
    given["Environment"] = definition.get("Environment", {}) | told.environment()
    given["TuningJobArn"] = arn
    job.begin(ctx, job.TRAINING, given)
    return str(given["TrainingJobName"])


def _tuned(config: Fields, share: float) -> dict[str, str]:
    ranges: Fields = config.get("ParameterRanges", {})
    tuned: dict[str, str] = {}
    for one in ranges.get("ContinuousParameterRanges", []):
        low, high = float(one["MinValue"]), float(one["MaxValue"])
        tuned[one["Name"]] = f"{low + (high - low) * share:.4f}"
    for one in ranges.get("IntegerParameterRanges", []):
        low, high = float(one["MinValue"]), float(one["MaxValue"])
        tuned[one["Name"]] = str(round(low + (high - low) * share))
    for one in ranges.get("CategoricalParameterRanges", []):
        values: list[Any] = one["Values"]
        tuned[one["Name"]] = values[int(share * (len(values) - 1))]
    return tuned


def _counters(**counted: int) -> dict[str, int]:
    names = ("Completed", "InProgress", "RetryableError", "NonRetryableError", "Stopped")
    return {name: counted.get(name, 0) for name in names}


def _tell(ctx: Context, name: str) -> None:
    fields = ctx.shelf.find(_KIND, name).fields()
    arn = fields["HyperParameterTuningJobArn"]
    shown = {key: value for key, value in fields.items() if not key.startswith("TrainingJobDefinition")}
    ctx.emit(_EVENT, arn, lambda: job.as_event(shown))
