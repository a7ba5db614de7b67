"""CloudTrail's event history of SageMaker, looked up with boto3 as on AWS."""

import datetime
import json
import time
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.emulator import Emulator, emulated_aws

REGION = "eu-west-1"
OURS = [{"AttributeKey": "EventSource", "AttributeValue": "sagemaker.amazonaws.com"}]


@pytest.fixture
def trail(aws: Emulator, account: str) -> Any:
    return aws.client("cloudtrail", account, REGION)


def events(trail: Any, **given: Any) -> list[dict[str, Any]]:
    found = trail.lookup_events(LookupAttributes=OURS, **given)["Events"]
    return [event | {"Told": json.loads(event["CloudTrailEvent"])} for event in found]


def code(refused: Any) -> str:
    return refused.value.response["Error"]["Code"]


def test_a_change_is_told_with_who_asked_for_what_and_what_came_of_it(
    aws: Emulator, account: str, trail: Any
) -> None:
    aws.client("iam", account).create_role(RoleName="ModelApprover", AssumeRolePolicyDocument="{}")
    approver = aws.client("sagemaker", account, REGION, role="ModelApprover", session_name="lea@example.com")
    approver.create_model_package_group(ModelPackageGroupName="Card-Fraud")
    arn = approver.create_model_package(
        ModelPackageGroupName="Card-Fraud", CustomerMetadataProperties={"Owner": "lea"}
    )["ModelPackageArn"]
    approver.update_model_package(ModelPackageArn=arn, ModelApprovalStatus="Approved")
    updated, created, _ = events(trail)
    assert updated["EventName"] == "UpdateModelPackage"
    assert (updated["Username"], updated["ReadOnly"]) == ("lea@example.com", "false")
    assert updated["EventSource"] == "sagemaker.amazonaws.com"
    assert abs(updated["EventTime"].timestamp() - time.time()) < 60
    assert updated["Resources"] == [{"ResourceType": "AWS::SageMaker::ModelPackage", "ResourceName": arn}]
    told = updated["Told"]
    assert told["eventID"] == updated["EventId"]
    assert told["requestParameters"] == {"modelPackageArn": arn, "modelApprovalStatus": "Approved"}
    assert told["responseElements"] == {"modelPackageArn": arn}
    assert (told["awsRegion"], told["recipientAccountId"]) == (REGION, account)
    assert told["sourceIPAddress"] == "127.0.0.1"
    assert told["userAgent"].startswith("Boto3/")
    identity = told["userIdentity"]
    assert identity["type"] == "AssumedRole"
    assert identity["arn"] == f"arn:aws:sts::{account}:assumed-role/ModelApprover/lea@example.com"
    issuer = identity["sessionContext"]["sessionIssuer"]
    assert issuer["arn"] == f"arn:aws:iam::{account}:role/ModelApprover"
    # The keys of a map are the caller's own, and stay as they are.
    assert created["Told"]["requestParameters"]["customerMetadataProperties"] == {"Owner": "lea"}


def test_a_user_is_told_as_a_user(sagemaker: Any, account: str, trail: Any) -> None:
    sagemaker.create_model_package_group(ModelPackageGroupName="g")
    (event,) = events(trail)
    identity = event["Told"]["userIdentity"]
    assert (identity["type"], identity["userName"]) == ("IAMUser", "administrator")
    assert identity["arn"] == f"arn:aws:iam::{account}:user/administrator"


def test_a_refused_change_is_told_with_its_error_and_a_read_or_an_invocation_is_not(
    aws: Emulator, sagemaker: Any, account: str, trail: Any
) -> None:
    with pytest.raises(ClientError):
        sagemaker.delete_endpoint(EndpointName="nobody")
    aws.faults([{"operation": "CreateModel", "account": account, "code": "AccessDeniedException"}])
    with pytest.raises(ClientError):
        sagemaker.create_model(ModelName="m", ExecutionRoleArn=f"arn:aws:iam::{account}:role/r")
    aws.faults([])
    sagemaker.list_models()
    aws.client("sagemaker-runtime", account, REGION).invoke_endpoint(EndpointName="e", Body=b"1,2")
    denied, missing = events(trail)
    assert denied["Told"]["errorCode"] == "AccessDeniedException"
    assert missing["Told"]["errorCode"] == "ValidationException"
    assert "nobody" in missing["Told"]["errorMessage"]
    assert missing["Told"]["responseElements"] is None
    assert missing["Resources"] == [{"ResourceType": "AWS::SageMaker::Endpoint", "ResourceName": "nobody"}]


