"""What became of each model package group: its versions, their quality, and who decided about them."""

import random
from dataclasses import dataclass
from typing import Any

from modelgov.demo.organisation.origin import Origin, origin
from modelgov.demo.organisation.step import DAY, Actor, Cell, Step
from modelgov.demo.organisation.tagging import as_list, card, worn
from modelgov.demo.organisation.vocabulary import (
    FRAMEWORKS,
    PEOPLE,
    QUALIFIERS,
    SEGMENTS,
    USE_CASES,
    Metric,
    UseCase,
    person,
)

_REJECTIONS = (
    "Bias report missing",
    "Validation data overlaps training data",
    "Below the benchmark of the serving version",
    "Documentation incomplete",
    "Feature no longer permitted",
)
_APPROVALS = ("UAT passed", "Independent validation complete", "Approved by model risk committee", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group as its team means it to be, whatever its tags say."""

    name: str
    case: UseCase
    owner: str
    team: str
    created: float
    tags: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version and its last approval status; `decided` is when it got it."""

    number: int
    arn: str
    image: str
    artifact: str
    status: str
    decided: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHistory:
    """A group, its versions in order, and all steps that made them."""

    group: Group
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]


def group_histories(cell: Cell, draw: random.Random) -> tuple[GroupHistory, ...]:
    """The groups of a cell; the versions are dealt out unevenly, each group gets one at least."""
    if not cell.groups:
        return ()
    appetite = [draw.lognormvariate(0, 0.9) for _ in range(cell.groups)]
    counts = [1] * cell.groups
    for position in draw.choices(range(cell.groups), appetite, k=max(0, cell.versions - cell.groups)):
        counts[position] += 1
    names = _names(cell, draw)
    return tuple(_history(cell, name, count, draw) for name, count in zip(names, counts, strict=True))


def _names(cell: Cell, draw: random.Random) -> list[tuple[str, UseCase]]:
    cases = [case for case in USE_CASES if case.unit == cell.account.unit]
    named: dict[str, UseCase] = {}
    while len(named) < cell.groups:
        case = draw.choice(cases)
        words = [case.name, draw.choice(SEGMENTS)]
        if len(named) > len(cases) * 4 or draw.random() < 0.15:
            words.append(draw.choice(QUALIFIERS) or str(draw.randint(2, 99)))
        named.setdefault("-".join(words), case)
    return list(named.items())


def _history(cell: Cell, named: tuple[str, UseCase], count: int, draw: random.Random) -> GroupHistory:
    group = _group(cell, named, draw)
    written = worn(group.tags, draw)
    creator = Actor(role="MLEngineer", session=group.owner)
    params: dict[str, Any] = {"ModelPackageGroupName": group.name, "Tags": as_list(written)}
    if draw.random() < 0.8:
        params["ModelPackageGroupDescription"] = f"{group.case.purpose}."
    steps = [Step(at=group.created, actor=creator, operation="create_model_package_group", params=params)]
    end = group.created + (cell.end - group.created) * (
        1.0 if draw.random() < 0.75 else draw.uniform(0.4, 0.9)
    )
    moments = sorted(draw.uniform(group.created + 60, end) for _ in range(count))
    versions: list[Version] = []
    for number, moment in enumerate(moments, start=1):
        version, more = _version(cell, group, (number, moment + number * 0.01), draw)
        versions.append(version)
        steps += more
    return GroupHistory(group=group, versions=tuple(versions), steps=tuple(steps))


def _group(cell: Cell, named: tuple[str, UseCase], draw: random.Random) -> Group:
    name, case = named
    account = cell.account
    owner = person(account.position * 5 + draw.randrange(9))
    team = account.team if draw.random() < 0.8 else f"{case.name}-squad"
    span = cell.end - cell.start
    return Group(
        name=name,
        case=case,
        owner=owner,
        team=team,
        created=cell.start + span * 0.93 * draw.random() ** 0.8,
        tags={
            "owner": owner,
            "team": team,
            "business-unit": account.unit,
            "environment": account.environment,
            "intended-use": case.purpose,
            "risk-tier": case.risk,
            "cost-center": f"CC-{1000 + account.position * 100 + draw.randrange(9)}",
        },
    )


