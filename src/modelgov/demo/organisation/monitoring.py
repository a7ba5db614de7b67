"""Which endpoints and batches are monitored, how their data moves, and what goes wrong with the monitors.

What a monitor finds is not planned here: the plan says what the data is like (a recipe beside the captured
data), and the emulated containers find what is in it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from modelgov.demo.aws.monitoring import clarify
from modelgov.demo.aws.monitoring.dataset import (
    RECIPE,
    WEEK,
    Feature,
    Outcome,
    Problem,
    Recipe,
    Shape,
    attributions,
    predictions,
)
from modelgov.demo.aws.monitoring.execution import output_of
from modelgov.demo.aws.monitoring.quality import quality_constraints_json, quality_json
from modelgov.demo.aws.monitoring.statistics import constraints_json, profiled, statistics_json
from modelgov.demo.organisation.deployment import Deployment, Serves
from modelgov.demo.organisation.feature import FACETS, features, newcomer
from modelgov.demo.organisation.history import Group, GroupHistory
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.tagging import as_list, worn

_ANALYZER = "156813124566.dkr.ecr.{region}.amazonaws.com/sagemaker-model-monitor-analyzer"
_CLARIFY = "205585389593.dkr.ecr.{region}.amazonaws.com/sagemaker-clarify-processing:1.0"
_BASELINE_ROWS = 4_000
_SHARE = 0.45
_PROBLEMS = {
    "Binary classification": Problem.BINARY,
    "Ranking": Problem.BINARY,
    "Anomaly detection": Problem.BINARY,
    "Regression": Problem.REGRESSION,
    "Forecasting": Problem.REGRESSION,
    "Multiclass classification": Problem.MULTICLASS,
}
_SUFFIX = {
    "DataQuality": "data-quality",
    "ModelQuality": "model-quality",
    "ModelBias": "bias",
    "ModelExplainability": "explainability",
}
_CREATE = {
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An endpoint or a batch that is monitored: its data, where it is captured, and for how many weeks."""

    cell: Cell
    name: str
    group: Group
    captured: str
    recipe: Recipe
    since: float
    daily: bool
    batch: bool

    @property
    def home(self) -> str:
        """Where its baselines and reports lie."""
        return f"s3://{results_bucket(self.cell)}/monitoring/{self.name}"

    @property
    def actor(self) -> Actor:
        """The pipeline that sets it up and runs it."""
        return Actor(role="MLPipeline", session=f"{self.group.name}-monitoring"[:64])


def results_bucket(cell: Cell) -> str:
    """SageMaker's default bucket of an account and region."""
    return f"sagemaker-{cell.region}-{cell.account.id}"


def steps(
    cell: Cell, groups: tuple[GroupHistory, ...], serving: tuple[Deployment, ...], draw: random.Random
) -> list[Step]:
    """Everything that was done about monitors in a cell."""
    every = [*_endpoints(cell, groups, serving, draw), *_batches(cell, groups, draw)]
    if not every:
        return []
    made = [step for one in every for step in _monitored(one, draw)]
    buckets = sorted({results_bucket(cell)} | {_split(one.captured)[0] for one in every})
    made += [_bucket(cell, name, min(step.at for step in made) - 60) for name in buckets]
    look = Step(
        at=cell.end, actor=every[0].actor, operation="list_monitoring_executions", params={"MaxResults": 1}
    )
    return [*made, look]


def _endpoints(
    cell: Cell, groups: tuple[GroupHistory, ...], serving: tuple[Deployment, ...], draw: random.Random
) -> Iterator[Watched]:
    known = {history.group.name: history.group for history in groups}
    fit = [
        (one, group, config)
        for one in serving
        if one.serves is not Serves.SHADOW
        and (group := _group_of(one, known))
        and _reads_tables(group)
        and (config := _last_config(one)).get("DataCaptureConfig")
        and one.steps[-1].at < cell.end - 2 * DAY
    ]
    share = min(0.97, _SHARE * len(serving) / max(1, len(fit)))
    for one, group, config in fit:
        if draw.random() >= share:
            continue
        name = one.endpoint.rpartition("/")[2]
        captured = f"{config['DataCaptureConfig']['DestinationS3Uri'].rstrip('/')}/{name}"
        ready = max(step.at for step in one.steps) + 0.5 * DAY
        yield _watched((cell, name, group), captured, ready, draw)


