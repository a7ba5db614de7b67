"""The monitors of a cell: their baselines, definitions, schedules and runs, and what goes wrong with them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

from modelgov.demo.aws.monitoring import clarify
from modelgov.demo.aws.monitoring.dataset import (
    RECIPE,
    WEEK,
    Problem,
    Recipe,
    attributions,
    predictions,
)
from modelgov.demo.aws.monitoring.execution import output_of
from modelgov.demo.aws.monitoring.quality import quality_constraints_json, quality_json
from modelgov.demo.aws.monitoring.statistics import (
    BASELINE_SIZE,
    constraints_json,
    profiled,
    statistics_json,
)
from modelgov.demo.organisation.deployment import Deployment
from modelgov.demo.organisation.history import GroupHistory
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.tagging import as_list, worn
from modelgov.demo.organisation.watched import Watched, columns_of, results_bucket, watched

_ANALYZER = "156813124566.dkr.ecr.{region}.amazonaws.com/sagemaker-model-monitor-analyzer"
_CLARIFY = "205585389593.dkr.ecr.{region}.amazonaws.com/sagemaker-clarify-processing:1.0"
BASELINE_ROWS = 4_000
SUFFIX = {
    "DataQuality": "data-quality",
    "ModelQuality": "model-quality",
    "ModelBias": "bias",
    "ModelExplainability": "explainability",
}
CREATE = {
    "DataQuality": "create_data_quality_job_definition",
    "ModelQuality": "create_model_quality_job_definition",
    "ModelBias": "create_model_bias_job_definition",
    "ModelExplainability": "create_model_explainability_job_definition",
}


class Fate(Enum):
    """What becomes of a monitor, which its schedule does not tell."""

    WELL = "runs as it should"
    STOPPED = "was stopped and never started again"
    DENIED = "its role was removed"
    NOTHING = "nothing is captured for it"
    BROKEN = "its container cannot read what is captured"
    MISTAKEN = "compares with the baseline of another model"
    DELETED = "its latest results were deleted"
    TRUNCATED = "its latest results were cut off"


_FATES = (
    (Fate.WELL, 0.70),
    (Fate.STOPPED, 0.08),
    (Fate.DENIED, 0.035),
    (Fate.NOTHING, 0.035),
    (Fate.BROKEN, 0.03),
    (Fate.MISTAKEN, 0.05),
    (Fate.DELETED, 0.04),
    (Fate.TRUNCATED, 0.03),
)


def steps(
    cell: Cell, groups: tuple[GroupHistory, ...], serving: tuple[Deployment, ...], draw: random.Random
) -> list[Step]:
    """Everything that was done about monitors in a cell."""
    every = watched(cell, groups, serving, draw)
    if not every:
        return []
    made = [step for one in every for step in monitored(one, _wanted(one, draw), _fate(draw), draw)]
    buckets = sorted({results_bucket(cell)} | {_split(one.captured)[0] for one in every})
    made += [bucket(cell, name, min(step.at for step in made) - 60) for name in buckets]
    look = Step(
        at=cell.end, actor=every[0].actor, operation="list_monitoring_executions", params={"MaxResults": 1}
    )
    return [*made, look]


def _wanted(one: Watched, draw: random.Random) -> tuple[str, ...]:
    """The types of its monitors."""
    wanted = ["DataQuality"]
    if draw.random() < 0.55:
        wanted.append("ModelQuality")
    if one.recipe.outcome.problem is Problem.BINARY and draw.random() < 0.26:
        wanted.append("ModelBias")
    if draw.random() < 0.13:
        wanted.append("ModelExplainability")
    return tuple(wanted)


def _fate(draw: random.Random) -> Fate:
    return draw.choices([fate for fate, _ in _FATES], [weight for _, weight in _FATES])[0]


def monitored(one: Watched, kinds: tuple[str, ...], fate: Fate, draw: random.Random) -> list[Step]:
    """The monitors of one endpoint or batch; all read the same captured data."""
    made = [] if fate is Fate.NOTHING else [_captured(one, fate)]
    for kind in kinds:
        # What is the matter with the captured data or the role is the matter with every monitor of it.
        shared = fate in {Fate.DENIED, Fate.NOTHING, Fate.BROKEN} or kind == "DataQuality"
        made += _monitor(one, kind, fate if shared else Fate.WELL, draw)
    return made


def _captured(one: Watched, fate: Fate) -> Step:
    encodings = ("JSON", "base64") if fate is Fate.BROKEN else one.recipe.encodings
    recipe = replace(one.recipe, encodings=encodings)
    return put(one, f"{one.captured}/{RECIPE}", recipe.to_json(), one.since - 120)


def _monitor(one: Watched, kind: str, fate: Fate, draw: random.Random) -> Iterator[Step]:
    name = f"{one.name}-{SUFFIX[kind]}"[:63]
    for uri, body in _baseline(one, kind, fate, draw).items():
        yield put(one, uri, body, one.since - 90)
    yield _step(one, one.since - 30, CREATE[kind], definition(one, kind, name, fate))
    config: dict[str, Any] = {"MonitoringJobDefinitionName": name, "MonitoringType": kind}
    config["ScheduleConfig"] = _schedule(one, draw)
    params: dict[str, Any] = {"MonitoringScheduleName": name, "MonitoringScheduleConfig": config}
    if draw.random() < 0.7:
        params["Tags"] = as_list(worn(one.group.tags, draw))
    yield _step(one, one.since, "create_monitoring_schedule", params)
    if draw.random() < 0.3:
        rule = {"MonitoringAlertName": f"{name[:57]}-alert", "DatapointsToAlert": 2, "EvaluationPeriod": 3}
        yield _step(one, one.since + 30, "update_monitoring_alert", {"MonitoringScheduleName": name} | rule)
    yield from _run(one, name, fate, draw)


def _schedule(one: Watched, draw: random.Random) -> dict[str, str]:
    """Model Monitor's own schedule is daily at most: who wants a week starts a schedule that runs once."""
    if one.daily:
        return {"ScheduleExpression": f"cron(0 {draw.randrange(24)} ? * * *)"}
    return {
        "ScheduleExpression": "NOW",
        "DataAnalysisStartTime": "-PT168H",
        "DataAnalysisEndTime": "-PT0H",
    }


