"""What serves: endpoints on approved versions mostly, and the ones that a governance desk wants to find."""

import random
from dataclasses import dataclass
from enum import Enum
from typing import Any

from modelgov.demo.organisation.history import Group, GroupHistory, Version
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.tagging import as_list, worn
from modelgov.demo.organisation.vocabulary import FRAMEWORKS, PEOPLE, person

_SHADOW_IMAGES = (
    "763104351884.dkr.ecr.{region}.amazonaws.com/huggingface-pytorch-tgi-inference:2.4.0-tgi3.0.1-gpu",
    "{account}.dkr.ecr.{region}.amazonaws.com/notebook-experiments:latest",
    "763104351884.dkr.ecr.{region}.amazonaws.com/djl-inference:0.32.0-lmi14.0.0",
)


class Serves(Enum):
    """What stands behind an endpoint, which its names do not tell."""

    APPROVED = "approved version"
    REJECTED = "rejected version"
    PENDING = "version without a decision"
    SHADOW = "artifact that nobody registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """An endpoint, the truth about it, and the steps that made it."""

    endpoint: str
    serves: Serves
    idle: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """Where and for whom an endpoint is made."""

    cell: Cell
    name: str
    at: float
    actor: Actor
    tags: dict[str, str]


_STATUS = {"Approved": Serves.APPROVED, "Rejected": Serves.REJECTED, "PendingManualApproval": Serves.PENDING}
_WANTED = ((Serves.APPROVED, 0.78), (Serves.REJECTED, 0.06), (Serves.PENDING, 0.07), (Serves.SHADOW, 0.09))


def deployments(cell: Cell, groups: tuple[GroupHistory, ...], draw: random.Random) -> tuple[Deployment, ...]:
    """The endpoints of a cell."""
    pools: dict[Serves, list[tuple[GroupHistory, Version]]] = {serves: [] for serves in Serves}
    for history in groups:
        for version in history.versions:
            pools[_STATUS[version.status]].append((history, version))
    kinds = [kind for kind, _ in _WANTED]
    weights = [weight for _, weight in _WANTED]
    made: list[Deployment] = []
    for number in range(cell.endpoints):
        kind = draw.choices(kinds, weights)[0]
        pool = pools[kind]
        if kind is Serves.SHADOW or not pool:
            made.append(_shadow(cell, number, draw))
        else:
            made.append(_registered(cell, number, draw.choice(pool), draw))
    return tuple(made)


def _registered(
    cell: Cell, number: int, chosen: tuple[GroupHistory, Version], draw: random.Random
) -> Deployment:
    history, version = chosen
    group = history.group
    others = [one for one in history.versions if one.status == version.status and one is not version]
    site = _site(cell, group, (number, version.decided), draw)
    variants = [_variant(version.number, "AllTraffic", group, draw)]
    models = [_model(site, f"{group.name}-{version.number}-{number}", {"ModelPackageName": version.arn})]
    if others and draw.random() < 0.14:
        other = draw.choice(others)
        late = max(site.at, other.decided + 60)
        site = _Site(cell=site.cell, name=site.name, at=late, actor=site.actor, tags=site.tags)
        models = [_model(site, one.params["ModelName"], one.params["PrimaryContainer"]) for one in models]
        name = f"{group.name}-{other.number}-{number}-b"
        models.append(_model(site, name, {"ModelPackageName": other.arn}))
        variants = [dict(variants[0], VariantName="champion", InitialVariantWeight=0.9)]
        variants.append(dict(_variant(other.number, "challenger", group, draw), InitialVariantWeight=0.1))
    for variant, model in zip(variants, models, strict=True):
        variant["ModelName"] = model.params["ModelName"]
    steps = (*models, *_serve(site, variants, draw), *_moved_on(site, variants, others, draw))
    return Deployment(
        endpoint=cell.arn(f"endpoint/{site.name}"),
        serves=_STATUS[version.status],
        idle=draw.random() < 0.16,
        steps=steps,
    )


def _moved_on(
    site: _Site, variants: list[dict[str, Any]], others: list[Version], draw: random.Random
) -> list[Step]:
    """Some endpoints were later given a newer version through another configuration."""
    newer = [one for one in others if one.decided > site.at + DAY]
    if len(variants) > 1 or not newer or draw.random() < 0.5:
        return []
    version = max(newer, key=lambda one: one.decided)
    at = version.decided + min(0.5 * DAY, (site.cell.end - version.decided) / 2)
    later = _Site(cell=site.cell, name=site.name, at=at, actor=site.actor, tags=site.tags)
    model = _model(later, f"{site.name}-{version.number}-next", {"ModelPackageName": version.arn})
    config = {
        "EndpointConfigName": f"{site.name}-next"[:63],
        "ProductionVariants": [dict(variants[0], ModelName=model.params["ModelName"])],
        "Tags": as_list(site.tags),
    }
    change = {"EndpointName": site.name, "EndpointConfigName": config["EndpointConfigName"]}
    return [
        model,
        Step(at=at + 20, actor=site.actor, operation="create_endpoint_config", params=config),
        Step(at=at + 40, actor=site.actor, operation="update_endpoint", params=change),
    ]


def _shadow(cell: Cell, number: int, draw: random.Random) -> Deployment:
    maker = person(draw.randrange(PEOPLE))
    word = draw.choice(("llm-demo", "poc", "test-endpoint", "notebook-model", "hackathon", "tmp-scoring"))
    site = _Site(
        cell=cell,
        name=f"{word}-{number:04d}",
        at=cell.end - draw.uniform(2, 500) * DAY,
        actor=Actor(role="SageMakerStudioUser", session=maker),
        tags={} if draw.random() < 0.6 else {"owner": maker},
    )
    image = draw.choice(_SHADOW_IMAGES).format(region=cell.region, account=cell.account.id)
    artifact = f"s3://sagemaker-{cell.region}-{cell.account.id}/{site.name}/model.tar.gz"
    model = _model(site, f"{site.name}-model", {"Image": image, "ModelDataUrl": artifact})
    variant = {
        "VariantName": "AllTraffic",
        "ModelName": model.params["ModelName"],
        "InstanceType": draw.choice(("ml.g5.xlarge", "ml.g5.12xlarge", "ml.m5.xlarge", "ml.g6.xlarge")),
        "InitialInstanceCount": 1,
        "InitialVariantWeight": 1.0,
    }
    return Deployment(
        endpoint=cell.arn(f"endpoint/{site.name}"),
        serves=Serves.SHADOW,
        idle=draw.random() < 0.4,
        steps=(model, *_serve(site, [variant], draw)),
    )


def _site(cell: Cell, group: Group, made: tuple[int, float], draw: random.Random) -> _Site:
    number, decided = made
    by_pipeline = draw.random() < 0.7
    session = f"{group.name}-deploy"[:64] if by_pipeline else group.owner
    return _Site(
        cell=cell,
        name=f"{group.name}-{number:04d}"[:63],
        at=decided + min(draw.uniform(0.05, 9) * DAY, (cell.end - decided) / 2),
        actor=Actor(role="MLPipeline" if by_pipeline else "MLEngineer", session=session),
        tags=worn(group.tags, draw),
    )


def _model(site: _Site, name: str, container: dict[str, Any]) -> Step:
    params = {
        "ModelName": name[:63],
        "PrimaryContainer": container,
        "ExecutionRoleArn": f"arn:aws:iam::{site.cell.account.id}:role/MLPipeline",
        "EnableNetworkIsolation": len(name) % 3 == 0,
        "Tags": as_list(site.tags),
    }
    return Step(at=site.at, actor=site.actor, operation="create_model", params=params)


def _variant(number: int, name: str, group: Group, draw: random.Random) -> dict[str, Any]:
    variant: dict[str, Any] = {"VariantName": name, "InitialVariantWeight": 1.0}
    if name == "AllTraffic" and draw.random() < 0.12:
        size = draw.choice((1024, 2048, 4096))
        return variant | {"ServerlessConfig": {"MemorySizeInMB": size, "MaxConcurrency": 5 + number % 20}}
    instances = FRAMEWORKS[group.case.framework].instances
    return variant | {
        "InstanceType": draw.choice(instances),
        "InitialInstanceCount": draw.choice((1, 1, 1, 2, 2, 3)),
    }


def _serve(site: _Site, variants: list[dict[str, Any]], draw: random.Random) -> list[Step]:
    config: dict[str, Any] = {
        "EndpointConfigName": f"{site.name}-config"[:63],
        "ProductionVariants": variants,
        "Tags": as_list(site.tags),
    }
    if draw.random() < 0.55:
        key = f"{draw.getrandbits(64):016x}"
        config["KmsKeyId"] = f"arn:aws:kms:{site.cell.region}:{site.cell.account.id}:key/{key}"
    if draw.random() < 0.4 and "InstanceType" in variants[0]:
        config["DataCaptureConfig"] = {
            "EnableCapture": True,
            "InitialSamplingPercentage": draw.choice((10, 50, 100)),
            "DestinationS3Uri": f"s3://capture-{site.cell.account.id}-{site.cell.region}/{site.name}",
            "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}],
        }
    endpoint = {
        "EndpointName": site.name,
        "EndpointConfigName": config["EndpointConfigName"],
        "Tags": as_list(site.tags),
    }
    return [
        Step(at=site.at + 20, actor=site.actor, operation="create_endpoint_config", params=config),
        Step(at=site.at + 40, actor=site.actor, operation="create_endpoint", params=endpoint),
    ]
