"""Jobs and pipelines as AWS runs them, where moto ends each at once and invents what it came to."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.aws.training.yields import Yields
from modelgov.demo.emulator import Emulator

ROLE = "arn:aws:iam::300000000000:role/r"
IMAGE = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1"
CLUSTER = {"ClusterConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30}}
PROCESSING = {"AppSpecification": {"ImageUri": IMAGE}, "ProcessingResources": CLUSTER, "RoleArn": ROLE}


def training(name: str, yields: Yields, **more: Any) -> dict[str, Any]:
    defined = [{"Name": "validation:auc", "Regex": "auc=(.*)"}]
    return {
        "TrainingJobName": name,
        "AlgorithmSpecification": {
            "TrainingImage": IMAGE,
            "TrainingInputMode": "File",
            "MetricDefinitions": defined,
        },
        "HyperParameters": {"eta": "0.1"},
        "RoleArn": ROLE,
        "OutputDataConfig": {"S3OutputPath": "s3://b/models/"},
        "ResourceConfig": {"InstanceType": "ml.m7i.large", "InstanceCount": 1, "VolumeSizeInGB": 30},
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
        "Environment": yields.environment(),
        **more,
    }


def test_the_final_metrics_are_those_that_its_metric_definitions_find(sagemaker: Any):
    yields = Yields(seconds=0, metrics={"validation:auc": 0.91, "undefined": 1.0})
    sagemaker.create_training_job(**training("t", yields))
    seen = sagemaker.describe_training_job(TrainingJobName="t")
    assert (seen["TrainingJobStatus"], seen["SecondaryStatus"]) == ("Completed", "Completed")
    assert [(one["MetricName"], round(one["Value"], 2)) for one in seen["FinalMetricDataList"]] == [
        ("validation:auc", 0.91)
    ]
    assert seen["ModelArtifacts"]["S3ModelArtifacts"] == "s3://b/models/t/output/model.tar.gz"


def test_a_job_that_fails_says_why_and_leaves_no_artifact(sagemaker: Any):
    reason = "AlgorithmError: ExecuteUserScriptError: ExitCode 1"
    sagemaker.create_training_job(**training("t", Yields(seconds=0, reason=reason)))
    seen = sagemaker.describe_training_job(TrainingJobName="t")
    assert (seen["TrainingJobStatus"], seen["FailureReason"]) == ("Failed", reason)
    assert "ModelArtifacts" not in seen or not seen["ModelArtifacts"]


def test_a_job_runs_as_long_as_its_work_takes_and_can_be_stopped_until_then(sagemaker: Any):
    sagemaker.create_training_job(**training("t", Yields(seconds=3600)))
    assert sagemaker.describe_training_job(TrainingJobName="t")["TrainingJobStatus"] == "InProgress"
    sagemaker.stop_training_job(TrainingJobName="t")
    assert sagemaker.describe_training_job(TrainingJobName="t")["TrainingJobStatus"] == "Stopped"
    with pytest.raises(ClientError, match="status Stopped"):
        sagemaker.stop_training_job(TrainingJobName="t")


def test_jobs_are_listed_by_status_and_order_and_found_by_search(sagemaker: Any):
    sagemaker.create_training_job(**training("a", Yields(seconds=0), Tags=[{"Key": "team", "Value": "risk"}]))
    sagemaker.create_training_job(**training("b", Yields(seconds=0, reason="no")))
    listed = sagemaker.list_training_jobs(SortBy="Name", SortOrder="Ascending")["TrainingJobSummaries"]
    assert [one["TrainingJobName"] for one in listed] == ["a", "b"]
    failed = sagemaker.list_training_jobs(StatusEquals="Failed")["TrainingJobSummaries"]
    assert [one["TrainingJobName"] for one in failed] == ["b"]
    wanted = {"Filters": [{"Name": "Tags.team", "Operator": "Equals", "Value": "risk"}]}
    found = sagemaker.search(Resource="TrainingJob", SearchExpression=wanted)["Results"]
    assert [one["TrainingJob"]["TrainingJobName"] for one in found] == ["a"]


def test_a_processing_and_a_transform_job_end_and_tell_it(sagemaker: Any, listener: Any):
    sagemaker.create_processing_job(
        ProcessingJobName="p",
        **PROCESSING,
        Environment=Yields(seconds=0, said="Completed: 3 files").environment(),
    )
    seen = sagemaker.describe_processing_job(ProcessingJobName="p")
    assert (seen["ProcessingJobStatus"], seen["ExitMessage"]) == ("Completed", "Completed: 3 files")
    transform = {
        "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/in"}}},
        "TransformOutput": {"S3OutputPath": "s3://b/out"},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    }
    with pytest.raises(ClientError, match="does not exist"):
        sagemaker.create_transform_job(TransformJobName="x", ModelName="m", **transform)
    sagemaker.create_model(ModelName="m", PrimaryContainer={"Image": IMAGE}, ExecutionRoleArn=ROLE)
    sagemaker.create_transform_job(TransformJobName="x", ModelName="m", **transform)
    assert sagemaker.list_transform_jobs()["TransformJobSummaries"][0]["TransformJobStatus"] == "Completed"
    told = [json.loads(body) for body in listener.bodies()]
    statuses = [
        (
            one["detail-type"],
            one["detail"].get("ProcessingJobStatus", one["detail"].get("TransformJobStatus")),
        )
        for one in told
        if "Job" in one["detail-type"]
    ]
    assert statuses == [
        ("SageMaker Processing Job State Change", "InProgress"),
        ("SageMaker Processing Job State Change", "Completed"),
        ("SageMaker Transform Job State Change", "InProgress"),
        ("SageMaker Transform Job State Change", "Completed"),
    ]
    assert all("Environment" not in one["detail"] for one in told)


def test_a_tuning_job_has_training_jobs_and_names_the_best(sagemaker: Any):
    definition = training("unused", Yields(seconds=0, metrics={"validation:auc": 0.9}))
    del definition["TrainingJobName"], definition["HyperParameters"]
    sagemaker.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName="tune",
        HyperParameterTuningJobConfig={
            "Strategy": "Bayesian",
            "HyperParameterTuningJobObjective": {"Type": "Maximize", "MetricName": "validation:auc"},
            "ResourceLimits": {"MaxNumberOfTrainingJobs": 4, "MaxParallelTrainingJobs": 2},
            "ParameterRanges": {
                "IntegerParameterRanges": [{"Name": "max_depth", "MinValue": "2", "MaxValue": "9"}]
            },
        },
        TrainingJobDefinition=definition | {"StaticHyperParameters": {"eta": "0.1"}},
    )
    seen = sagemaker.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName="tune")
    assert seen["HyperParameterTuningJobStatus"] == "Completed"
    assert seen["TrainingJobStatusCounters"]["Completed"] == 4
    found = sagemaker.search(Resource="TrainingJob")["Results"]
    trials = [one["TrainingJob"] for one in found]
    assert {one["TuningJobArn"] for one in trials} == {seen["HyperParameterTuningJobArn"]}
    best = max(trials, key=lambda one: one["FinalMetricDataList"][0]["Value"])
    assert seen["BestTrainingJob"]["TrainingJobName"] == best["TrainingJobName"]
    [searched] = sagemaker.search(Resource="HyperParameterTuningJob")["Results"]
    assert searched["HyperParameterTuningJob"]["HyperParameterTuningJobName"] == "tune"


def definition() -> str:
    """Train, evaluate, register when the metric is good enough, else fail with the numbers."""
    train = training("unused", Yields())
    del train["TrainingJobName"]
    auc = {
        "Std:JsonGet": {
            "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Evaluation"},
            "Path": "auc",
        }
    }
    artifact = {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}
    register = {
        "ModelPackageGroupName": "g",
        "InferenceSpecification": {"Containers": [{"Image": IMAGE, "ModelDataUrl": artifact}]},
    }
    values = ["auc", auc, "is below", {"Get": "Parameters.Minimum"}]
    condition = {
        "Conditions": [
            {"Type": "GreaterThanOrEqualTo", "LeftValue": auc, "RightValue": {"Get": "Parameters.Minimum"}}
        ],
        "IfSteps": [{"Name": "Register", "Type": "RegisterModel", "Arguments": register}],
        "ElseSteps": [
            {
                "Name": "Refuse",
                "Type": "Fail",
                "Arguments": {"ErrorMessage": {"Std:Join": {"On": " ", "Values": values}}},
            }
        ],
    }
    outcome = {"EMULATED_OUTCOME": {"Get": "Parameters.Trains"}}
    evaluated = {"EMULATED_OUTCOME": {"Get": "Parameters.Evaluates"}}
    return json.dumps(
        {
            "Version": "2020-12-01",
            "Parameters": [
                {"Name": "Trains", "Type": "String", "DefaultValue": '{"seconds": 0}'},
                {"Name": "Evaluates", "Type": "String"},
                {"Name": "Minimum", "Type": "Float", "DefaultValue": 0.8},
            ],
            "Steps": [
                {"Name": "Train", "Type": "Training", "Arguments": train | {"Environment": outcome}},
                {
                    "Name": "Evaluate",
                    "Type": "Processing",
                    "Arguments": PROCESSING | {"Environment": evaluated},
                },
                {"Name": "Check", "Type": "Condition", "Arguments": condition},
            ],
        }
    )


@pytest.fixture
def pipeline(sagemaker: Any):
    sagemaker.create_model_package_group(ModelPackageGroupName="g")
    sagemaker.create_pipeline(
        PipelineName="pipe",
        PipelineDefinition=definition(),
        ClientRequestToken="c" * 32,
        RoleArn=ROLE,
        Tags=[{"Key": "team", "Value": "risk"}],
    )
    return "pipe"


def run(sagemaker: Any, token: str, evaluates: Yields, **more: str) -> str:
    told = {"Evaluates": evaluates.environment()["EMULATED_OUTCOME"]} | more
    return sagemaker.start_pipeline_execution(
        PipelineName="pipe",
        ClientRequestToken=token * 32,
        PipelineParameters=[{"Name": name, "Value": value} for name, value in told.items()],
    )["PipelineExecutionArn"]


def steps(sagemaker: Any, arn: str) -> list[dict[str, Any]]:
    return sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn, SortOrder="Ascending")[
        "PipelineExecutionSteps"
    ]


def test_an_execution_whose_validation_holds_registers_the_trained_artifact(sagemaker: Any, pipeline: str):
    arn = run(sagemaker, "1", Yields(seconds=0, report={"auc": 0.9}))
    seen = steps(sagemaker, arn)
    assert [(one["StepName"], one["StepStatus"]) for one in seen] == [
        (name, "Succeeded") for name in ("Train", "Evaluate", "Check", "Register")
    ]
    assert seen[2]["Metadata"] == {"Condition": {"Outcome": "True"}}
    version = sagemaker.describe_model_package(ModelPackageName=seen[3]["Metadata"]["RegisterModel"]["Arn"])
    job = seen[0]["Metadata"]["TrainingJob"]["Arn"].rpartition("/")[2]
    trained = sagemaker.describe_training_job(TrainingJobName=job)["ModelArtifacts"]["S3ModelArtifacts"]
    assert version["InferenceSpecification"]["Containers"][0]["ModelDataUrl"] == trained
    assert version["MetadataProperties"]["GeneratedBy"] == arn


def test_an_execution_whose_validation_fails_says_why_and_registers_nothing(sagemaker: Any, pipeline: str):
    arn = run(sagemaker, "1", Yields(seconds=0, report={"auc": 0.71}))
    seen = steps(sagemaker, arn)
    assert (seen[-1]["StepName"], seen[-1]["StepStatus"]) == ("Refuse", "Failed")
    assert seen[-1]["FailureReason"] == "auc 0.71 is below 0.8"
    whole = sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)
    assert whole["PipelineExecutionStatus"] == "Failed"
    assert sagemaker.list_model_packages(ModelPackageGroupName="g")["ModelPackageSummaryList"] == []


def test_a_job_that_fails_ends_the_execution_with_its_reason(sagemaker: Any, pipeline: str):
    broken = Yields(seconds=0, reason="AlgorithmError: out of memory").environment()["EMULATED_OUTCOME"]
    arn = run(sagemaker, "1", Yields(seconds=0), Trains=broken)
    [only] = steps(sagemaker, arn)
    assert (only["StepName"], only["FailureReason"]) == ("Train", "AlgorithmError: out of memory")


def test_the_same_token_starts_nothing_twice_and_executions_are_searched(sagemaker: Any, pipeline: str):
    first = run(sagemaker, "1", Yields(seconds=0, report={"auc": 0.9}))
    assert run(sagemaker, "1", Yields(seconds=0, report={"auc": 0.9})) == first
    run(sagemaker, "2", Yields(seconds=0, report={"auc": 0.1}))
    listed = sagemaker.list_pipeline_executions(PipelineName="pipe", SortOrder="Ascending")
    assert [one["PipelineExecutionStatus"] for one in listed["PipelineExecutionSummaries"]] == [
        "Succeeded",
        "Failed",
    ]
    wanted = {"Filters": [{"Name": "PipelineExecutionStatus", "Operator": "Equals", "Value": "Failed"}]}
    found = sagemaker.search(Resource="PipelineExecution", SearchExpression=wanted)
    assert found["TotalHits"]["Value"] == 1
    [of] = sagemaker.search(Resource="Pipeline")["Results"]
    assert of["Pipeline"]["Tags"] == [{"Key": "team", "Value": "risk"}]
    given = sagemaker.list_pipeline_parameters_for_execution(PipelineExecutionArn=first)
    assert {"Name": "Minimum", "Value": "0.8"} in given["PipelineParameters"]


def test_an_execution_waits_for_its_job_and_is_stopped_with_it(sagemaker: Any, pipeline: str):
    slow = Yields(seconds=3600).environment()["EMULATED_OUTCOME"]
    arn = run(sagemaker, "1", Yields(seconds=0), Trains=slow)
    [only] = steps(sagemaker, arn)
    assert (only["StepName"], only["StepStatus"]) == ("Train", "Executing")
    sagemaker.stop_pipeline_execution(PipelineExecutionArn=arn, ClientRequestToken="s" * 32)
    assert (
        sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)["PipelineExecutionStatus"]
        == "Stopped"
    )
    job = only["Metadata"]["TrainingJob"]["Arn"].rpartition("/")[2]
    assert sagemaker.describe_training_job(TrainingJobName=job)["TrainingJobStatus"] == "Stopped"


def test_a_check_of_quality_that_finds_violations_fails_and_names_its_report(sagemaker: Any):
    outputs = {"Outputs": [{"OutputName": "r", "S3Output": {"S3Uri": "s3://b/check", "LocalPath": "/o"}}]}
    check = PROCESSING | {
        "ProcessingOutputConfig": outputs,
        "Environment": Yields(seconds=0, violations=2).environment(),
    }
    step = {
        "Name": "Quality",
        "Type": "QualityCheck",
        "Arguments": {"CheckType": "DATA_QUALITY", "ProcessingJob": check},
    }
    sagemaker.create_pipeline(
        PipelineName="pipe",
        PipelineDefinition=json.dumps({"Version": "2020-12-01", "Steps": [step]}),
        ClientRequestToken="c" * 32,
        RoleArn=ROLE,
    )
    arn = sagemaker.start_pipeline_execution(PipelineName="pipe", ClientRequestToken="1" * 32)[
        "PipelineExecutionArn"
    ]
    [seen] = steps(sagemaker, arn)
    assert "2 violations" in seen["FailureReason"]
    assert seen["Metadata"]["QualityCheck"]["ViolationReport"] == "s3://b/check/constraint_violations.json"


def test_an_execution_and_its_steps_are_told_in_their_own_spelling(
    sagemaker: Any, pipeline: str, listener: Any
):
    arn = run(sagemaker, "1", Yields(seconds=0, report={"auc": 0.2}))
    told = [json.loads(body) for body in listener.bodies()]
    runs = [one for one in told if one["detail-type"].endswith("Pipeline Execution Status Change")]
    assert [one["detail"]["currentPipelineExecutionStatus"] for one in runs] == ["Executing", "Failed"]
    assert runs[0]["resources"] == [arn.partition("/execution/")[0], arn]
    last = [one["detail"] for one in told if one["detail-type"].endswith("Step Status Change")][-1]
    assert (last["stepName"], last["currentStepStatus"]) == ("Refuse", "Failed")
    assert last["failureReason"] == "auc 0.2 is below 0.8"


def test_a_definition_that_cannot_run_is_refused(sagemaker: Any, aws: Emulator):
    for text in ("{", '{"Steps": [{"Name": "a", "Type": "EMR"}]}'):
        with pytest.raises(ClientError, match="ValidationException"):
            sagemaker.create_pipeline(
                PipelineName="p", PipelineDefinition=text, ClientRequestToken="c" * 32, RoleArn=ROLE
            )
