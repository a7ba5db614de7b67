"""Tags of many resources at once, as the Resource Groups Tagging API answers them of SageMaker."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator

TEAM = [{"Key": "team", "Value": "fraud"}]


@pytest.fixture
def tagging(aws: Emulator, account: str):
    return aws.client("resourcegroupstaggingapi", account, "eu-west-1")


@pytest.fixture
def arns(sagemaker: Any) -> dict[str, str]:
    """Two tagged cards, one without tags, and a tagged group."""
    made = {
        name: sagemaker.create_model_card(ModelCardName=name, Content="{}", ModelCardStatus="Draft", **tags)
        for name, tags in (("Card-1", {"Tags": TEAM}), ("card-2", {"Tags": TEAM}), ("bare", {}))
    }
    group = sagemaker.create_model_package_group(ModelPackageGroupName="g", Tags=TEAM)
    return {name: one["ModelCardArn"] for name, one in made.items()} | {"g": group["ModelPackageGroupArn"]}


def shown(tagging: Any, **given: Any) -> list[str]:
    return [row["ResourceARN"] for row in tagging.get_resources(**given)["ResourceTagMappingList"]]


def test_only_what_is_tagged_and_exists_is_shown_by_arn(tagging: Any, arns: dict[str, str]):
    given = tagging.get_resources(ResourceARNList=[*arns.values(), f"{arns['bare']}-not"])
    assert given["ResourceTagMappingList"] == [
        {"ResourceARN": arns[name], "Tags": TEAM} for name in ("Card-1", "card-2", "g")
    ]


def test_a_type_is_shown_page_by_page(tagging: Any, arns: dict[str, str]):
    pages = tagging.get_paginator("get_resources").paginate(
        ResourceTypeFilters=["sagemaker:model-card"], ResourcesPerPage=1
    )
    found = [[row["ResourceARN"] for row in page["ResourceTagMappingList"]] for page in pages]
    assert found == [[arns["Card-1"]], [arns["card-2"]]]


def test_tags_filter(tagging: Any, sagemaker: Any, arns: dict[str, str]):
    sagemaker.add_tags(ResourceArn=arns["g"], Tags=[{"Key": "team", "Value": "risk"}])
    assert shown(tagging, TagFilters=[{"Key": "team", "Values": ["risk"]}]) == [arns["g"]]
    assert len(shown(tagging, TagFilters=[{"Key": "team"}])) == 3
    assert shown(tagging, TagFilters=[{"Key": "owner"}]) == []


def test_arns_and_paging_together_are_refused(tagging: Any, arns: dict[str, str]):
    with pytest.raises(ClientError) as refused:
        tagging.get_resources(ResourceARNList=[arns["g"]], ResourcesPerPage=1)
    assert refused.value.response["Error"]["Code"] == "InvalidParameterException"


def test_the_tags_of_other_services_are_still_told(aws: Emulator, tagging: Any, account: str):
    sqs = aws.client("sqs", account, "eu-west-1")
    sqs.create_queue(QueueName="q", tags={"team": "fraud"})
    assert shown(tagging, ResourceTypeFilters=["sqs"]) == [f"arn:aws:sqs:eu-west-1:{account}:q"]