def _version(
    cell: Cell, group: Group, when: tuple[int, float], draw: random.Random
) -> tuple[Version, list[Step]]:
    number, at = when
    framework = FRAMEWORKS[group.case.framework]
    registry = f"763104351884.dkr.ecr.{cell.region}.amazonaws.com"
    image = f"{registry}/{framework.image}"
    made = origin(cell, group.name, number, at)
    artifact = made.artifact
    params = _registration(cell, group, (number, image, made), draw)
    skipped_review = draw.random() < 0.04
    if skipped_review:
        params["ModelApprovalStatus"] = "Approved"
    actor = _creator(group, draw)
    if made.token is not None:
        actor = Actor(role="MLPipeline", session=f"{group.name}-training"[:64])
    steps = [Step(at=at, actor=actor, operation="create_model_package", params=params)]
    arn = cell.arn(f"model-package/{group.name}/{number}")
    status, decided = "PendingManualApproval", at
    if skipped_review:
        status = "Approved"
    else:
        decision = _decision(cell, group, (arn, at), draw)
        if decision is not None:
            steps.append(decision)
            status, decided = decision.params["ModelApprovalStatus"], decision.at
    for later in _afterwards(cell, (arn, status, decided), draw):
        steps.append(later)
        status, decided = later.params.get("ModelApprovalStatus", status), later.at
    return Version(
        number=number, arn=arn, image=image, artifact=artifact, status=status, decided=decided
    ), steps


def _creator(group: Group, draw: random.Random) -> Actor:
    luck = draw.random()
    if luck < 0.66:
        return Actor(role="MLPipeline", session=f"{group.name}-training"[:64])
    if luck < 0.88:
        return Actor(role="MLEngineer", session=group.owner)
    return Actor(role="SageMakerStudioUser", session=person(draw.randrange(PEOPLE)))


