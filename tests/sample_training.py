"""Small records of jobs, pipelines and cards, as AWS answers them."""

from typing import Any

import orjson

from sample import IMAGE, START, Record, arn, at, by


def training_job(name: str = "train-1", status: str = "Completed", **more: Any) -> Record:
    return {
        "TrainingJobName": name,
        "TrainingJobArn": arn("training-job", name),
        "TrainingJobStatus": status,
        "AlgorithmSpecification": {"TrainingImage": IMAGE},
        "HyperParameters": {"max_depth": "6", "eta": "0.2"},
        "InputDataConfig": [
            {"ChannelName": "train", "DataSource": {"S3DataSource": {"S3Uri": "s3://b/train"}}},
            {"ChannelName": "validation", "DataSource": {"S3DataSource": {"S3Uri": "s3://b/validation"}}},
        ],
        "ModelArtifacts": {"S3ModelArtifacts": "s3://b/fraud/1"},
        "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 30},
        "FinalMetricDataList": [
            {"MetricName": "validation:auc", "Value": 0.93, "Timestamp": at(9).timestamp()}
        ],
        "BillableTimeInSeconds": 600,
        "TrainingTimeInSeconds": 620,
        "CreationTime": START.timestamp(),
        "TrainingEndTime": at(10).timestamp(),
        "LastModifiedTime": at(10).timestamp(),
        **more,
    }


def tuning_job(name: str = "tune-1") -> Record:
    return {
        "HyperParameterTuningJobName": name,
        "HyperParameterTuningJobArn": arn("hyper-parameter-tuning-job", name),
        "HyperParameterTuningJobStatus": "Completed",
        "HyperParameterTuningJobConfig": {"Strategy": "Bayesian"},
        "TrainingJobStatusCounters": {"Completed": 4},
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(30).timestamp(),
    }


def processing_job(name: str = "prepare-1", status: str = "Completed", **more: Any) -> Record:
    return {
        "ProcessingJobName": name,
        "ProcessingJobArn": arn("processing-job", name),
        "ProcessingJobStatus": status,
        "AppSpecification": {"ImageUri": IMAGE},
        "ProcessingInputs": [{"InputName": "raw", "S3Input": {"S3Uri": "s3://b/raw"}}],
        "ProcessingResources": {"ClusterConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1}},
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(4).timestamp(),
        **more,
    }


def transform_job(name: str = "score-1", models: str = "m", **more: Any) -> Record:
    return {
        "TransformJobName": name,
        "TransformJobArn": arn("transform-job", name),
        "TransformJobStatus": "Completed",
        "ModelName": models,
        "TransformInput": {"DataSource": {"S3DataSource": {"S3Uri": "s3://b/in"}}},
        "TransformOutput": {"S3OutputPath": "s3://b/out"},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
        "CreationTime": START.timestamp(),
        "TransformEndTime": at(5).timestamp(),
        **more,
    }


def pipeline(name: str = "fraud-train", **more: Any) -> Record:
    return {
        "PipelineName": name,
        "PipelineArn": arn("pipeline", name),
        "PipelineStatus": "Active",
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(1).timestamp(),
        "CreatedBy": by("lea"),
        **more,
    }


def execution(name: str = "e1", of: str = "fraud-train", status: str = "Succeeded") -> Record:
    return {
        "PipelineArn": arn("pipeline", of),
        "PipelineExecutionArn": arn("pipeline", f"{of}/execution/{name}"),
        "PipelineExecutionStatus": status,
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(20).timestamp(),
        "Steps": [
            {
                "StepName": "Train",
                "StepStatus": "Succeeded",
                "StartTime": START.timestamp(),
                "Metadata": {"TrainingJob": {"Arn": arn("training-job", "train-1")}},
            },
            {
                "StepName": "Check",
                "StepStatus": "Failed" if status == "Failed" else "Succeeded",
                "FailureReason": "auc 0.71 is below 0.80",
                "Metadata": {"Condition": {"Outcome": "False"}},
            },
        ],
    }


def card(name: str = "fraud-card", number: int = 1, status: str = "Draft", **more: Any) -> Record:
    content = {"model_overview": {"model_owner": "lea"}, "intended_uses": {"risk_rating": "High"}}
    return {
        "ModelCardName": name,
        "ModelCardArn": arn("model-card", name),
        "ModelCardVersion": number,
        "ModelCardStatus": status,
        "Content": orjson.dumps(content).decode(),
        "CreationTime": START.timestamp(),
        "LastModifiedTime": at(number).timestamp(),
        **more,
    }
