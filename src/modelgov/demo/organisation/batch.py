"""Models that serve without an endpoint: scored in batch, week after week."""

import random
from typing import Any

from modelgov.demo.aws.training.yields import Yields
from modelgov.demo.organisation.history import Version
from modelgov.demo.organisation.pipeline import Site
from modelgov.demo.organisation.step import DAY, Actor, Step
from modelgov.demo.organisation.tagging import as_list
from modelgov.demo.organisation.vocabulary import FRAMEWORKS

_SHARE = 0.07
_WEEKS = 5
_FAILED = 0.08
_REASONS = (
    "AlgorithmError: See job logs for more information",
    "ClientError: NoSuchKey. S3 HEAD request failed for the input data.",
)


def steps(site: Site, versions: tuple[Version, ...], draw: random.Random) -> list[Step]:
    """The model of an approved version and its weekly jobs; most groups have none."""
    cell = site.cell
    approved = [one for one in versions if one.status == "Approved" and one.decided < cell.end - 2 * DAY]
    if not approved or draw.random() > _SHARE:
        return []
    version = approved[-1]
    actor = Actor(role="MLPipeline", session=f"{site.group.name}-batch"[:64])
    began = max(version.decided + DAY, cell.end - _WEEKS * 7 * DAY)
    name = f"{site.group.name}-{version.number}-batch"[:63]
    model = {
        "ModelName": name,
        "PrimaryContainer": {"ModelPackageName": version.arn},
        "ExecutionRoleArn": site.role,
        "Tags": as_list(site.tags),
    }
    made = [Step(at=began, actor=actor, operation="create_model", params=model)]
    for week in range(_WEEKS):
        at = began + 600 + week * 7 * DAY
        if at < cell.end:
            job = _job(site, (name, f"{name[:55]}-{week + 1:02d}"), draw)
            made.append(Step(at=at, actor=actor, operation="create_transform_job", params=job))
    return made


def _job(site: Site, named: tuple[str, str], draw: random.Random) -> dict[str, Any]:
    model, name = named
    seconds = float(draw.randrange(600, 5_400))
    reason = draw.choice(_REASONS) if draw.random() < _FAILED else None
    source = f"s3://data-{site.cell.account.id}/{site.group.case.name}/batch/{name}/"
    output = f"s3://models-{site.cell.account.id}-{site.cell.region}/{site.group.name}/batch/{name}"
    return {
        "TransformJobName": name,
        "ModelName": model,
        "TransformInput": {
            "ContentType": "text/csv",
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": source}},
        },
        "TransformOutput": {"S3OutputPath": output},
        "TransformResources": {
            "InstanceType": FRAMEWORKS[site.group.case.framework].instances[1],
            "InstanceCount": draw.choice((1, 1, 2)),
        },
        "Environment": Yields(seconds=seconds, reason=reason).environment(),
        "Tags": as_list(site.tags),
    }