def _registration(
    cell: Cell, group: Group, made: tuple[int, str, Origin], draw: random.Random
) -> dict[str, Any]:
    number, image, source = made
    artifact = source.artifact
    folder = artifact.rpartition("/")[0]
    metrics = {metric.name: _measured(metric, number, draw) for metric in group.case.metrics}
    instances = list(FRAMEWORKS[group.case.framework].instances)
    params: dict[str, Any] = {
        "ModelPackageGroupName": group.name,
        "ModelPackageDescription": f"{group.name}, candidate {number}",
        "InferenceSpecification": {
            "Containers": [{"Image": image, "ModelDataUrl": artifact}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
            "SupportedRealtimeInferenceInstanceTypes": instances,
        },
        "ModelMetrics": _metric_files(folder, draw),
        "MetadataProperties": {
            "CommitId": f"{draw.getrandbits(160):040x}",
            "Repository": f"https://git.example.com/{group.team}/{group.case.name}",
            "GeneratedBy": source.generated_by,
        },
        "CustomerMetadataProperties": metrics | _properties(cell, group, draw),
        "ModelLifeCycle": {"Stage": "Development", "StageStatus": "PendingApproval"},
        "SkipModelValidation": "None",
    }
    if content := card(_card_facts(cell, group, artifact, metrics), draw):
        params["ModelCard"] = content
    if draw.random() < 0.12:
        params["SourceUri"] = f"{folder}/source"
    if draw.random() < 0.25:
        params["ClientToken"] = f"{draw.getrandbits(96):024x}"
    return params


def _card_facts(cell: Cell, group: Group, artifact: str, metrics: dict[str, str]) -> dict[str, Any]:
    return {
        "creator": group.owner,
        "artifact": artifact,
        "purpose": group.case.purpose,
        "risk": group.case.risk,
        "team": group.team,
        "unit": cell.account.unit,
        "data": f"s3://data-{cell.account.id}/{group.case.name}/",
        "metrics": metrics,
    }


def _measured(metric: Metric, number: int, draw: random.Random) -> str:
    progress = min(0.85, 0.25 + 0.03 * number) + draw.uniform(-0.2, 0.15)
    share = progress if metric.more_is_better else 1 - progress
    return f"{metric.low + (metric.high - metric.low) * max(0.0, min(1.0, share)):.4f}"


def _metric_files(folder: str, draw: random.Random) -> dict[str, Any]:
    def file(name: str) -> dict[str, str]:
        return {"ContentType": "application/json", "S3Uri": f"{folder}/{name}.json"}

    files: dict[str, Any] = {"ModelQuality": {"Statistics": file("evaluation")}}
    if draw.random() < 0.45:
        files["Bias"] = {"Report": file("bias")}
    if draw.random() < 0.35:
        files["Explainability"] = {"Report": file("explainability")}
    return files


def _properties(cell: Cell, group: Group, draw: random.Random) -> dict[str, str]:
    framework = FRAMEWORKS[group.case.framework]
    kept = {"framework": group.case.framework, "algorithm": framework.algorithm}
    if draw.random() < 0.76:
        kept |= {f"param.{name}": draw.choice(values) for name, values in framework.parameters}
        kept["train.rows"] = str(draw.randrange(20_000, 9_000_000))
        kept["train.data"] = f"s3://data-{cell.account.id}/{group.case.name}/"
    if draw.random() < 0.3:
        # Some of these contradict the group's tags: a team was renamed, an owner left, a copy was forgotten.
        contradicts = draw.random() < 0.25
        kept["owner"] = person(draw.randrange(PEOPLE)) if contradicts else group.owner
        kept["business-unit"] = "Retail Banking" if contradicts else cell.account.unit
        kept["environment"] = cell.account.environment
    return kept


def _decision(cell: Cell, group: Group, made: tuple[str, float], draw: random.Random) -> Step | None:
    """Somebody approves or rejects after some days; in development most wait for ever."""
    arn, at = made
    production = cell.account.environment == "production"
    if draw.random() > (0.88 if production else 0.42):
        return None
    by_pipeline = draw.random() < (0.22 if production else 0.55)
    days = 0.02 if by_pipeline else draw.lognormvariate(1.1, 1.1)
    decided = at + max(0.01, days) * DAY
    if decided >= cell.end:
        return None
    approved = draw.random() < (0.72 if production else 0.6)
    actor = _decider(group, draw, by_pipeline=by_pipeline)
    params: dict[str, Any] = {
        "ModelPackageArn": arn,
        "ModelApprovalStatus": "Approved" if approved else "Rejected",
        "ApprovalDescription": draw.choice(_APPROVALS if approved else _REJECTIONS),
    }
    if approved and draw.random() < 0.6:
        stage = "Production" if production else draw.choice(("QA", "PreProduction"))
        params["ModelLifeCycle"] = {"Stage": stage, "StageStatus": "Approved"}
    return Step(at=decided, actor=actor, operation="update_model_package", params=params)


def _decider(group: Group, draw: random.Random, *, by_pipeline: bool) -> Actor:
    if by_pipeline:
        return Actor(role="MLPipeline", session=f"{group.name}-release"[:64])
    if draw.random() < 0.06:
        return Actor(role="MLEngineer", session=group.owner)  # the author decides on his own work
    role = "ModelRiskOfficer" if group.case.risk == "High" and draw.random() < 0.6 else "ModelApprover"
    return Actor(role=role, session=person(draw.randrange(18) * 4))


def _afterwards(cell: Cell, state: tuple[str, str, float], draw: random.Random) -> list[Step]:
    """What may follow an approval: a stage set late, a retirement, a revocation."""
    arn, status, decided = state
    if status != "Approved":
        return []
    luck, at = draw.random(), decided + draw.lognormvariate(4.2, 0.9) * DAY
    if at >= cell.end:
        return []
    actor = Actor(role="ModelRiskOfficer", session=person(draw.randrange(18) * 4))
    params: dict[str, Any] = {"ModelPackageArn": arn}
    if luck < 0.045:
        params |= {
            "ModelApprovalStatus": "Rejected",
            "ApprovalDescription": "Approval revoked: performance fell after release",
        }
    elif luck < 0.30:
        params["ModelLifeCycle"] = {"Stage": "Archived", "StageStatus": "Retired"}
    elif luck < 0.45:
        params["ModelLifeCycle"] = {"Stage": "Production", "StageStatus": "Approved"}
    elif luck < 0.52:
        params["CustomerMetadataProperties"] = {"reviewed-by": actor.session}
    else:
        return []
    return [Step(at=at, actor=actor, operation="update_model_package", params=params)]
