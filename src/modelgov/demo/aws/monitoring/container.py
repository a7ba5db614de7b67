"""The monitors' containers: they read captured data and a baseline, and write statistics and violations.

`run` gives the file contents and what the job says when it ends; a job that cannot do its work fails with a
reason in the words that SageMaker uses.
"""

from dataclasses import dataclass

import msgspec
import orjson
from moto.iam.models import iam_backends

from modelgov.demo.aws.monitoring import clarify, files
from modelgov.demo.aws.monitoring.dataset import (
    RECIPE,
    Problem,
    Recipe,
    attributions,
    predictions,
    read_recipe,
)
from modelgov.demo.aws.monitoring.definition import Work
from modelgov.demo.aws.monitoring.quality import quality_json, quality_violations
from modelgov.demo.aws.monitoring.statistics import profiled, statistics_json
from modelgov.demo.aws.monitoring.violation import Violation, data_violations, violations_json
from modelgov.demo.aws.registry.record import Fields, Kind, Shelf

NO_DATA = "Job inputs had no data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a job wrote, by the name of the file, and how many violations it found."""

    outputs: dict[str, bytes]
    violations: int


class JobFailed(Exception):  # noqa: N818 - an outcome of the emulated job, not a fault of ours
    """The job failed, with the reason that AWS gives; `started` when it came as far as a processing job."""

    def __init__(self, reason: str, *, started: bool = True) -> None:
        super().__init__(reason)
        self.reason, self.started = reason, started


def run(shelf: Shelf, work: Work, at: float) -> Done:
    """One execution over the data that was captured until `at`."""
    _assume(shelf, work.role)
    recipe = _captured(shelf, work)
    if recipe.encodings[0] != recipe.encodings[1]:
        raise JobFailed(
            f"AlgorithmError: Error: Encoding mismatch: Encoding is {recipe.encodings[0]} for endpointInput, "
            f"but Encoding is {recipe.encodings[1]} for endpointOutput. We currently only support the same "
            "type of input and output encoding at the moment., exit code: 255"
        )
    constraints = _baseline(shelf, work.constraints)
    outputs, found, version = _analysed(shelf, work, (recipe, at), constraints)
    if found:
        outputs["constraint_violations.json"] = violations_json(found, version=version)
    return Done(outputs=outputs, violations=len(found))


def _analysed(
    shelf: Shelf, work: Work, data: tuple[Recipe, float], constraints: bytes | None
) -> tuple[dict[str, bytes], list[Violation], str | None]:
    recipe, at = data
    try:
        match work.type:
            case "DataQuality":
                profiles = profiled(recipe, at)
                statistics = _baseline(shelf, work.statistics)
                found = data_violations(profiles, constraints, statistics) if constraints else []
                return {"statistics.json": statistics_json(profiles)}, found, None
            case "ModelQuality":
                problem = Problem(work.problem or recipe.outcome.problem.value)
                written = quality_json(problem, predictions(recipe, at))
                found = quality_violations(problem, written, constraints) if constraints else []
                return {"statistics.json": written}, found, None
            case "ModelBias":
                merged = predictions(recipe, at)
                written = clarify.bias_json(recipe.outcome, merged)
                rows = len(merged.truth)
                found = clarify.bias_violations(written, constraints, rows) if constraints else []
                return {"analysis.json": written}, found, clarify.VERSION
            case _:
                written = clarify.explainability_json(attributions(recipe, at))
                found = clarify.attribution_violations(written, constraints) if constraints else []
                return {"analysis.json": written}, found, clarify.VERSION
    except (orjson.JSONDecodeError, KeyError, TypeError) as unreadable:
        reason = "AlgorithmError: Error: The baseline constraints could not be parsed., exit code: 255"
        raise JobFailed(reason) from unreadable


def _assume(shelf: Shelf, role: str) -> None:
    if all(one.arn != role for one in iam_backends[shelf.account]["aws"].roles.values()):
        raise JobFailed(
            f"ClientError: Could not assume role {role}. Please ensure that the role exists and allows "
            "principal 'sagemaker.amazonaws.com' to assume the role.",
            started=False,
        )


def _captured(shelf: Shelf, work: Work) -> Recipe:
    home = work.captured
    if work.endpoint is not None:
        home = _capture_of(shelf, work.endpoint)
    if home is None:
        raise JobFailed(NO_DATA, started=False)
    try:
        return read_recipe(files.read(shelf.account, f"{home.rstrip('/')}/{RECIPE}"))
    except (files.NoSuchObject, msgspec.ValidationError, msgspec.DecodeError) as nothing:
        raise JobFailed(NO_DATA, started=False) from nothing


def _capture_of(shelf: Shelf, endpoint: str) -> str | None:
    """Where the endpoint's requests are captured; None when it is gone or captures nothing."""
    record = shelf.records[Kind.ENDPOINT].get(endpoint)
    fields: Fields = record.fields() if record else {}
    config = shelf.records[Kind.CONFIG].get(fields.get("EndpointConfigName", ""))
    capture = config.fields().get("DataCaptureConfig", {}) if config else {}
    if not capture.get("EnableCapture", False):
        return None
    return f"{capture['DestinationS3Uri'].rstrip('/')}/{endpoint}"


def _baseline(shelf: Shelf, uri: str | None) -> bytes | None:
    if uri is None:
        return None
    try:
        return files.read(shelf.account, uri)
    except files.NoSuchObject as missing:
        bucket, key = files.split(uri)
        reason = (
            f"ClientError: Data download failed:NoSuchKey (404): The specified key does not exist. "
            f"Bucket: {bucket}, key: {key}"
        )
        raise JobFailed(reason) from missing
