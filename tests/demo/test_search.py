"""Search as AWS documents it: operators, nesting, order, pages, hits."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator


@pytest.fixture(scope="module")
def registry(aws: Emulator):
    client = aws.client("sagemaker", "300000000999", "eu-west-1")
    for group, tag in (("fraud", "payments"), ("churn", "retail")):
        client.create_model_package_group(
            ModelPackageGroupName=group, Tags=[{"Key": "team.name", "Value": tag}]
        )
        for number in range(1, 7):
            arn = client.create_model_package(
                ModelPackageGroupName=group,
                CustomerMetadataProperties={"auc": f"0.{70 + number}", "param.max_depth": str(number)},
                InferenceSpecification={
                    "Containers": [
                        {"Image": f"repo/image:{number}", "ModelDataUrl": f"s3://b/{group}/{number}"},
                        {"Image": "repo/side:1", "ModelDataUrl": "s3://b/side"},
                    ],
                    "SupportedContentTypes": ["text/csv"],
                    "SupportedResponseMIMETypes": ["text/csv"],
                },
            )["ModelPackageArn"]
            if number % 2:
                client.update_model_package(
                    ModelPackageArn=arn, ModelApprovalStatus="Approved", ApprovalDescription="ok"
                )
    return client


def versions(client: Any, expression: Any = None, **more: Any):
    given = {"SearchExpression": expression} if expression else {}
    found = client.search(Resource="ModelPackage", MaxResults=100, **given, **more)["Results"]
    return [
        (one["ModelPackage"]["ModelPackageGroupName"], one["ModelPackage"]["ModelPackageVersion"])
        for one in found
    ]


def where(name: str, operator: str, value: Any = None):
    return {"Name": name, "Operator": operator} | ({} if value is None else {"Value": value})


@pytest.mark.parametrize(
    ("one", "count"),
    [
        (where("ModelPackageGroupName", "Equals", "fraud"), 6),
        (where("ModelPackageGroupName", "NotEquals", "fraud"), 6),
        (where("ModelPackageVersion", "GreaterThan", "4"), 4),
        (where("ModelPackageVersion", "GreaterThanOrEqualTo", "4"), 6),
        (where("ModelPackageVersion", "LessThan", "2"), 2),
        (where("ModelPackageVersion", "LessThanOrEqualTo", "2"), 4),
        (where("ModelPackageArn", "Contains", "/churn/"), 6),
        (where("ApprovalDescription", "Exists"), 6),
        (where("ApprovalDescription", "NotExists"), 6),
        (where("ModelApprovalStatus", "In", "Approved,Rejected"), 6),
        (where("CustomerMetadataProperties.auc", "GreaterThan", "0.745"), 4),
        (where("CustomerMetadataProperties.param.max_depth", "Equals", "3"), 2),
        (where("CreatedBy.IamIdentity.Arn", "Contains", "user/administrator"), 12),
        (where("InferenceSpecification.Containers.ModelDataUrl", "Equals", "s3://b/fraud/2"), 1),
        (where("CreationTime", "GreaterThan", "2026-01-01T00:00:00"), 12),
        (where("CreationTime", "LessThan", "2026-01-01T00:00:00"), 0),
    ],
)
def test_each_operator_selects(registry: Any, one: Any, count: int):
    assert len(versions(registry, {"Filters": [one]})) == count


def test_filters_are_joined_by_and_unless_or_is_said(registry: Any):
    filters = [
        where("ModelPackageGroupName", "Equals", "fraud"),
        where("ModelApprovalStatus", "Equals", "Approved"),
    ]
    assert len(versions(registry, {"Filters": filters})) == 3
    assert len(versions(registry, {"Filters": filters, "Operator": "Or"})) == 9


def test_sub_expressions_are_evaluated_in_themselves(registry: Any):
    expression = {
        "SubExpressions": [
            {"Filters": [where("ModelPackageVersion", "Equals", "1")]},
            {"Filters": [where("ModelPackageVersion", "Equals", "2")]},
        ],
        "Operator": "Or",
    }
    assert len(versions(registry, expression)) == 4


def test_nested_filters_must_hold_in_the_same_element(registry: Any):
    name = "InferenceSpecification.Containers"
    same = [
        where(f"{name}.Image", "Equals", "repo/image:2"),
        where(f"{name}.ModelDataUrl", "Equals", "s3://b/fraud/2"),
    ]
    apart = [
        where(f"{name}.Image", "Equals", "repo/side:1"),
        where(f"{name}.ModelDataUrl", "Equals", "s3://b/fraud/2"),
    ]
    found = versions(registry, {"NestedFilters": [{"NestedPropertyName": name, "Filters": same}]})
    assert found == [("fraud", 2)]
    assert versions(registry, {"NestedFilters": [{"NestedPropertyName": name, "Filters": apart}]}) == []


def test_the_order_is_newest_change_first_unless_said(registry: Any):
    assert versions(registry)[0] == ("churn", 6)
    ascending = versions(registry, SortBy="CustomerMetadataProperties.auc", SortOrder="Ascending")
    assert [number for _, number in ascending] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]


def test_pages_hold_what_was_asked_and_together_everything_once(registry: Any):
    seen, token = [], {}
    while True:
        page = registry.search(Resource="ModelPackage", MaxResults=5, **token)
        assert page["TotalHits"] == {"Value": 12, "Relation": "EqualTo"}
        seen += [one["ModelPackage"]["ModelPackageArn"] for one in page["Results"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert len(seen) == len(set(seen)) == 12


def test_a_change_between_two_pages_hides_nothing(registry: Any):
    first = registry.search(Resource="ModelPackage", MaxResults=6, SortBy="CreationTime")
    last = registry.search(
        Resource="ModelPackage", MaxResults=1, SortBy="CreationTime", SortOrder="Ascending"
    )["Results"][0]["ModelPackage"]["ModelPackageArn"]
    registry.update_model_package(ModelPackageArn=last, CustomerMetadataProperties={"seen": "yes"})
    rest = registry.search(Resource="ModelPackage", MaxResults=6, NextToken=first["NextToken"])
    arns = {one["ModelPackage"]["ModelPackageArn"] for one in first["Results"] + rest["Results"]}
    assert len(arns) == 12


def test_without_a_number_a_page_holds_ten(registry: Any):
    assert len(registry.search(Resource="ModelPackage")["Results"]) == 10


def test_groups_are_found_by_a_tag_whose_key_has_a_dot(registry: Any):
    found = registry.search(
        Resource="ModelPackageGroup",
        SearchExpression={"Filters": [where("Tags.team.name", "Equals", "retail")]},
    )["Results"]
    assert [one["ModelPackageGroup"]["ModelPackageGroupName"] for one in found] == ["churn"]
    assert found[0]["ModelPackageGroup"]["Tags"] == [{"Key": "team.name", "Value": "retail"}]


@pytest.mark.parametrize(
    "given",
    [
        {"SearchExpression": {"Filters": [where("NoSuchThing", "Equals", "1")]}},
        {"SearchExpression": {"Filters": [where("ModelPackageArn", "Exists", "1")]}},
        {"NextToken": "bm9uc2Vuc2U="},
        {"MaxResults": 100, "SearchExpression": {"Filters": [where("ModelPackageArn", "Equals", "1")] * 21}},
    ],
)
def test_what_aws_does_not_understand_it_refuses(registry: Any, given: Any):
    with pytest.raises(ClientError) as refused:
        registry.search(Resource="ModelPackage", **given)
    assert refused.value.response["Error"]["Code"] == "ValidationException"
