"""What makes models: jobs, pipelines and their executions; and the cards that stand by themselves."""

from dataclasses import replace

from modelgov.collect.card import read_cards
from modelgov.collect.operation import SEARCH, Attached, Operation, Within, described, listing
from modelgov.record.observation import Kind

PIPELINES = listing("ListPipelines", "PipelineSummaries")
EXECUTIONS = replace(
    listing("ListPipelineExecutions", "PipelineExecutionSummaries"),
    within=Within(listing=PIPELINES, argument="PipelineName", identity="PipelineArn"),
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="Search:TrainingJob",
        kind=Kind.TRAINING_JOB,
        search="TrainingJob",
        record=("TrainingJob",),
        key="TrainingJobArn",
        watermark="LastModifiedTime",
        since="LastModifiedTimeAfter",
        bounded=True,
        describe=described("DescribeTrainingJob", "TrainingJobName"),
        listings=(listing("ListTrainingJobs", "TrainingJobSummaries"),),
        actions=SEARCH,
    ),
    Operation(
        name="Search:HyperParameterTuningJob",
        kind=Kind.TUNING_JOB,
        search="HyperParameterTuningJob",
        record=("HyperParameterTuningJob",),
        key="HyperParameterTuningJobArn",
        watermark="LastModifiedTime",
        since="LastModifiedTimeAfter",
        bounded=True,
        describe=described("DescribeHyperParameterTuningJob", "HyperParameterTuningJobName"),
        listings=(listing("ListHyperParameterTuningJobs", "HyperParameterTuningJobSummaries"),),
        actions=SEARCH,
    ),
    Operation(
        name="ListProcessingJobs",
        kind=Kind.PROCESSING_JOB,
        key="ProcessingJobArn",
        since="LastModifiedTimeAfter",
        bounded=True,
        describe=described("DescribeProcessingJob", "ProcessingJobName"),
        listings=(listing("ListProcessingJobs", "ProcessingJobSummaries"),),
    ),
    Operation(
        name="ListTransformJobs",
        kind=Kind.TRANSFORM_JOB,
        key="TransformJobArn",
        since="LastModifiedTimeAfter",
        bounded=True,
        describe=described("DescribeTransformJob", "TransformJobName"),
        listings=(listing("ListTransformJobs", "TransformJobSummaries"),),
    ),
    Operation(
        name="Search:Pipeline",
        kind=Kind.PIPELINE,
        search="Pipeline",
        record=("Pipeline",),
        key="PipelineArn",
        watermark="LastModifiedTime",
        describe=described("DescribePipeline", "PipelineName"),
        listings=(PIPELINES,),
        actions=SEARCH,
    ),
    Operation(
        name="Search:PipelineExecution",
        kind=Kind.PIPELINE_EXECUTION,
        search="PipelineExecution",
        record=("PipelineExecution",),
        key="PipelineExecutionArn",
        watermark="LastModifiedTime",
        since="CreatedAfter",
        bounded=True,
        final=("PipelineExecutionStatus", "Succeeded"),
        describe=described("DescribePipelineExecution", "PipelineExecutionArn", tagged=False),
        listings=(EXECUTIONS,),
        attached=(
            Attached(
                field="Steps",
                listing=listing("ListPipelineExecutionSteps", "PipelineExecutionSteps"),
                argument="PipelineExecutionArn",
                identity="PipelineExecutionArn",
            ),
        ),
        actions=SEARCH,
    ),
    Operation(
        name="ListModelCards",
        kind=Kind.MODEL_CARD,
        key="ModelCardArn",
        read=read_cards,
        describe=described("DescribeModelCard", "ModelCardName"),
        actions=("sagemaker:ListModelCards", "sagemaker:ListModelCardVersions"),
    ),
)
