"""The Training tab: the job and the pipeline of a version, or why there may be one that nobody saw."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from modelgov.record.codec import short_actor
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.table.tab.history import leaves
from modelgov.table.tab.stated import before, stated

JOBS, EXECUTIONS = "Search:TrainingJob", "Search:PipelineExecution"
NEEDED = ("pipeline_step", "pipeline_execution", "version_training")
READS = {JOBS: "Training jobs", EXECUTIONS: "Pipeline executions"}
SAID = ("generated_by", "commit_id", "repository", "project_id", "source_uri")
# What people put into an address to tell one state of their data from the next.
DATA_VERSION = re.compile(
    r"/((?:v|version[-_=]?|snapshot[-_=]?)\d[\w.]*|(?:\w+=)?\d{4}-\d\d(?:-\d\d)?)(?=/|$)"
)


def training(hot: HotTables, whole: Mapping[str, Any], settings: Settings, now: datetime) -> dict[str, Any]:
    """The tab of a version, from its row."""
    arn, number = whole["model_version_arn"], whole["version"]
    place = (whole["account_id"], whole["region"], whole["model_group"])
    said = stated(hot, place, number, before(hot.page("sibling", *place), number), settings)
    newest = orjson.loads(hot.documents(Kind.MODEL_VERSION, arn).get(whole["position"], b"{}"))
    return {
        "training": _trained(hot, whole, now - timedelta(days=settings.job_days)),
        "parameters": said.parameters,
        "properties": said.rest,
        "reports": reports(newest),
        "containers": _containers(newest),
        **{name: whole[name] for name in SAID},
    }


def data_version(uri: str | None) -> str | None:
    """The part of an address that tells one state of its data from another.

    >>> data_version("s3://data/loans/v0012/train/"), data_version("s3://data/loans/dt=2026-01-31/")
    ('v0012', 'dt=2026-01-31')
    >>> data_version("s3://data/loans/train/") is None
    True
    """
    found = DATA_VERSION.search(uri or "")
    return found[1] if found else None


def reports(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every report file that metrics and drift baselines name, by the path of its name."""
    found = []
    for field in ("ModelMetrics", "DriftCheckBaselines"):
        for path, value in leaves(document.get(field) or {}, field):
            if path.endswith(".S3Uri"):
                name = path.removesuffix(".S3Uri")
                parent = _at(document, name)
                found.append({"name": name, "content_type": parent.get("ContentType"), "s3_uri": value})
    return found


def _at(document: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    node: Any = document
    for step in path.split("."):
        node = node[step]
    found: Mapping[str, Any] = node
    return found


def _containers(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = (document.get("InferenceSpecification") or {}).get("Containers") or []
    return [
        {
            "image": item.get("Image"),
            "image_digest": item.get("ImageDigest"),
            "model_data_url": item.get("ModelDataUrl"),
        }
        for item in listed
    ]


def _trained(hot: HotTables, version: Mapping[str, Any], since: datetime) -> dict[str, Any]:
    """The job and the pipeline execution of a version; jobs that ended before `since` may never be read."""
    for name in NEEDED:
        hot.keep(name)
    arn = version["model_version_arn"]
    job = next(iter(hot.page("training", arn)), None)
    ran = job["pipeline_execution_arn"] if job is not None else None
    pipeline = next(iter(hot.page("version_pipeline", arn, arn, ran)), None)
    wanted = {JOBS: job, EXECUTIONS: pipeline}
    lacking = [name for name, found in wanted.items() if found is None]
    return {
        "job": _job(hot, job) if job is not None else None,
        "pipeline": _pipeline(hot, pipeline) if pipeline is not None else None,
        "unseen": list(_unseen(hot, version, since, lacking)) if lacking else [],
    }


def _job(hot: HotTables, job: dict[str, Any]) -> dict[str, Any]:
    state = (job["training_job_arn"], job.pop("position"))
    return job | {
        "parameters": hot.page("training_parameter", *state),
        "inputs": [
            row | {"data_version": data_version(row["uri"])} for row in hot.page("training_input", *state)
        ],
        "metrics": hot.page("training_metric", *state),
    }


def _pipeline(hot: HotTables, pipeline: dict[str, Any]) -> dict[str, Any]:
    who = pipeline.pop("created_by_arn")
    steps = hot.page("pipeline_step", pipeline["pipeline_execution_arn"])
    return pipeline | {"created_by": short_actor(who) if who else None, "steps": steps}


def _unseen(
    hot: HotTables, version: Mapping[str, Any], since: datetime, lacking: list[str]
) -> Iterator[dict[str, Any]]:
    """Why what is not known may be there all the same; nothing when all was read and names none."""
    reads = hot.page("training_read", version["account_id"], version["region"])
    for name in lacking:
        found = [row for row in reads if row["operation"] == name]
        if not found:
            yield {"what": READS[name], "outcome": "not_read", "reason": ""}
        for row in found:
            if row["gap"]:
                about = f"{row['asset']}: " if row["asset"] else ""
                yield {"what": READS[name], "outcome": row["outcome"], "reason": about + row["reason"]}
        if version["registered_at"] < since:
            yield {"what": READS[name], "outcome": "too_old", "reason": ""}
