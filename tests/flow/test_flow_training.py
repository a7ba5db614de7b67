"""Jobs, pipelines and cards, collected and watched: what an event prompts is what a read finds."""

import json
from typing import Any

import orjson
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
