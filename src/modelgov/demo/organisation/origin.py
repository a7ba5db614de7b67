"""How a version came to be: by an execution of its group's pipeline, or by a training job started by hand.

Pure functions of names and times, so that what registers a version and what trains it agree.
"""

import zlib
from dataclasses import dataclass

from modelgov.demo.aws.training.execution import execution_id
from modelgov.demo.aws.training.step import job_name
from modelgov.demo.organisation.step import DAY, Cell

PIPELINE_DAYS = 80.0  # for how long teams have had pipelines
TRAINED_DAYS = 400.0  # for how long SageMaker's jobs are worth reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The job that trained a version and where its artifact lies; `token` starts its execution, if any."""

    job: str
    home: str
    generated_by: str
    token: str | None

    @property
    def artifact(self) -> str:
        """Where SageMaker puts the artifact of the job."""
        return f"{self.home}/{self.job}/output/model.tar.gz"


def origin(cell: Cell, group: str, number: int, at: float) -> Origin:
    """The origin of a version that is registered at this moment."""
    home = f"s3://models-{cell.account.id}-{cell.region}/{group}"
    if not has_pipeline(group) or at < cell.end - PIPELINE_DAYS * DAY:
        job = f"{group}-{number:04d}"[:63]
        return Origin(job=job, home=home, generated_by=cell.arn(f"training-job/{job}"), token=None)
    token = f"{group}-version-{number:06d}".ljust(32, "-")
    execution = execution_id(cell.arn(f"pipeline/{group}"), token)
    return Origin(
        job=job_name(execution, "Train"),
        home=home,
        generated_by=cell.arn(f"pipeline/{group}/execution/{execution}"),
        token=token,
    )


def has_pipeline(group: str) -> bool:
    """Whether the team of a group has built a pipeline for it: seven of ten."""
    return zlib.crc32(group.encode()) % 10 < 7
