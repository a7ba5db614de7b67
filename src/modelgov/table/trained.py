"""What trained a version: its job and its pipeline, or why there may be one that nobody saw."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from modelgov.record.codec import short_actor
from modelgov.table.hot import HotTables

JOBS, EXECUTIONS = "Search:TrainingJob", "Search:PipelineExecution"
READS = {JOBS: "Training jobs", EXECUTIONS: "Pipeline executions"}


def training(hot: HotTables, version: Mapping[str, Any], since: datetime) -> dict[str, Any]:
    """The job and the pipeline execution of a version; jobs that ended before `since` may never be read."""
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
        "inputs": hot.page("training_input", *state),
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