def _run(one: Watched, name: str, fate: Fate, draw: random.Random) -> Iterator[Step]:
    ends = one.cell.end
    if fate is Fate.STOPPED:
        ends = one.since + (one.cell.end - one.since) * draw.uniform(0.3, 0.8)
        yield _step(one, ends, "stop_monitoring_schedule", {"MonitoringScheduleName": name})
    runs = [one.since]
    while not one.daily and runs[-1] + WEEK < min(ends, one.cell.end - 0.05 * DAY):
        runs.append(runs[-1] + WEEK)
        yield _step(one, runs[-1], "start_monitoring_schedule", {"MonitoringScheduleName": name})
    if one.daily:
        return
    of = "batch-transform" if one.batch else one.name
    for at in runs[-3:] if fate in {Fate.DELETED, Fate.TRUNCATED} else ():
        uri = f"{output_of(f'{one.home}/reports', of, name, round(at, 3))}/statistics.json"
        late = min(at + 0.04 * DAY, one.cell.end)
        look = {"MonitoringScheduleName": name, "MaxResults": 1}
        yield _step(one, late, "list_monitoring_executions", look)
        bucket, key = _split(uri)
        if fate is Fate.DELETED:
            gone = {"Bucket": bucket, "Key": key}
            yield Step(at=late, actor=one.actor, service="s3", operation="delete_object", params=gone)
        else:
            whole = statistics_json(profiled(one.recipe, round(at, 3)))
            yield put(one, uri, whole[: len(whole) // 3], late)


def _baseline(one: Watched, kind: str, fate: Fate, draw: random.Random) -> dict[str, bytes]:
    """The files of the baselining job, from data of before anything moved."""
    recipe = replace(one.recipe, rows=BASELINE_ROWS)
    if fate is Fate.MISTAKEN:
        recipe = replace(
            recipe, seed=f"{recipe.seed}/another", features=columns_of(one.cell.account.unit, draw)
        )
    return baseline(f"{one.home}/baseline/{SUFFIX[kind]}", kind, recipe, one.recipe.turns - 200 * DAY)


def baseline(home: str, kind: str, recipe: Recipe, at: float) -> dict[str, bytes]:
    """The files that a baselining job for this type of monitor writes of the data of this moment."""
    match kind:
        case "DataQuality":
            profiles = profiled(recipe, at, k=BASELINE_SIZE)
            return {
                f"{home}/constraints.json": constraints_json(profiles),
                f"{home}/statistics.json": statistics_json(profiles),
            }
        case "ModelQuality":
            problem, given = recipe.outcome.problem, predictions(recipe, at)
            return {
                f"{home}/constraints.json": quality_constraints_json(problem, given),
                f"{home}/statistics.json": quality_json(problem, given),
            }
        case "ModelBias":
            return {f"{home}/analysis.json": clarify.bias_json(recipe.outcome, predictions(recipe, at))}
        case _:
            return {f"{home}/analysis.json": clarify.explainability_json(attributions(recipe, at))}


def definition(one: Watched, kind: str, name: str, fate: Fate) -> dict[str, Any]:
    """The job definition of a monitor."""
    role = "SageMakerMonitoringRole" if fate is Fate.DENIED else "MLPipeline"
    home = f"{one.home}/baseline/{SUFFIX[kind]}"
    by_clarify = kind in {"ModelBias", "ModelExplainability"}
    constraints = f"{home}/{'analysis' if by_clarify else 'constraints'}.json"
    against = {"ConstraintsResource": {"S3Uri": constraints}}
    if kind == "DataQuality":
        against["StatisticsResource"] = {"S3Uri": f"{home}/statistics.json"}
    image = (_CLARIFY if by_clarify else _ANALYZER).format(region=one.cell.region)
    application: dict[str, Any] = {"ImageUri": image}
    if by_clarify:
        application["ConfigUri"] = f"{home}/analysis_config.json"
    if kind == "ModelQuality":
        application["ProblemType"] = one.recipe.outcome.problem.value
    given = _input(one)
    if kind in {"ModelQuality", "ModelBias"}:
        given["GroundTruthS3Input"] = {"S3Uri": f"{one.home}/ground-truth"}
    saved = {"S3Uri": f"{one.home}/reports", "LocalPath": "/opt/ml/processing/output"}
    cluster = {"InstanceCount": 1, "InstanceType": "ml.m5.xlarge", "VolumeSizeInGB": 30}
    return {
        "JobDefinitionName": name,
        f"{kind}BaselineConfig": against,
        f"{kind}AppSpecification": application,
        f"{kind}JobInput": given,
        f"{kind}JobOutputConfig": {"MonitoringOutputs": [{"S3Output": saved}]},
        "JobResources": {"ClusterConfig": cluster},
        "RoleArn": f"arn:aws:iam::{one.cell.account.id}:role/{role}",
        "StoppingCondition": {"MaxRuntimeInSeconds": 3_600},
    }


def _input(one: Watched) -> dict[str, Any]:
    local = "/opt/ml/processing/input"
    if not one.batch:
        return {"EndpointInput": {"EndpointName": one.name, "LocalPath": local}}
    return {
        "BatchTransformInput": {
            "DataCapturedDestinationS3Uri": one.captured,
            "DatasetFormat": {"Csv": {"Header": True}},
            "LocalPath": local,
        }
    }


def _step(one: Watched, at: float, operation: str, params: dict[str, Any]) -> Step:
    return Step(at=at, actor=one.actor, operation=operation, params=params)


def put(one: Watched, uri: str, body: bytes, at: float) -> Step:
    """A file is written into S3."""
    bucket, key = _split(uri)
    params = {"Bucket": bucket, "Key": key, "Body": body}
    return Step(at=at, actor=one.actor, service="s3", operation="put_object", params=params)


def bucket(cell: Cell, name: str, at: float) -> Step:
    """A bucket of this name is made."""
    params: dict[str, Any] = {"Bucket": name}
    if cell.region != "us-east-1":
        params["CreateBucketConfiguration"] = {"LocationConstraint": cell.region}
    actor = Actor(role="MLPipeline", session="bucket-set-up")
    return Step(at=at, actor=actor, service="s3", operation="create_bucket", params=params)


def _split(uri: str) -> tuple[str, str]:
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return bucket, key
