"""The pipelines of the teams: prepare, train, evaluate, validate, register; and executions that failed."""

import json
import random
from dataclasses import dataclass
from typing import Any

from modelgov.demo.aws.fixed import role_arn
from modelgov.demo.aws.training.yields import OUTCOME, Yields
from modelgov.demo.organisation.history import Group
from modelgov.demo.organisation.origin import PIPELINE_DAYS
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.tagging import as_list

# Where validations fail most: these teams have data or targets that move.
_FAILING = {"credit-risk": 0.26, "quant-research": 0.45, "claims-science": 0.36}
_FAILING_ELSEWHERE = 0.06
_SKLEARN = "141502667606.dkr.ecr.{region}.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3"
_ANALYZER = "156813124566.dkr.ecr.{region}.amazonaws.com/sagemaker-model-monitor-analyzer"
_BROKEN = (
    "AlgorithmError: See job logs for more information, exit code: 1. KeyError: 'label'",
    "ClientError: Cannot pull image. Amazon ECR image does not exist or permission is denied.",
    "InternalServerError: We encountered an internal error. Please try again.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A group in its cell, with the tags that its jobs and its pipeline really wear."""

    cell: Cell
    group: Group
    tags: dict[str, str]

    @property
    def role(self) -> str:
        """The role that its jobs run with."""
        return role_arn(self.cell.account.id, "MLPipeline")

    @property
    def actor(self) -> Actor:
        """Who starts its pipeline: the training pipeline's own session."""
        return Actor(role="MLPipeline", session=f"{self.group.name}-training"[:64])


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An execution that ends in a version: registered `at`, trained by `job`, with these metrics."""

    at: float
    token: str | None
    job: dict[str, Any]
    metrics: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcomes:
    """What the jobs of one execution come to, in the order of its steps."""

    prepare: Yields
    check: Yields
    train: Yields
    evaluate: Yields


def duration(draw: random.Random) -> float:
    """How long a training takes, seconds: mostly half an hour, sometimes many."""
    return float(round(draw.lognormvariate(7.4, 0.7)))


def steps(site: Site, runs: list[Run], draw: random.Random) -> list[Step]:
    """The pipeline of a group and its executions, those that failed before the next one worked included."""
    if not runs:
        return []
    form = _Form(site, draw)
    started: list[Step] = []
    for run in runs:
        started += _failures(site, form, run, draw)
        started.append(_execution(site, form, run, _well(run, draw)))
    created = max(min(step.at for step in started) - DAY, site.cell.start)
    given = {
        "PipelineName": site.group.name,
        "PipelineDescription": f"Trains, validates and registers {site.group.name}",
        "PipelineDefinition": form.definition(runs[0]),
        "ClientRequestToken": f"{site.group.name}-pipeline".ljust(32, "-"),
        "RoleArn": site.role,
        "Tags": as_list(site.tags),
    }
    engineer = Actor(role="MLEngineer", session=site.group.owner)
    return [Step(at=created, actor=engineer, operation="create_pipeline", params=given), *started]


def _well(run: Run, draw: random.Random) -> _Outcomes:
    metrics = {f"validation:{name}": value for name, value in run.metrics.items()}
    report: dict[str, float | str] = dict(run.metrics)
    return _Outcomes(
        prepare=Yields(seconds=draw.randrange(180, 900), said="Completed: the splits were written."),
        check=Yields(seconds=draw.randrange(150, 400)),
        train=Yields(seconds=duration(draw), metrics=metrics),
        evaluate=Yields(seconds=draw.randrange(120, 600), report=report),
    )


def _failures(site: Site, form: "_Form", run: Run, draw: random.Random) -> list[Step]:
    """Executions of the days before that registered nothing."""
    share = _FAILING.get(site.group.team, _FAILING_ELSEWHERE)
    failed: list[Step] = []
    while draw.random() < share and len(failed) < 3:
        number = len(failed) + 1
        at = run.at - number * draw.uniform(0.15, 0.9) * DAY
        if at < site.cell.end - PIPELINE_DAYS * DAY:
            break
        token = f"{run.token}-attempt-{number}"
        failing = Run(at=at, token=token, job=run.job, metrics=run.metrics)
        failed.append(_execution(site, form, failing, _ill(form, _well(run, draw), draw)))
    return failed


def _ill(form: "_Form", well: _Outcomes, draw: random.Random) -> _Outcomes:
    """One of the ways in which an execution fails; most of them in its validation."""
    prepare, check, train, evaluate = well.prepare, well.check, well.train, well.evaluate
    luck = draw.random()
    if luck < 0.24 and form.checks:
        check = Yields(seconds=check.seconds, violations=draw.randint(1, 7))
    elif luck < 0.36:
        train = Yields(seconds=round((train.seconds or 0) / 4), reason=draw.choice(_BROKEN))
    elif luck < 0.42:
        evaluate = Yields(seconds=60, reason=draw.choice(_BROKEN[:1]))
    else:
        report = dict(evaluate.report) | {form.metric.name: form.missed(draw)}
        evaluate = Yields(seconds=evaluate.seconds, report=report)
        metrics = {f"validation:{name}": float(value) for name, value in report.items()}
        train = Yields(seconds=train.seconds, metrics=metrics)
    return _Outcomes(prepare=prepare, check=check, train=train, evaluate=evaluate)


def _execution(site: Site, form: "_Form", run: Run, outcomes: _Outcomes) -> Step:
    told = {"TrainOutcome": outcomes.train, "EvaluateOutcome": outcomes.evaluate}
    if form.prepares:
        told["PrepareOutcome"] = outcomes.prepare
    if form.checks:
        told["CheckOutcome"] = outcomes.check
    took = sum(one.seconds or 0 for one in told.values())
    values = {name: one.environment()[OUTCOME] for name, one in told.items()}
    values |= {name: str(value) for name, value in run.job["HyperParameters"].items()}
    values["Data"] = run.job["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3Uri"].rpartition(
        "/train"
    )[0]
    return Step(
        at=max(run.at - took, site.cell.start),
        actor=site.actor,
        operation="start_pipeline_execution",
        params={
            "PipelineName": site.group.name,
            "ClientRequestToken": run.token,
            "PipelineParameters": [{"Name": name, "Value": value} for name, value in values.items()],
        },
    )


class _Form:
    """What the pipeline of a group looks like; a team keeps to it."""

    def __init__(self, site: Site, draw: random.Random) -> None:
        self._site = site
        self.metric = site.group.case.metrics[0]
        self.prepares = draw.random() < 0.3
        self.checks = draw.random() < 0.25
        span = self.metric.high - self.metric.low
        self.minimum = round(self.metric.low if self.metric.more_is_better else self.metric.low + span, 4)

    def missed(self, draw: random.Random) -> float:
        """A value of the metric that is not good enough."""
        off = (self.metric.high - self.metric.low) * draw.uniform(0.01, 0.25)
        return round(self.minimum - off if self.metric.more_is_better else self.minimum + off, 4)

    def definition(self, run: Run) -> str:
        """The definition, as SageMaker takes it."""
        named = [*run.job["HyperParameters"], "Data", "TrainOutcome", "EvaluateOutcome"]
        named += ["PrepareOutcome"] * self.prepares + ["CheckOutcome"] * self.checks
        known = [{"Name": name, "Type": "String"} for name in named]
        limit = {"Name": "Limit", "Type": "Float", "DefaultValue": self.minimum}
        first = [self._prepare()] * self.prepares + [self._check()] * self.checks
        steps = [*first, self._train(run), self._evaluate(), self._validate()]
        return json.dumps({"Version": "2020-12-01", "Parameters": [*known, limit], "Steps": steps})

    def _processing(self, image: str, outcome: str) -> dict[str, Any]:
        cluster = {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30}
        home = f"s3://models-{self._site.cell.account.id}-{self._site.cell.region}/{self._site.group.name}"
        output = {"S3Uri": f"{home}/{outcome}", "LocalPath": "/opt/ml/processing/output"}
        source = {"S3Uri": {"Get": "Parameters.Data"}, "LocalPath": "/opt/ml/processing/input"}
        mode = {"S3DataType": "S3Prefix", "S3InputMode": "File"}
        return {
            "AppSpecification": {"ImageUri": image.format(region=self._site.cell.region)},
            "ProcessingInputs": [{"InputName": "data", "S3Input": source | mode}],
            "ProcessingOutputConfig": {"Outputs": [{"OutputName": "result", "S3Output": output}]},
            "ProcessingResources": {"ClusterConfig": cluster},
            "RoleArn": self._site.role,
            "Environment": {OUTCOME: {"Get": f"Parameters.{outcome}"}},
        }

    def _prepare(self) -> dict[str, Any]:
        arguments = self._processing(_SKLEARN, "PrepareOutcome")
        return {"Name": "Preprocess", "Type": "Processing", "Arguments": arguments}

    def _check(self) -> dict[str, Any]:
        arguments = {
            "CheckType": "DATA_QUALITY",
            "ProcessingJob": self._processing(_ANALYZER, "CheckOutcome"),
        }
        return {"Name": "CheckData", "Type": "QualityCheck", "Arguments": arguments}

    def _train(self, run: Run) -> dict[str, Any]:
        inputs = [
            channel | {"DataSource": _at_data(channel["ChannelName"], channel["DataSource"])}
            for channel in run.job["InputDataConfig"]
        ]
        arguments = run.job | {
            "HyperParameters": {name: {"Get": f"Parameters.{name}"} for name in run.job["HyperParameters"]},
            "InputDataConfig": inputs,
            "Environment": {OUTCOME: {"Get": "Parameters.TrainOutcome"}},
            "Tags": as_list(self._site.tags),
        }
        return {"Name": "Train", "Type": "Training", "Arguments": arguments}

    def _evaluate(self) -> dict[str, Any]:
        files = [{"PropertyFileName": "Evaluation", "OutputName": "result", "FilePath": "evaluation.json"}]
        arguments = self._processing(_SKLEARN, "EvaluateOutcome")
        return {
            "Name": "Evaluate",
            "Type": "Processing",
            "Arguments": arguments,
            "PropertyFiles": files,
        }

    def _validate(self) -> dict[str, Any]:
        file = {"Get": "Steps.Evaluate.PropertyFiles.Evaluation"}
        value = {"Std:JsonGet": {"PropertyFile": file, "Path": self.metric.name}}
        limit = {"Get": "Parameters.Limit"}
        better = self.metric.more_is_better
        held = {
            "Type": "GreaterThanOrEqualTo" if better else "LessThanOrEqualTo",
            "LeftValue": value,
            "RightValue": limit,
        }
        words = [self.metric.name, value, "is", "below" if better else "above", "the limit of", limit]
        refuse = {"ErrorMessage": {"Std:Join": {"On": " ", "Values": words}}}
        function = (
            f"arn:aws:lambda:{self._site.cell.region}:{self._site.cell.account.id}:function:register-model"
        )
        register = {
            "Name": "Register",
            "Type": "Lambda",
            "FunctionArn": function,
            "Arguments": {
                "group": self._site.group.name,
                "artifact": {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"},
            },
        }
        return {
            "Name": "Validate",
            "Type": "Condition",
            "Arguments": {
                "Conditions": [held],
                "IfSteps": [register],
                "ElseSteps": [{"Name": "ValidationFailed", "Type": "Fail", "Arguments": refuse}],
            },
        }


def _at_data(channel: str, source: dict[str, Any]) -> dict[str, Any]:
    uri = {"Std:Join": {"On": "/", "Values": [{"Get": "Parameters.Data"}, channel, ""]}}
    return {"S3DataSource": source["S3DataSource"] | {"S3Uri": uri}}
