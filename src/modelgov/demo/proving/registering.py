"""How a model comes into the registry: trained, registered with its card and reports, and decided on."""

import json
from collections.abc import Iterator
from typing import Any

from modelgov.demo.aws.fixed import role_arn
from modelgov.demo.aws.training.yields import Yields
from modelgov.demo.organisation.step import Actor, Step
from modelgov.demo.organisation.tagging import as_list
from modelgov.demo.proving.spec import Fields, Spec


def steps(spec: Spec) -> Iterator[Step]:
    """Everything that is done in the registry, and the job that trained the model."""
    if spec.unknown:
        return
    engineer = Actor(role="MLEngineer", session=spec.engineer)
    yield _step(spec, spec.created, engineer, "create_model_package_group", _group(spec))
    yield _step(spec, spec.trained, engineer, "create_training_job", _job(spec))
    if spec.card_apart is not None:
        yield from _card_by_itself(spec, engineer)
    yield _step(spec, spec.registered, engineer, "create_model_package", _version(spec))
    if spec.decision is not None:
        decided: Fields = {
            "ModelPackageArn": spec.asset("version"),
            "ModelApprovalStatus": spec.decision.status,
            "ApprovalDescription": spec.decision.reason,
        }
        if spec.decision.stage is not None:
            decided["ModelLifeCycle"] = {"Stage": spec.decision.stage, "StageStatus": "Approved"}
        yield _step(spec, spec.decision.days, spec.decision.by, "update_model_package", decided)


def later(spec: Spec) -> Iterator[Step]:
    """What is done to it after it was looked at for the first time."""
    if spec.altered:
        specification = _inference(spec)
        [container] = specification["Containers"]
        container["ModelDataUrl"] = f"{spec.home}/retrained/model.tar.gz"
        engineer = Actor(role="MLEngineer", session=spec.engineer)
        params = {"ModelPackageArn": spec.asset("version"), "InferenceSpecification": specification}
        yield _step(spec, 0.0, engineer, "update_model_package", params)


def _step(spec: Spec, days: float, actor: Actor, operation: str, params: Fields) -> Step:
    return Step(at=spec.at(days), actor=actor, operation=operation, params=params)


def _group(spec: Spec) -> Fields:
    params: Fields = {"ModelPackageGroupName": spec.name, "Tags": as_list(spec.tags)}
    if spec.description is not None:
        params["ModelPackageGroupDescription"] = spec.description
    return params


def _inference(spec: Spec) -> Fields:
    return {
        "Containers": [{"Image": spec.image, "ModelDataUrl": spec.model_data}],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    }


def _version(spec: Spec) -> Fields:
    def file(name: str) -> dict[str, str]:
        return {"ContentType": "application/json", "S3Uri": f"{spec.home}/{spec.job}/{name}.json"}

    metrics: dict[str, Any] = {}
    if "evaluation" in spec.reports:
        metrics["ModelQuality"] = {"Statistics": file("evaluation")}
    if "bias" in spec.reports:
        metrics["Bias"] = {"Report": file("bias")}
    params: Fields = {
        "ModelPackageGroupName": spec.name,
        "InferenceSpecification": _inference(spec),
        "ModelMetrics": metrics,
        "MetadataProperties": {"GeneratedBy": spec.cell.arn(f"training-job/{spec.job}")},
        "CustomerMetadataProperties": {"algorithm": "xgboost"} | spec.properties,
        "ModelLifeCycle": {"Stage": spec.stage, "StageStatus": "PendingApproval"},
    }
    if spec.approved_at_once:
        params["ModelApprovalStatus"] = "Approved"
    if spec.card is not None and spec.card_apart is None:
        params["ModelCard"] = {"ModelCardContent": json.dumps(spec.card), "ModelCardStatus": spec.card_status}
    return params


def _card_by_itself(spec: Spec, author: Actor) -> Iterator[Step]:
    days, name = spec.card_apart or 0.0, f"{spec.name}-card"
    content = dict(spec.card or {})
    content["model_overview"] = content["model_overview"] | {"model_name": spec.name}
    made = {"ModelCardName": name, "Content": json.dumps(content), "ModelCardStatus": "Draft"}
    yield _step(spec, days, author, "create_model_card", made)
    told = {"ModelCardName": name, "ModelCardStatus": spec.card_status}
    officer = Actor(role="ModelRiskOfficer", session="officer@example.com")
    yield _step(spec, days - 0.5, officer, "update_model_card", told)


def _job(spec: Spec) -> Fields:
    source = {"S3DataType": "S3Prefix", "S3Uri": f"{spec.data}/", "S3DataDistributionType": "FullyReplicated"}
    return {
        "TrainingJobName": spec.job,
        "AlgorithmSpecification": {"TrainingImage": spec.image, "TrainingInputMode": "File"},
        "InputDataConfig": [
            {"ChannelName": "train", "ContentType": "text/csv", "DataSource": {"S3DataSource": source}}
        ],
        "OutputDataConfig": {"S3OutputPath": spec.home},
        "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
        "RoleArn": role_arn(spec.cell.account.id, "MLPipeline"),
        "StoppingCondition": {"MaxRuntimeInSeconds": 86_400},
        "Environment": Yields(seconds=1_800).environment(),
        "Tags": as_list(spec.tags),
    }
