"""A small registry, and the web application that stands on it."""

from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.testclient import TestClient

from modelgov.lake.journal import Journal
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind
from modelgov.table.hot import HotTables
from modelgov.web.answer import Parts
from modelgov.web.stream import Hub
from sample import account, arn, by, config, endpoint, group, model, read, seen, serving, version
from sample_training import execution, pipeline, training_job


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running application and what it stands on."""

    app: FastAPI
    client: TestClient
    parts: Parts
    hot: HotTables
    hub: Hub
    journal: Journal


FORMULAS = {"owner": "=cmd|' /C calc'!A0", "team": "+1", "bu": "@SUM(1)", "env": "-2"}


def furnish(journal: Journal) -> None:
    card = {"ModelCardStatus": "Draft", "ModelCardContent": '{"model_overview": {"model_owner": "kim"}}'}
    metrics = {"ModelQuality": {"Statistics": {"ContentType": "application/json", "S3Uri": "s3://b/q.json"}}}
    rich = version(
        2,
        status="Approved",
        modified=3,
        ModelCard=card,
        ModelMetrics=metrics,
        LastModifiedBy=by("lea"),
        CustomerMetadataProperties={"auc": "0.9", "param.depth": "6", "note": "x"},
    )
    bare = {key: value for key, value in version(3).items() if key.startswith(("ModelPackage", "Creation"))}
    journal.record(
        [
            *serving(),
            seen(Kind.MODEL_VERSION, rich),
            seen(Kind.MODEL_VERSION, bare),
            seen(Kind.MODEL_GROUP, group("risky", tagged=FORMULAS)),
            seen(Kind.MODEL_VERSION, version(1, of="risky")),
            seen(Kind.MODEL, model("shadow", ModelDataUrl="s3://b/x")),
            seen(Kind.ENDPOINT_CONFIG, config("shadow", "shadow", "ml.new.large")),
            seen(Kind.ENDPOINT, endpoint("shadow", "shadow")),
            seen(Kind.ACCOUNT, account("222222222222", "lending")),
            seen(Kind.TRAINING_JOB, training_job()),
            seen(Kind.PIPELINE, pipeline()),
            seen(Kind.PIPELINE_EXECUTION, execution()),
        ],
        [
            read(),
            read(Outcome.MALFORMED, asset=arn("model-package", "x/1")),
            read(run="r", where=("2", "eu")),
        ],
    )