def _batches(cell: Cell, groups: tuple[GroupHistory, ...], draw: random.Random) -> Iterator[Watched]:
    fit = [one.group for one in groups if _reads_tables(one.group)]
    if not fit or draw.random() > 0.45:
        return
    group = draw.choice(fit)
    name = f"{group.name}-batch"[:44]
    captured = f"s3://{results_bucket(cell)}/batch-capture/{name}"
    one = _watched((cell, name, group), captured, max(group.created, cell.end - 110 * DAY), draw)
    yield replace(one, batch=True)


def _reads_tables(group: Group) -> bool:
    """Model Monitor reads tables only: no text, no pictures."""
    return group.case.problem in _PROBLEMS and group.case.framework != "pytorch"


def _group_of(deployment: Deployment, known: dict[str, Group]) -> Group | None:
    for step in deployment.steps:
        package = step.params.get("PrimaryContainer", {}).get("ModelPackageName", "")
        if package:
            return known.get(package.split("/")[1])
    return None


def _last_config(deployment: Deployment) -> dict[str, Any]:
    made = [step.params for step in deployment.steps if step.operation == "create_endpoint_config"]
    return made[-1] if made else {}


def _watched(what: tuple[Cell, str, Group], captured: str, ready: float, draw: random.Random) -> Watched:
    cell, name, group = what
    daily = draw.random() < 0.06
    span = draw.randint(10, 16) * DAY if daily else draw.randint(12, 16) * WEEK
    since = max(ready, cell.end - span + draw.uniform(0.1, 0.9) * DAY)
    recipe = _recipe(what, (since, daily), draw)
    return Watched(
        cell=cell,
        name=name,
        group=group,
        captured=captured,
        recipe=recipe,
        since=since,
        daily=daily,
        batch=False,
    )


def _recipe(what: tuple[Cell, str, Group], run: tuple[float, bool], draw: random.Random) -> Recipe:
    cell, name, group = what
    since, daily = run
    problem = _PROBLEMS[group.case.problem]
    facet, value = FACETS[cell.account.unit]
    columns = _columns(cell.account.unit, draw)
    if draw.random() < 0.2:
        columns = _moving(cell.account.unit, columns, draw)
    return Recipe(
        seed=f"{cell.account.id}/{cell.region}/{name}",
        rows=draw.randrange(500, 1_000) if daily else draw.randrange(1_200, 3_200),
        turns=since + (cell.end - since) * draw.uniform(0.1, 0.5),
        features=columns,
        outcome=Outcome(
            problem=problem,
            skill=round(draw.uniform(1.9, 3.0), 2),
            positive=round(draw.uniform(0.12, 0.4), 2),
            decays=round(draw.uniform(0.06, 0.16), 3) if draw.random() < 0.26 else 0.0,
            facet=facet,
            facet_value=value,
            disadvantage=round(draw.uniform(0, 0.25), 2),
            disadvantage_grows=0.06 if draw.random() < 0.3 else 0.0,
            reorders=0.12 if draw.random() < 0.35 else 0.0,
        ),
    )


def _columns(unit: str, draw: random.Random) -> tuple[Feature, ...]:
    numbers, words = features(unit)
    chosen = draw.sample(numbers, draw.randint(6, len(numbers))) + draw.sample(words, draw.randint(2, 5))
    lacking = [draw.choice((0.0, 0.0, 0.0, 0.01, 0.03, 0.08)) for _ in chosen]
    return tuple(replace(one, missing=share) for one, share in zip(chosen, lacking, strict=True))


def _moving(unit: str, columns: tuple[Feature, ...], draw: random.Random) -> tuple[Feature, ...]:
    """Some columns move, some lose values, one meets a new word or a new unit."""
    moved = list(columns)
    for place in draw.sample(range(len(moved)), draw.randint(2, 4)):
        one, luck = moved[place], draw.random()
        if luck < 0.55:
            moved[place] = replace(one, moves=draw.choice((-1, 1)) * round(draw.uniform(0.06, 0.16), 3))
        elif luck < 0.8:
            moved[place] = replace(one, loses=round(draw.uniform(0.01, 0.04), 3))
        elif one.shape is Shape.WORD:
            moved[place] = replace(one, newcomer=newcomer(unit, one.name))
        elif one.shape is Shape.COUNT:
            moved[place] = replace(one, becomes_fractional=True)
    return tuple(moved)


