"""The events that SageMaker sends by itself, in the shapes that it sends them in."""

import json
from typing import Any

IMAGE = {"Image": "repo/x:1", "ModelDataUrl": "s3://b/m"}


def events(listener: Any, detail_type: Any = None):
    heard = [json.loads(body) for body in listener.bodies()]
    return [one for one in heard if detail_type in (None, one["detail-type"])]


def test_a_registration_and_an_approval_are_told(sagemaker: Any, account: str, listener: Any):
    sagemaker.create_model_package_group(ModelPackageGroupName="g")
    arn = sagemaker.create_model_package(ModelPackageGroupName="g")["ModelPackageArn"]
    sagemaker.update_model_package(
        ModelPackageArn=arn, ModelApprovalStatus="Approved", SourceUri="s3://b/source"
    )
    created, approved = events(listener)
    assert approved["source"] == "aws.sagemaker"
    assert approved["detail-type"] == "SageMaker Model Package State Change"
    assert (approved["account"], approved["region"], approved["resources"]) == (account, "eu-west-1", [arn])
    assert approved["version"] == "0"
    assert approved["id"] != created["id"]
    assert approved["time"].endswith("Z")
    detail = approved["detail"]
    assert detail["ModelApprovalStatus"] == "Approved"
    assert detail["UpdatedModelPackageFields"] == ["ModelApprovalStatus", "sourceUri"]
    assert isinstance(detail["LastModifiedTime"], int)
    assert detail["LastModifiedTime"] > 1_600_000_000_000
    assert "LastModifiedBy" not in detail
    assert "UpdatedModelPackageFields" not in created["detail"]
    assert created["detail"]["ModelApprovalStatus"] == "PendingManualApproval"


def test_the_life_of_an_endpoint_is_told(sagemaker: Any, listener: Any):
    tags = [{"Key": "owner", "Value": "x"}]
    sagemaker.create_model(ModelName="m", PrimaryContainer=IMAGE, ExecutionRoleArn="r" * 20, Tags=tags)
    variant = {
        "VariantName": "v",
        "ModelName": "m",
        "InstanceType": "ml.m5.large",
        "InitialInstanceCount": 1,
    }
    sagemaker.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName="e", EndpointConfigName="c", Tags=tags)
    sagemaker.update_endpoint(EndpointName="e", EndpointConfigName="c")
    sagemaker.delete_endpoint(EndpointName="e")
    sagemaker.delete_model(ModelName="m")
    heard = events(listener)
    told = [one["detail"] for one in heard if one["detail-type"] == "SageMaker Endpoint State Change"]
    assert [one["EndpointStatus"] for one in told] == [
        "CREATING",
        "IN_SERVICE",
        "UPDATING",
        "IN_SERVICE",
        "DELETING",
    ]
    assert told[0]["Tags"] == {"owner": "x"}
    assert told[0]["ProductionVariants"] == [{"DesiredWeight": 1.0, "DesiredInstanceCount": 1}]
    configs = [one for one in heard if one["detail-type"] == "SageMaker Endpoint Config State Change"]
    assert configs[0]["detail"]["ProductionVariants"] == [variant]
    models = [one for one in heard if one["detail-type"] == "SageMaker Model State Change"]
    assert [one["detail"]["ModelName"] for one in models] == ["m", "m"]
    assert models[0]["detail"]["Tags"] == {"owner": "x"}
