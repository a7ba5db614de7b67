"""Lineage of the emulated AWS, of which moto has nothing."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator

ROLE = "arn:aws:iam::300000000000:role/r"
IMAGE = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1"


def code(refused: Any) -> str:
    return refused.value.response["Error"]["Code"]


def artifact(client: Any, uri: str, kind: str = "DataSet") -> str:
    return client.create_artifact(ArtifactName=uri[-4:], Source={"SourceUri": uri}, ArtifactType=kind)[
        "ArtifactArn"
    ]


@pytest.fixture
def chain(sagemaker: Any, account: str):
    """Data, the job that read it, and the model that the job wrote."""
    data, model = artifact(sagemaker, "s3://b/data"), artifact(sagemaker, "s3://b/model.tar.gz", "Model")
    job = f"arn:aws:sagemaker:eu-west-1:{account}:experiment-trial-component/train-1-aws-training-job"
    sagemaker.add_association(SourceArn=data, DestinationArn=job, AssociationType="ContributedTo")
    sagemaker.add_association(SourceArn=job, DestinationArn=model, AssociationType="Produced")
    return data, job, model


def test_a_source_has_one_artifact(sagemaker: Any):
    first = artifact(sagemaker, "s3://b/data")
    assert artifact(sagemaker, "s3://b/data") == first
    assert artifact(sagemaker, "s3://b/other") != first
    assert sagemaker.describe_artifact(ArtifactArn=first)["Source"]["SourceUri"] == "s3://b/data"


def test_an_unknown_artifact_is_a_resource_not_found(sagemaker: Any, account: str):
    arn = f"arn:aws:sagemaker:eu-west-1:{account}:artifact/0123"
    with pytest.raises(ClientError) as refused:
        sagemaker.describe_artifact(ArtifactArn=arn)
    assert code(refused) == "ResourceNotFound"


def test_artifacts_are_listed_by_source_type_time_and_page(sagemaker: Any):
    for number in range(3):
        artifact(sagemaker, f"s3://b/{number}")
    artifact(sagemaker, "s3://b/model", "Model")
    listed = sagemaker.list_artifacts(ArtifactType="DataSet", MaxResults=2)
    rest = sagemaker.list_artifacts(ArtifactType="DataSet", MaxResults=2, NextToken=listed["NextToken"])
    found = [one["Source"]["SourceUri"] for page in (listed, rest) for one in page["ArtifactSummaries"]]
    assert sorted(found) == ["s3://b/0", "s3://b/1", "s3://b/2"]
    assert len(sagemaker.list_artifacts(SourceUri="s3://b/model")["ArtifactSummaries"]) == 1
    latest = max(one["CreationTime"] for one in listed["ArtifactSummaries"])
    assert sagemaker.list_artifacts(CreatedBefore=latest.replace(year=2001))["ArtifactSummaries"] == []


def test_properties_are_merged_and_removed(sagemaker: Any):
    arn = artifact(sagemaker, "s3://b/data")
    sagemaker.update_artifact(ArtifactArn=arn, Properties={"a": "1", "b": "2"})
    sagemaker.update_artifact(ArtifactArn=arn, Properties={"c": "3"}, PropertiesToRemove=["a"])
    assert sagemaker.describe_artifact(ArtifactArn=arn)["Properties"] == {"b": "2", "c": "3"}


def test_contexts_and_actions_are_known_by_name(sagemaker: Any):
    source = {"SourceUri": "arn:aws:x", "SourceType": "ARN"}
    sagemaker.create_context(ContextName="c", ContextType="Endpoint", Source=source)
    sagemaker.create_action(ActionName="a", ActionType="ModelDeployment", Source=source, Status="InProgress")
    sagemaker.update_action(ActionName="a", Status="Completed")
    assert sagemaker.describe_action(ActionName="a")["Status"] == "Completed"
    assert sagemaker.list_contexts()["ContextSummaries"][0]["Source"]["SourceUri"] == "arn:aws:x"
    with pytest.raises(ClientError) as refused:
        sagemaker.create_context(ContextName="c", ContextType="Endpoint", Source=source)
    assert code(refused) == "ValidationException"


def test_an_association_tells_the_names_and_types_of_its_ends(sagemaker: Any, chain: Any):
    data, job, _ = chain
    [one] = sagemaker.list_associations(SourceArn=data)["AssociationSummaries"]
    assert (one["DestinationArn"], one["DestinationType"]) == (job, "SageMakerTrainingJob")
    assert (one["SourceType"], one["AssociationType"]) == ("DataSet", "ContributedTo")
    assert one["DestinationName"] == "train-1-aws-training-job"


def test_associations_are_listed_ten_a_page_and_a_hundred_at_most(sagemaker: Any):
    model = artifact(sagemaker, "s3://b/model", "Model")
    for number in range(12):
        given = artifact(sagemaker, f"s3://b/{number}")
        sagemaker.add_association(SourceArn=given, DestinationArn=model)
    page = sagemaker.list_associations(DestinationArn=model)
    assert (len(page["AssociationSummaries"]), "NextToken" in page) == (10, True)
    assert len(sagemaker.list_associations(MaxResults=100)["AssociationSummaries"]) == 12
    with pytest.raises(ClientError) as refused:
        sagemaker.list_associations(MaxResults=101)
    assert code(refused) == "ValidationException"


def test_associations_are_listed_by_the_time_of_their_creation(sagemaker: Any, chain: Any):
    times = [one["CreationTime"] for one in sagemaker.list_associations()["AssociationSummaries"]]
    assert len(sagemaker.list_associations(CreatedAfter=min(times))["AssociationSummaries"]) == 2
    late = max(times).replace(year=2100)
    assert sagemaker.list_associations(CreatedAfter=late)["AssociationSummaries"] == []


def test_an_end_that_does_not_exist_cannot_be_associated(sagemaker: Any, chain: Any, account: str):
    with pytest.raises(ClientError) as refused:
        sagemaker.add_association(
            SourceArn=f"arn:aws:sagemaker:eu-west-1:{account}:artifact/0123", DestinationArn=chain[2]
        )
    assert code(refused) == "ResourceNotFound"


def test_an_artifact_with_associations_cannot_be_deleted(sagemaker: Any, chain: Any):
    data, job, _ = chain
    with pytest.raises(ClientError) as refused:
        sagemaker.delete_artifact(ArtifactArn=data)
    assert code(refused) == "ValidationException"
    sagemaker.delete_association(SourceArn=data, DestinationArn=job)
    sagemaker.delete_artifact(ArtifactArn=data)
    assert len(sagemaker.list_artifacts()["ArtifactSummaries"]) == 1


def test_the_graph_is_walked_both_ways_to_a_depth(sagemaker: Any, chain: Any):
    data, job, model = chain
    forth = sagemaker.query_lineage(StartArns=[data], Direction="Descendants", IncludeEdges=True)
    assert {one["Arn"]: one["LineageType"] for one in forth["Vertices"]} == {
        job: "TrialComponent",
        model: "Artifact",
    }
    near = sagemaker.query_lineage(StartArns=[data], Direction="Descendants", MaxDepth=1)
    assert [one["Arn"] for one in near["Vertices"]] == [job]
    back = sagemaker.query_lineage(StartArns=[model], Direction="Ascendants")
    assert len(back["Edges"]) == 2


def deploy(client: Any, package: str, endpoint: str = "e") -> None:
    client.create_model(
        ModelName=endpoint, PrimaryContainer={"ModelPackageName": package}, ExecutionRoleArn=ROLE
    )
    variant = {"VariantName": "v", "ModelName": endpoint, "InstanceType": "ml.m5.large"}
    client.create_endpoint_config(
        EndpointConfigName=endpoint, ProductionVariants=[variant | {"InitialInstanceCount": 1}]
    )
    client.create_endpoint(EndpointName=endpoint, EndpointConfigName=endpoint)


def version(client: Any, group: str = "g") -> str:
    client.create_model_package_group(ModelPackageGroupName=group)
    container = {"Image": IMAGE, "ModelDataUrl": "s3://b/model.tar.gz"}
    return client.create_model_package(
        ModelPackageGroupName=group,
        InferenceSpecification={
            "Containers": [container],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    )["ModelPackageArn"]


def test_a_deployment_is_tracked_from_the_model_data_to_the_endpoint(sagemaker: Any, account: str):
    package = version(sagemaker)
    deploy(sagemaker, package)
    [data] = sagemaker.list_artifacts(SourceUri="s3://b/model.tar.gz")["ArtifactSummaries"]
    walked = sagemaker.query_lineage(StartArns=[data["ArtifactArn"]], Direction="Descendants")["Vertices"]
    types = {one["Type"] for one in walked}
    assert types == {"Model", "ModelDeployment", "Endpoint", "ModelGroup"}
    [context] = sagemaker.list_contexts(ContextType="Endpoint")["ContextSummaries"]
    assert context["Source"]["SourceUri"] == f"arn:aws:sagemaker:eu-west-1:{account}:endpoint/e"


def test_a_deployment_of_another_accounts_version_is_tracked_by_its_arn(
    aws: Emulator, sagemaker: Any, other_account: str
):
    package = version(aws.client("sagemaker", other_account, "eu-west-1"))
    deploy(sagemaker, package)
    assert len(sagemaker.list_artifacts(SourceUri=package)["ArtifactSummaries"]) == 1