def _monitored(one: Watched, draw: random.Random) -> list[Step]:
    """The monitors of one endpoint or batch; all read the same captured data."""
    wanted = ["DataQuality"]
    if draw.random() < 0.55:
        wanted.append("ModelQuality")
    if one.recipe.outcome.problem is Problem.BINARY and draw.random() < 0.26:
        wanted.append("ModelBias")
    if draw.random() < 0.13:
        wanted.append("ModelExplainability")
    fate = draw.choices([fate for fate, _ in _FATES], [weight for _, weight in _FATES])[0]
    made = [] if fate is Fate.NOTHING else [_captured(one, fate)]
    for kind in wanted:
        # What is the matter with the captured data or the role is the matter with every monitor of it.
        shared = fate in {Fate.DENIED, Fate.NOTHING, Fate.BROKEN} or kind == "DataQuality"
        made += _monitor(one, kind, fate if shared else Fate.WELL, draw)
    return made


def _captured(one: Watched, fate: Fate) -> Step:
    encodings = ("JSON", "base64") if fate is Fate.BROKEN else one.recipe.encodings
    recipe = replace(one.recipe, encodings=encodings)
    return _put(one, f"{one.captured}/{RECIPE}", recipe.to_json(), one.since - 120)


def _monitor(one: Watched, kind: str, fate: Fate, draw: random.Random) -> Iterator[Step]:
    name = f"{one.name}-{_SUFFIX[kind]}"[:63]
    baseline = _baseline(one, kind, fate, draw)
    for uri, body in baseline.items():
        yield _put(one, uri, body, one.since - 90)
    yield _step(one, one.since - 30, _CREATE[kind], _definition(one, kind, name, fate))
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
            yield _put(one, uri, whole[: len(whole) // 3], late)


def _baseline(one: Watched, kind: str, fate: Fate, draw: random.Random) -> dict[str, bytes]:
    """The files of the baselining job, from data of before anything moved."""
    at = one.recipe.turns - 200 * DAY
    recipe = replace(one.recipe, rows=_BASELINE_ROWS)
    if fate is Fate.MISTAKEN:
        recipe = replace(
            recipe, seed=f"{recipe.seed}/another", features=_columns(one.cell.account.unit, draw)
        )
    home = f"{one.home}/baseline/{_SUFFIX[kind]}"
    match kind:
        case "DataQuality":
            profiles = profiled(recipe, at)
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


def _definition(one: Watched, kind: str, name: str, fate: Fate) -> dict[str, Any]:
    role = "SageMakerMonitoringRole" if fate is Fate.DENIED else "MLPipeline"
    home = f"{one.home}/baseline/{_SUFFIX[kind]}"
    by_clarify = kind in {"ModelBias", "ModelExplainability"}
    constraints = f"{home}/{'analysis' if by_clarify else 'constraints'}.json"
    baseline = {"ConstraintsResource": {"S3Uri": constraints}}
    if kind == "DataQuality":
        baseline["StatisticsResource"] = {"S3Uri": f"{home}/statistics.json"}
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
        f"{kind}BaselineConfig": baseline,
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


def _put(one: Watched, uri: str, body: bytes, at: float) -> Step:
    bucket, key = _split(uri)
    params = {"Bucket": bucket, "Key": key, "Body": body}
    return Step(at=at, actor=one.actor, service="s3", operation="put_object", params=params)


def _bucket(cell: Cell, name: str, at: float) -> Step:
    params: dict[str, Any] = {"Bucket": name}
    if cell.region != "us-east-1":
        params["CreateBucketConfiguration"] = {"LocationConstraint": cell.region}
    actor = Actor(role="MLPipeline", session="bucket-set-up")
    return Step(at=at, actor=actor, service="s3", operation="create_bucket", params=params)


def _split(uri: str) -> tuple[str, str]:
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return bucket, key
