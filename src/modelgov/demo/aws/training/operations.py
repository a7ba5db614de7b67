"""The operations of training, pipelines and cards by name, and the end of what was due."""

from collections.abc import Callable
from dataclasses import replace

from modelgov.demo.aws.registry.listing import Listing, listing
from modelgov.demo.aws.registry.record import Context, Fields, Kind
from modelgov.demo.aws.training import card, execution, job, pipeline, step, tuning

Operations = dict[str, Callable[[Context, Fields], bytes]]

TUNING = Listing(
    kind=Kind.TUNING_JOB,
    answer="HyperParameterTuningJobSummaries",
    name="HyperParameterTuningJobName",
    fields=(
        "HyperParameterTuningJobName",
        "HyperParameterTuningJobArn",
        "HyperParameterTuningJobStatus",
        "Strategy",
        "CreationTime",
        "HyperParameterTuningEndTime",
        "LastModifiedTime",
        "TrainingJobStatusCounters",
        "ObjectiveStatusCounters",
    ),
    shown=lambda fields: fields | {"Strategy": fields["HyperParameterTuningJobConfig"]["Strategy"]},
    status="HyperParameterTuningJobStatus",
)
PIPELINES = Listing(
    kind=Kind.PIPELINE,
    answer="PipelineSummaries",
    name="PipelineName",
    fields=(
        "PipelineArn",
        "PipelineName",
        "PipelineDisplayName",
        "PipelineDescription",
        "RoleArn",
        "CreationTime",
        "LastModifiedTime",
        "LastExecutionTime",
    ),
    shown=lambda fields: (
        fields | ({"LastExecutionTime": fields["LastRunTime"]} if "LastRunTime" in fields else {})
    ),
)
CARDS = Listing(
    kind=Kind.MODEL_CARD,
    answer="ModelCardSummaries",
    name="ModelCardName",
    fields=("ModelCardName", "ModelCardArn", "ModelCardStatus", "CreationTime", "LastModifiedTime"),
    status="ModelCardStatus",
    equals=(("ModelCardStatus", "ModelCardStatus"),),
)


def _jobs(row: job.JobType) -> Listing:
    fields = ("Name", "Arn", "Status")
    more = ("FailureReason", "ExitMessage") if row is not job.TRAINING else ("SecondaryStatus",)
    return Listing(
        kind=row.kind,
        answer=f"{row.name}Summaries",
        name=f"{row.name}Name",
        fields=(
            *(f"{row.name}{field}" for field in fields),
            "CreationTime",
            "LastModifiedTime",
            f"{row.ran}EndTime",
            *more,
        ),
        status=f"{row.name}Status",
    )


OPERATIONS: Operations = {
    "CreateHyperParameterTuningJob": tuning.create_tuning_job,
    "CreateModelCard": card.create_card,
    "CreatePipeline": pipeline.create_pipeline,
    "DeleteModelCard": card.delete_card,
    "DeletePipeline": pipeline.delete_pipeline,
    "DescribeHyperParameterTuningJob": tuning.describe_tuning_job,
    "DescribeModelCard": card.describe_card,
    "DescribePipeline": pipeline.describe_pipeline,
    "DescribePipelineExecution": execution.describe_execution,
    "ListHyperParameterTuningJobs": listing(TUNING),
    "ListModelCardVersions": card.list_versions,
    "ListModelCards": listing(CARDS),
    "ListPipelineExecutionSteps": execution.list_steps,
    "ListPipelineExecutions": execution.list_executions,
    "ListPipelineParametersForExecution": execution.list_parameters,
    "ListPipelines": listing(PIPELINES),
    "StartPipelineExecution": step.start_execution,
    "StopHyperParameterTuningJob": tuning.stop_tuning_job,
    "StopPipelineExecution": step.stop_execution,
    "UpdateModelCard": card.update_card,
    "UpdatePipeline": pipeline.update_pipeline,
}
for _type in job.TYPES:
    OPERATIONS |= {
        f"Create{_type.name}": job.create(_type),
        f"Describe{_type.name}": job.describe(_type),
        f"List{_type.name}s": listing(_jobs(_type)),
        f"Stop{_type.name}": job.stop(_type),
    }


def settle(ctx: Context) -> None:
    """Bring everything that was due to its end, in the order in which it was due."""
    jobs = ctx.shelf.of(job.Running)
    while True:
        ended = min(((due, key) for key, due in jobs.items()), key=lambda one: one[0], default=None)
        waited = min(((due, arn) for arn, due in step.due(ctx).items()), default=None)
        # Of a job and the execution that waits for it, the job is the first.
        if ended is not None and ended[0] <= ctx.now and (waited is None or ended[0] <= waited[0]):
            then = replace(ctx, now=ended[0])
            kind, name = ended[1]
            job.finish(then, job.BY_KIND[kind], name)
            tuning.settle(then)
        elif waited is not None and waited[0] <= ctx.now:
            step.advance(replace(ctx, now=waited[0]), waited[1])
        else:
            return
