"""What the training pipelines told SageMaker of lineage: which data a job read, what it wrote and registered.

From a version on, deployments are tracked by SageMaker itself. Not every team tells, and of old versions
nobody did.
"""

import random
from collections.abc import Iterator
from typing import Any

from modelgov.demo.aws.lineage.entity import artifact_key
from modelgov.demo.organisation.deployment import Deployment
from modelgov.demo.organisation.history import GroupHistory
from modelgov.demo.organisation.step import Actor, Cell, Step

_TELLING = 0.72
_NEWEST = 2
_APART = 0.001  # seconds between two calls of a pipeline


def steps(
    cell: Cell, groups: tuple[GroupHistory, ...], serving: tuple[Deployment, ...], draw: random.Random
) -> list[Step]:
    """Artifacts and associations of the newest versions and of those that serve, in most groups."""
    served = {
        step.params["PrimaryContainer"].get("ModelPackageName")
        for deployment in serving
        for step in deployment.steps
        if step.operation == "create_model"
    }
    told: list[Step] = []
    for history in groups:
        if draw.random() > _TELLING:
            continue
        newest = {version.arn for version in history.versions[-_NEWEST:]}
        made = [step for step in history.steps if step.operation == "create_model_package"]
        for version, registered in zip(history.versions, made, strict=True):
            if version.arn in newest | served:
                told += _training(cell, history, version.number, registered)
    return list(_once(told))


def _training(cell: Cell, history: GroupHistory, number: int, registered: Step) -> list[Step]:
    """One job: the data that it read, the model that it wrote, the version that was registered of it."""
    group, version = history.group, history.versions[number - 1]
    properties = registered.params["CustomerMetadataProperties"]
    data = properties.get("train.data", f"s3://data-{cell.account.id}/{group.case.name}/")
    package = version.arn.lower()
    job = cell.arn(f"experiment-trial-component/{group.name}-{number:04d}-aws-training-job")
    calls: list[tuple[str, dict[str, Any]]] = [
        _artifact(data, "DataSet", f"{group.case.name} data"),
        _artifact(version.artifact, "Model", f"{group.name} {number}"),
        _artifact(package, "Model", f"{group.name} {number} version"),
        _association(_arn(cell, data), job, "ContributedTo"),
        _association(job, _arn(cell, version.artifact), "Produced"),
        _association(_arn(cell, version.artifact), _arn(cell, package), "ContributedTo"),
    ]
    actor = Actor(role="MLPipeline", session=f"{group.name}-training"[:64])
    return [
        Step(at=registered.at + _APART * place, actor=actor, operation=operation, params=params)
        for place, (operation, params) in enumerate(calls, start=1)
    ]


def _artifact(uri: str, kind: str, name: str) -> tuple[str, dict[str, Any]]:
    return "create_artifact", {
        "ArtifactName": name,
        "ArtifactType": kind,
        "Source": {"SourceUri": uri, "SourceTypes": []},
    }


def _association(source: str, destination: str, kind: str) -> tuple[str, dict[str, Any]]:
    return "add_association", {
        "SourceArn": source,
        "DestinationArn": destination,
        "AssociationType": kind,
    }


def _arn(cell: Cell, uri: str) -> str:
    return cell.arn(f"artifact/{artifact_key(cell.account.id, cell.region, uri)}")


def _once(told: list[Step]) -> Iterator[Step]:
    """A source has one artifact, made when it is first told of."""
    made: set[str] = set()
    for step in sorted(told, key=lambda step: step.at):
        uri = step.params.get("Source", {}).get("SourceUri")
        if uri is None or uri not in made:
            yield step
        if uri is not None:
            made.add(uri)
