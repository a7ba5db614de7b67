"""Glue's version lock, STS's refusals, and an answer for operations that nobody has."""

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.emulator import Emulator


def test_the_overrides_were_read_against_this_version_of_moto():
    assert version("moto") == "5.2.5"


@pytest.fixture
def table(aws: Emulator, account: str):
    glue = aws.client("glue", account)
    glue.create_database(DatabaseInput={"Name": "d"})
    glue.create_table(DatabaseName="d", TableInput={"Name": "t"})
    return glue


def test_one_of_eight_writers_from_the_same_table_version_wins(table: Any):
    based_on = table.get_table(DatabaseName="d", Name="t")["Table"]["VersionId"]

    def write(number: int) -> str:
        given = {"Name": "t", "Description": str(number)}
        try:
            table.update_table(DatabaseName="d", TableInput=given, VersionId=based_on)
        except ClientError as refused:
            return refused.response["Error"]["Code"]
        return "won"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(write, range(8)))
    assert sorted(outcomes) == ["ConcurrentModificationException"] * 7 + ["won"]


def test_a_writer_from_the_current_table_version_wins(table: Any):
    for _ in range(3):
        current = table.get_table(DatabaseName="d", Name="t")["Table"]["VersionId"]
        table.update_table(DatabaseName="d", TableInput={"Name": "t"}, VersionId=current)


def test_a_role_that_does_not_exist_cannot_be_assumed(aws: Emulator, account: str):
    with pytest.raises(ClientError) as refused:
        aws.client("sts", account, role="Nobody")
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_an_assumed_role_leads_into_its_account_from_the_governance_account(aws: Emulator, account: str):
    aws.client("iam", account).create_role(RoleName="ModelGovReader", AssumeRolePolicyDocument="{}")
    hub = aws.client("sts", GOVERNANCE)
    given = hub.assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/ModelGovReader", RoleSessionName="collector"
    )
    arn = f"arn:aws:sts::{account}:assumed-role/ModelGovReader/collector"
    assert given["AssumedRoleUser"]["Arn"] == arn
    inside = aws.session.client(
        "sts",
        region_name="eu-west-1",
        endpoint_url=aws.endpoint_url,
        aws_access_key_id=given["Credentials"]["AccessKeyId"],
        aws_secret_access_key=given["Credentials"]["SecretAccessKey"],
        aws_session_token=given["Credentials"]["SessionToken"],
    )
    who = inside.get_caller_identity()
    assert (who["Account"], who["Arn"]) == (account, arn)


def test_a_session_of_another_emulation_is_refused(aws: Emulator):
    stranger = aws.session.client(
        "sagemaker",
        region_name="eu-west-1",
        endpoint_url=aws.endpoint_url,
        aws_access_key_id="ASIA1234567890ABCDEF",
        aws_secret_access_key="x",
    )
    with pytest.raises(ClientError) as refused:
        stranger.list_models()
    assert refused.value.response["Error"]["Code"] == "UnrecognizedClientException"


@pytest.mark.parametrize(
    ("service", "operation", "given"),
    [
        ("sagemaker", "list_projects", {}),
        ("quicksight", "describe_folder", {"AwsAccountId": GOVERNANCE, "FolderId": "f"}),
        ("cloudwatch", "list_managed_insight_rules", {"ResourceARN": "arn:aws:x"}),
        ("pricing", "describe_services", {}),
        ("sqs", "list_message_move_tasks", {"SourceArn": "arn:aws:sqs:us-east-1:1:q"}),
        ("iam", "get_organizations_access_report", {"JobId": "1" * 36}),
        ("oam", "list_links", {}),
    ],
)
def test_a_missing_operation_is_refused_once_and_by_name(
    aws: Emulator, account: str, service: Any, operation: Any, given: Any
):
    client = aws.client(service, account)
    with pytest.raises(ClientError) as refused:
        getattr(client, operation)(**given)
    assert refused.value.response["Error"]["Code"] == "UnknownOperationException"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert refused.value.response["ResponseMetadata"]["RetryAttempts"] == 0


def test_an_object_survives_s3_byte_for_byte(aws: Emulator, account: str):
    s3 = aws.client("s3", account)
    s3.create_bucket(Bucket="bucket-one")
    body = bytes(range(256)) * 1_000
    s3.put_object(Bucket="bucket-one", Key="a/b c", Body=body, Metadata={"under_score": "1"})
    got = s3.get_object(Bucket="bucket-one", Key="a/b c")
    assert got["Body"].read() == body
    assert s3.head_object(Bucket="bucket-one", Key="a/b c")["ContentLength"] == len(body)
