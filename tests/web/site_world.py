"""A small registry, and the web application that stands on it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import orjson
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from modelgov import wire
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.codec import decode
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind, Observation, Source
from modelgov.table.hot import HotTables
from modelgov.web.answer import Parts
from modelgov.web.app import create_app
from modelgov.web.past import parts_at
from modelgov.web.stream import Hub
from sample import (
    START,
    Record,
    account,
    arn,
    by,
    config,
    endpoint,
    group,
    model,
    read,
    seen,
    serving,
    version,
)
from sample_finding import evaluation, finding, score
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
    lake: Lake

    def past(self, moment: datetime) -> Parts:
        """What the routes need at a moment, as `modelgov serve` makes it."""
        hot = wire.past_tables(self.parts.settings, self.journal, self.lake, moment)
        return parts_at(self.parts, hot, moment)


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The built front end over a site, for a browser; the URL."""
    config = uvicorn.Config(create_app(site.parts, past=site.past), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    site.hub.close()
    server.should_exit = True
    thread.join()


GROUP = arn("model-package-group", "fraud")
FORMULAS = {"owner": "=cmd|' /C calc'!A0", "team": "+1", "bu": "@SUM(1)", "env": "-2"}


def of_all(kind: Kind, record: Record) -> Observation:
    """What is said of the whole organisation."""
    return decode(
        kind,
        orjson.dumps(record),
        account_id="all",
        region="all",
        observed_at=START,
        source=Source.CONTROL,
    )


def judgements() -> list[Observation]:
    """A failure with evidence, one that is unknown, one that is resolved, and the counts."""
    silent = arn("endpoint", "e")
    return [
        seen(
            Kind.FINDING,
            finding(
                FindingId=f"registry-description/{GROUP}",
                JudgedAsset=GROUP,
                Reason="It has no description.",
                Evidence={"owner": "lea", "created_at": "2026-11-01 00:00:00+00", "versions": 3},
            ),
        ),
        seen(
            Kind.FINDING,
            finding(
                FindingId=f"latency-p99-slow/{silent}",
                ControlId="latency-p99-slow",
                JudgedAsset=silent,
                Severity="high",
                Status="unknown",
                Reason="Its latency is not known.",
                Evidence={"endpoint_name": "e", "variant_name": "main", "limit_ms": 500.0},
            ),
        ),
        seen(
            Kind.FINDING,
            finding(
                FindingId=f"gone-control/{GROUP}", ControlId="gone-control", JudgedAsset=GROUP, Status="pass"
            ),
        ),
        of_all(Kind.CONTROL_SCORE, score()),
        of_all(Kind.EVALUATION, evaluation()),
    ]


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
            *judgements(),
        ],
        [
            read(),
            read(Outcome.MALFORMED, asset=arn("model-package", "x/1")),
            read(run="r", where=("2", "eu")),
        ],
    )
