"""Jobs, pipelines and cards, collected and watched: what an event prompts is what a read finds."""

import json
from typing import Any

import orjson
import pytest
from flow_watching import Watching
from flow_world import World

from modelgov.demo.aws.training.yields import Yields

ROLE = "arn:aws:iam::310000000000:role/r"
IMAGE = "1.dkr.ecr.eu-west-1.amazonaws.com/m:1"
CLUSTER = {"ClusterConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30}}
KINDS = ("training_job", "processing_job", "pipeline_execution", "model_card")


def furnish(world: World, evaluates: Yields) -> Any:
    """A pipeline that evaluates, an execution of it, a training job by hand, and a card."""
    sagemaker = world.sagemaker(world.accounts[0])
    step = {
        "Name": "Evaluate",
        "Type": "Processing",
        "Arguments": {
            "AppSpecification": {"ImageUri": IMAGE},
            "ProcessingResources": CLUSTER,
            "RoleArn": ROLE,
            "Environment": evaluates.environment(),
        },
    }
    sagemaker.create_pipeline(
        PipelineName="pipe",
        PipelineDefinition=json.dumps({"Version": "2020-12-01", "Steps": [step]}),
        ClientRequestToken="c" * 32,
        RoleArn=ROLE,
        Tags=[{"Key": "team", "Value": "risk"}],
    )
    sagemaker.start_pipeline_execution(PipelineName="pipe", ClientRequestToken="1" * 32)
    sagemaker.create_training_job(
        TrainingJobName="train",
        AlgorithmSpecification={"TrainingImage": IMAGE, "TrainingInputMode": "File"},
        RoleArn=ROLE,
        OutputDataConfig={"S3OutputPath": "s3://b/models"},
        ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30},
        StoppingCondition={"MaxRuntimeInSeconds": 3600},
        Environment=Yields(seconds=0).environment() | {"DB_PASSWORD": "a secret"},
    )
    sagemaker.create_model_card(ModelCardName="card", Content="{}", ModelCardStatus="Draft")
    sagemaker.update_model_card(ModelCardName="card", Content='{"model_overview": {}}')
    return sagemaker


def newest(world: World, kind: str) -> list[dict[str, Any]]:
    return [orjson.loads(entry.document) for entry in world.entries(kind)]


def test_what_events_prompt_is_what_a_full_read_finds(watching: Watching) -> None:
    world = watching.world
    furnish(world, Yields(seconds=0, reason="AlgorithmError: the label is missing"))
    watching.drain()
    [*_, execution] = newest(world, "pipeline_execution")
    assert execution["PipelineExecutionStatus"] == "Failed"
    assert execution["Steps"][0]["FailureReason"] == "AlgorithmError: the label is missing"
    assert newest(world, "processing_job")[-1]["ProcessingJobStatus"] == "Failed"
    assert newest(world, "training_job")[-1]["TrainingJobStatus"] == "Completed"
    assert {one["ModelCardVersion"] for one in newest(world, "model_card")} >= {2}
    before = {kind: len(world.entries(kind)) for kind in KINDS}
    found = world.collect()
    assert found.complete
    after = {kind: len(world.entries(kind)) for kind in KINDS}
    # The watch reads the newest version of a card; the collector knows the first one too.
    assert after == before | {"model_card": before["model_card"] + 1}


def test_a_second_read_stores_nothing_and_asks_nothing_of_what_is_as_it_was(world: World) -> None:
    furnish(world, Yields(seconds=0))
    first = world.collect()
    again = world.collect()
    assert (again.recorded.new, again.recorded.changed) == (0, 0)
    assert again.calls < first.calls
    assert world.collect(full=False).recorded.new == 0


def test_no_environment_of_a_job_is_kept(world: World) -> None:
    furnish(world, Yields(seconds=0))
    world.collect()
    kept = b"".join(entry.document for kind in KINDS for entry in world.entries(kind))
    assert b"EMULATED_OUTCOME" not in kept
    assert b"a secret" not in kept


