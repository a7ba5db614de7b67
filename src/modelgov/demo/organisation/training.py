"""How versions were trained: a job for each of the last year, by hand or by an execution of a pipeline.

What a job comes to is said in its environment, in the way in which the emulated containers read it.
"""

import random
from dataclasses import dataclass
from typing import Any

from modelgov.demo.aws.registry.packages import image_digest
from modelgov.demo.aws.training.yields import Yields
from modelgov.demo.organisation import batch, pipeline, standalone
from modelgov.demo.organisation.deployment import Deployment
from modelgov.demo.organisation.history import Group, GroupHistory
from modelgov.demo.organisation.origin import TRAINED_DAYS, Origin, origin
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.tagging import as_list, worn
from modelgov.demo.organisation.vocabulary import FRAMEWORKS

_CRASHES = (
    "AlgorithmError: ExecuteUserScriptError: ExitCode 1, ErrorMessage: ValueError: Input contains NaN.",
    "ClientError: Data download failed:PermanentRedirect (301): The bucket must be addressed elsewhere.",
    "CapacityError: Unable to provision requested ML compute capacity. Please retry.",
    "AlgorithmError: OutOfMemoryError: Please use an instance type with more memory., exit code: 137",
)
_CRASHED = 0.05
_TUNED = 0.05
_TRIALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A version of the last year: where it came from, when it was registered, by whom, and as what."""

    number: int
    origin: Origin
    at: float
    actor: Actor
    properties: dict[str, str]


def steps(
    cell: Cell, groups: tuple[GroupHistory, ...], _serving: tuple[Deployment, ...], draw: random.Random
) -> list[Step]:
    """Everything that trained, checked and described models in a cell."""
    made: list[Step] = []
    for history in groups:
        site = pipeline.Site(cell=cell, group=history.group, tags=worn(history.group.tags, draw))
        trained = _recent(cell, history)
        by_hand = [one for one in trained if one.origin.token is None]
        made += [step for one in by_hand for step in _by_hand(site, one, draw)]
        runs = [
            pipeline.Run(
                at=one.at,
                token=one.origin.token,
                job=work(site, one, draw),
                metrics=measured(history.group, one),
            )
            for one in trained
            if one.origin.token is not None
        ]
        made += pipeline.steps(site, runs, draw)
        made += _tuning(site, trained, draw)
        made += batch.steps(site, history.versions, draw)
        made += standalone.steps(site, history.versions, draw)
    return made


def _recent(cell: Cell, history: GroupHistory) -> list[Trained]:
    registered = [step for step in history.steps if step.operation == "create_model_package"]
    every = zip(history.versions, sorted(registered, key=lambda step: step.at), strict=True)
    return [
        Trained(
            number=version.number,
            origin=origin(cell, history.group.name, version.number, step.at),
            at=step.at,
            actor=step.actor,
            properties=step.params["CustomerMetadataProperties"],
        )
        for version, step in every
        if step.at > cell.end - TRAINED_DAYS * DAY
    ]


def measured(group: Group, one: Trained) -> dict[str, float]:
    """The metrics with which the version is registered."""
    return {metric.name: float(one.properties[metric.name]) for metric in group.case.metrics}


def work(site: pipeline.Site, one: Trained, draw: random.Random) -> dict[str, Any]:
    """A training job but for its name and its outcome."""
    framework = FRAMEWORKS[site.group.case.framework]
    image = f"763104351884.dkr.ecr.{site.cell.region}.amazonaws.com/{framework.image}"
    if len(site.group.name) % 5 < 2:  # some teams name an image by its digest
        image = f"{image.rpartition(':')[0]}@{image_digest(image)}"
    told = {
        key.removeprefix("param."): value for key, value in one.properties.items() if key.startswith("param.")
    }
    parameters = told or {name: draw.choice(values) for name, values in framework.parameters}
    data = f"s3://data-{site.cell.account.id}/{site.group.case.name}/v{one.number:04d}"
    return {
        "AlgorithmSpecification": {
            "TrainingImage": image,
            "TrainingInputMode": "File",
            "MetricDefinitions": [
                {"Name": f"validation:{metric.name}", "Regex": f"{metric.name}=([0-9\\.]+)"}
                for metric in site.group.case.metrics
            ],
        },
        "HyperParameters": parameters,
        "InputDataConfig": [_channel(name, f"{data}/{name}/") for name in ("train", "validation")],
        "OutputDataConfig": {"S3OutputPath": one.origin.home},
        "ResourceConfig": {
            "InstanceType": draw.choice(framework.instances[1:]),
            "InstanceCount": draw.choice((1, 1, 1, 2)),
            "VolumeSizeInGB": 30,
        },
        "RoleArn": site.role,
        "StoppingCondition": {"MaxRuntimeInSeconds": 86_400},
        "EnableManagedSpotTraining": draw.random() < 0.3,
        "EnableNetworkIsolation": site.group.case.risk == "High",
    }


def _channel(name: str, uri: str) -> dict[str, Any]:
    source = {"S3DataType": "S3Prefix", "S3Uri": uri, "S3DataDistributionType": "FullyReplicated"}
    return {"ChannelName": name, "ContentType": "text/csv", "DataSource": {"S3DataSource": source}}


def _by_hand(site: pipeline.Site, one: Trained, draw: random.Random) -> list[Step]:
    """The job that trained the version, sometimes after one that broke off."""
    seconds = pipeline.duration(draw)
    began = one.at - seconds - draw.uniform(200, 4_000)
    metrics = {f"validation:{name}": value for name, value in measured(site.group, one).items()}
    done = Yields(seconds=seconds, metrics=metrics)
    jobs = [_job(site, one, (began, one.origin.job), (work(site, one, draw), done))]
    if draw.random() < _CRASHED:
        broken = Yields(seconds=round(seconds / 3), reason=draw.choice(_CRASHES))
        early = (began - seconds / 2, f"{one.origin.job}-first"[:63])
        jobs.append(_job(site, one, early, (work(site, one, draw), broken)))
    return jobs


def _job(
    site: pipeline.Site, one: Trained, named: tuple[float, str], what: tuple[dict[str, Any], Yields]
) -> Step:
    at, name = named
    job, yields = what
    given = job | {
        "TrainingJobName": name,
        "Tags": as_list(site.tags),
        "Environment": yields.environment(),
    }
    return Step(at=max(at, site.cell.start), actor=one.actor, operation="create_training_job", params=given)


def _tuning(site: pipeline.Site, trained: list[Trained], draw: random.Random) -> list[Step]:
    """Some teams look for better values once, before one of their versions."""
    if not trained or draw.random() > _TUNED:
        return []
    one = draw.choice(trained)
    objective = site.group.case.metrics[0]
    metrics = {f"validation:{name}": value for name, value in measured(site.group, one).items()}
    job = work(site, one, draw)
    tuned, values = next(iter(FRAMEWORKS[site.group.case.framework].parameters))
    given = {
        "HyperParameterTuningJobName": f"{site.group.name}-tune"[:32].rstrip("-"),
        "HyperParameterTuningJobConfig": {
            "Strategy": "Bayesian",
            "HyperParameterTuningJobObjective": {
                "Type": "Maximize" if objective.more_is_better else "Minimize",
                "MetricName": f"validation:{objective.name}",
            },
            "ResourceLimits": {"MaxNumberOfTrainingJobs": _TRIALS, "MaxParallelTrainingJobs": 2},
            "ParameterRanges": {"CategoricalParameterRanges": [{"Name": tuned, "Values": list(values)}]},
        },
        "TrainingJobDefinition": {key: job[key] for key in job if key != "HyperParameters"}
        | {
            "StaticHyperParameters": {k: v for k, v in job["HyperParameters"].items() if k != tuned},
            "Environment": Yields(seconds=pipeline.duration(draw), metrics=metrics).environment(),
        },
        "Tags": as_list(site.tags),
    }
    at = max(one.at - 2 * DAY, site.cell.start)
    return [Step(at=at, actor=one.actor, operation="create_hyper_parameter_tuning_job", params=given)]
