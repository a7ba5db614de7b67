"""Models and endpoints as AWS keeps them, where moto does not."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::300000000000:role/r"
IMAGE = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1"


@pytest.fixture
def endpoint(sagemaker: Any):
    for name in ("m1", "m2"):
        sagemaker.create_model(
            ModelName=name,
            PrimaryContainer={"Image": IMAGE},
            ExecutionRoleArn=ROLE,
            EnableNetworkIsolation=True,
        )
    for name, model in (("c1", "m1"), ("c2", "m2")):
        variant = {
            "VariantName": "v",
            "ModelName": model,
            "InstanceType": "ml.g6.xlarge",
            "InitialInstanceCount": 2,
        }
        sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName="e", EndpointConfigName="c1")
    return "e"


def test_network_isolation_is_kept(sagemaker: Any, endpoint: str):
    assert sagemaker.describe_model(ModelName="m1")["EnableNetworkIsolation"] is True


def test_modern_instance_types_are_accepted(sagemaker: Any, endpoint: str):
    seen = sagemaker.describe_endpoint_config(EndpointConfigName="c1")
    assert seen["ProductionVariants"][0]["InstanceType"] == "ml.g6.xlarge"


def test_a_variant_tells_its_images_and_instances(sagemaker: Any, endpoint: str):
    [variant] = sagemaker.describe_endpoint(EndpointName=endpoint)["ProductionVariants"]
    assert (variant["CurrentInstanceCount"], variant["DesiredInstanceCount"]) == (2, 2)
    [image] = variant["DeployedImages"]
    assert image["SpecifiedImage"] == IMAGE
    assert "@sha256:" in image["ResolvedImage"]


def test_a_change_of_weight_keeps_the_instance_counts(sagemaker: Any, endpoint: str):
    sagemaker.update_endpoint_weights_and_capacities(
        EndpointName=endpoint, DesiredWeightsAndCapacities=[{"VariantName": "v", "DesiredWeight": 0.5}]
    )
    [variant] = sagemaker.describe_endpoint(EndpointName=endpoint)["ProductionVariants"]
    assert (variant["CurrentWeight"], variant["CurrentInstanceCount"]) == (0.5, 2)


def test_an_endpoint_takes_another_configuration(sagemaker: Any, endpoint: str):
    sagemaker.update_endpoint(EndpointName=endpoint, EndpointConfigName="c2")
    seen = sagemaker.describe_endpoint(EndpointName=endpoint)
    assert (seen["EndpointConfigName"], seen["EndpointStatus"]) == ("c2", "InService")


def test_the_models_of_a_search_tell_the_endpoints_that_they_serve_now(sagemaker: Any, endpoint: str):
    def serving() -> dict[str, list[str]]:
        found = sagemaker.search(Resource="Model", SortBy="ModelName", SortOrder="Ascending")["Results"]
        return {
            one["Model"]["Model"]["ModelName"]: [e["EndpointName"] for e in one["Model"]["Endpoints"]]
            for one in found
        }

    assert serving() == {"m1": ["e"], "m2": []}
    sagemaker.update_endpoint(EndpointName=endpoint, EndpointConfigName="c2")
    assert serving() == {"m1": [], "m2": ["e"]}
    sagemaker.delete_endpoint(EndpointName=endpoint)
    assert serving() == {"m1": [], "m2": []}


def test_models_are_listed_by_filter_and_page(sagemaker: Any, endpoint: str):
    page = sagemaker.list_models(NameContains="m", MaxResults=1, SortBy="Name", SortOrder="Ascending")
    assert [one["ModelName"] for one in page["Models"]] == ["m1"]
    rest = sagemaker.list_models(
        NameContains="m", MaxResults=1, SortBy="Name", SortOrder="Ascending", NextToken=page["NextToken"]
    )
    assert [one["ModelName"] for one in rest["Models"]] == ["m2"]
    assert sagemaker.list_models(NameContains="nothing")["Models"] == []


def test_a_model_of_a_version_that_does_not_exist_is_refused(sagemaker: Any, account: str):
    package = f"arn:aws:sagemaker:eu-west-1:{account}:model-package/none/1"
    with pytest.raises(ClientError) as refused:
        sagemaker.create_model(
            ModelName="m", PrimaryContainer={"ModelPackageName": package}, ExecutionRoleArn=ROLE
        )
    assert refused.value.response["Error"]["Code"] == "ValidationException"