def test_what_is_sensitive_is_hidden(sagemaker: Any, trail: Any) -> None:
    sagemaker.create_model_card(ModelCardName="c", Content='{"secret": 1}', ModelCardStatus="Draft")
    (event,) = events(trail)
    assert event["Told"]["requestParameters"]["content"] == "HIDDEN_DUE_TO_SECURITY_REASONS"


def test_pages_come_newest_first_and_hold_fifty_at_most(sagemaker: Any, trail: Any) -> None:
    for number in range(60):
        sagemaker.create_model_package_group(ModelPackageGroupName=f"g{number}")
    first = trail.lookup_events(LookupAttributes=OURS)
    second = trail.lookup_events(LookupAttributes=OURS, NextToken=first["NextToken"])
    assert [len(first["Events"]), len(second["Events"])] == [50, 10]
    assert "NextToken" not in second
    times = [event["EventTime"] for event in (*first["Events"], *second["Events"])]
    assert times == sorted(times, reverse=True)
    named = {event["Resources"][0]["ResourceName"] for event in (*first["Events"], *second["Events"])}
    assert len(named) == 60


def test_a_lookup_is_by_one_attribute_and_within_a_time(aws: Emulator, sagemaker: Any, account: str) -> None:
    sagemaker.create_model_package_group(ModelPackageGroupName="g")
    sagemaker.delete_model_package_group(ModelPackageGroupName="g")

    def names(**given: Any) -> list[str]:
        time.sleep(0.5)  # which AWS allows
        found = aws.client("cloudtrail", account, REGION).lookup_events(**given)["Events"]
        return [event["EventName"] for event in found]

    def by(key: str, value: str) -> list[str]:
        return names(LookupAttributes=[{"AttributeKey": key, "AttributeValue": value}])

    assert names() == by("ReadOnly", "false") == ["DeleteModelPackageGroup", "CreateModelPackageGroup"]
    assert by("EventName", "DeleteModelPackageGroup") == ["DeleteModelPackageGroup"]
    assert by("ResourceName", "g") == ["DeleteModelPackageGroup"]
    assert by("EventSource", "s3.amazonaws.com") == by("ReadOnly", "true") == []
    now = datetime.datetime.now(datetime.UTC)
    assert names(EndTime=now - datetime.timedelta(hours=1)) == []
    assert len(names(StartTime=now - datetime.timedelta(days=200))) == 2


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"LookupAttributes": [*OURS, *OURS]}, "InvalidLookupAttributesException"),
        ({"MaxResults": 51}, "InvalidMaxResultsException"),
        ({"NextToken": "x"}, "InvalidNextTokenException"),
        ({"StartTime": 20, "EndTime": 10}, "InvalidTimeRangeException"),
    ],
)
def test_a_lookup_that_aws_refuses_is_refused(trail: Any, given: dict[str, Any], error: str) -> None:
    with pytest.raises(ClientError) as refused:
        trail.lookup_events(**given)
    assert code(refused) == error


def test_more_than_two_lookups_a_second_are_throttled(aws: Emulator, sagemaker: Any, account: str) -> None:
    once = Config(retries={"total_max_attempts": 1})
    for number in range(6):
        sagemaker.create_model_package_group(ModelPackageGroupName=f"g{number}")
    trail = boto3.client(
        "cloudtrail", REGION, endpoint_url=aws.endpoint_url, config=once, **aws.keys(account)
    )
    with pytest.raises(ClientError) as refused:
        list(trail.get_paginator("lookup_events").paginate(PaginationConfig={"PageSize": 1}))
    assert code(refused) == "ThrottlingException"
    aws.client("cloudtrail", account, "us-east-1").lookup_events()  # another region has a rate of its own


def test_the_state_keeps_the_events_of_ninety_days(tmp_path: Path) -> None:
    state = tmp_path / "some.state"
    with emulated_aws(state=state) as first:
        first.client("sagemaker", GOVERNANCE, REGION).create_model_package_group(ModelPackageGroupName="g")
        before = first.client("cloudtrail", GOVERNANCE, REGION).lookup_events()["Events"]
        first.save()
    with emulated_aws(state=state) as second:
        after = second.client("cloudtrail", GOVERNANCE, REGION).lookup_events()["Events"]
    assert after == before
    assert len(after) == 1


def test_the_organisation_has_the_last_ninety_days_of_its_history(
    organisation: Emulator, small_plan: Any
) -> None:
    first = datetime.datetime.fromtimestamp(small_plan.end, datetime.UTC) - datetime.timedelta(days=91)
    found = []
    for account in organisation.client("organizations", GOVERNANCE).list_accounts()["Accounts"]:
        client = organisation.client("cloudtrail", account["Id"], REGION)
        found += client.lookup_events(StartTime=first)["Events"]
    assert found
    assert min(event["EventTime"] for event in found) >= first
    assert any("@" in event["Username"] for event in found)