def test_a_new_status_of_a_card_is_seen_and_a_deleted_card_is_gone_with_its_versions(world: World) -> None:
    sagemaker = furnish(world, Yields(seconds=0))
    world.collect()
    sagemaker.update_model_card(ModelCardName="card", ModelCardStatus="Approved")
    world.collect(full=False)
    assert newest(world, "model_card")[-1]["ModelCardStatus"] == "Approved"
    sagemaker.delete_model_card(ModelCardName="card")
    world.collect(full=False)
    gone = [entry.asset for entry in world.entries("model_card") if entry.deleted]
    assert sorted(asset.rpartition("/")[2] for asset in gone) == ["1", "2"]


def test_steps_that_cannot_be_read_leave_the_execution_and_a_gap(world: World) -> None:
    furnish(world, Yields(seconds=0))
    world.aws.faults(
        [{"operation": "ListPipelineExecutionSteps", "code": "AccessDeniedException", "status": 400}]
    )
    found = world.collect()
    assert [gap.operation for gap in found.gaps] == ["Search:PipelineExecution"]
    assert newest(world, "pipeline_execution")[-1]["PipelineExecutionStatus"] == "Succeeded"


REFUSED = {"operation": "Search", "code": "AccessDeniedException", "status": 400}
EXECUTIONS = REFUSED | {"request": '*"PipelineExecution"*'}


def calls_of(world: World, name: str) -> int:
    return sum(n for key, n in world.aws.counts()["calls"].items() if key.split("|")[1] == name)


@pytest.mark.parametrize("fault", [REFUSED, EXECUTIONS])
def test_where_search_is_refused_executions_are_listed_pipeline_by_pipeline(
    world: World, fault: dict[str, Any]
) -> None:
    furnish(world, Yields(seconds=0))
    world.aws.faults([fault])
    found = world.collect()
    assert [gap for gap in found.gaps if gap.operation == "Search:PipelineExecution"] == []
    (execution,) = newest(world, "pipeline_execution")
    assert execution["PipelineExecutionStatus"] == "Succeeded"
    assert [step["StepName"] for step in execution["Steps"]] == ["Evaluate"]
    world.aws.faults([])
    assert world.collect().recorded.changed == 0


def test_listed_executions_that_succeeded_are_not_described_again(world: World) -> None:
    furnish(world, Yields(seconds=0))
    world.aws.faults([EXECUTIONS])
    world.collect()
    world.aws.reset_counts()
    world.collect()
    assert (calls_of(world, "ListPipelineExecutions"), calls_of(world, "DescribePipelineExecution")) == (1, 0)


def test_an_execution_that_failed_is_described_again(world: World) -> None:
    furnish(world, Yields(seconds=0, reason="AlgorithmError: the label is missing"))
    world.aws.faults([EXECUTIONS])
    world.collect()
    world.aws.reset_counts()
    world.collect()
    assert calls_of(world, "DescribePipelineExecution") == 1


def test_a_pipeline_whose_executions_cannot_be_listed_is_named_and_the_others_are_read(
    world: World,
) -> None:
    sagemaker = furnish(world, Yields(seconds=0))
    sagemaker.create_pipeline(
        PipelineName="other",
        PipelineDefinition='{"Version": "2020-12-01", "Steps": []}',
        ClientRequestToken="d" * 32,
        RoleArn=ROLE,
    )
    broken = {"operation": "ListPipelineExecutions", "request": "*pipeline/other*", "status": 400}
    world.aws.faults([EXECUTIONS, broken | {"code": "ServiceUnavailable"}])
    found = world.collect(attempts=1)
    gaps = [gap for gap in found.gaps if gap.operation == "Search:PipelineExecution"]
    assert sorted(gap.asset.rpartition("/")[2] for gap in gaps) == ["", "other"]
    assert len(newest(world, "pipeline_execution")) == 1


def test_where_pipelines_can_neither_be_searched_nor_listed_the_gap_says_so(world: World) -> None:
    furnish(world, Yields(seconds=0))
    world.aws.faults([EXECUTIONS, {"operation": "ListPipelines", "code": "AccessDeniedException"}])
    found = world.collect()
    assert "Search:PipelineExecution" in {gap.operation for gap in found.gaps}
    assert newest(world, "pipeline_execution") == []
