"""The control plane: counting calls and making them fail."""

import time
from typing import Any
from urllib.error import HTTPError

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator, emulated_aws


@pytest.fixture(scope="module")
def aws():
    with emulated_aws() as running:
        yield running


@pytest.fixture(autouse=True)
def no_faults_left(aws: Emulator):
    yield
    aws.faults([])


def test_calls_are_counted_by_service_operation_account_and_region(aws: Emulator, account: str):
    client = aws.client("sagemaker", account, "eu-west-1")
    aws.client("s3", account, "us-east-1").list_buckets()
    aws.reset_counts()
    for _ in range(3):
        client.list_models()
    aws.client("s3", account, "us-east-1").list_buckets()
    counted = aws.counts()
    assert counted["calls"] == {
        f"sagemaker|ListModels|{account}|eu-west-1": 3,
        f"s3|ListBuckets|{account}|us-east-1": 1,
    }
    assert (counted["total"], counted["throttled"]) == (4, 0)
    assert counted["cpu_s"] >= 0


def refusals(client: Any, calls: int) -> list[str]:
    refused = []
    for _ in range(calls):
        try:
            client.list_models()
        except ClientError as error:
            refused.append(error.response["Error"]["Code"])
    return refused


def test_a_rate_of_calls_in_one_region_is_throttled_the_same_way_each_time(aws: Emulator, account: str):
    once = Config(retries={"total_max_attempts": 1})
    throttled, untouched = (
        aws.session.client(
            "sagemaker",
            region_name=region,
            endpoint_url=aws.endpoint_url,
            config=once,
            **aws.keys(account),
        )
        for region in ("us-east-1", "eu-west-1")
    )
    row = {"service": "sagemaker", "region": "us-east-1", "rate": 0.3, "code": "ThrottlingException"}
    counts = []
    for _ in range(2):
        aws.faults([row])
        aws.reset_counts()
        assert set(refusals(throttled, 100)) == {"ThrottlingException"}
        counts.append(aws.counts()["throttled"])
    assert counts[0] == counts[1]
    assert 15 < counts[0] < 45
    assert refusals(untouched, 20) == []


@pytest.mark.parametrize(
    ("service", "operation", "given"),
    [
        ("sagemaker", "list_models", {}),
        ("sts", "get_caller_identity", {}),
        ("s3", "list_buckets", {}),
        ("quicksight", "list_users", {"AwsAccountId": "1" * 12, "Namespace": "default"}),
        ("cloudwatch", "list_metrics", {}),
        ("sqs", "list_queues", {}),
    ],
)
def test_every_protocol_reads_the_refusal(
    aws: Emulator, account: str, service: Any, operation: Any, given: Any
):
    aws.faults([{"account": account, "code": "AccessDeniedException", "status": 403, "message": "no"}])
    with pytest.raises(ClientError) as refused:
        getattr(aws.client(service, account), operation)(**given)
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    assert refused.value.response["Error"]["Message"] == "no"


def test_the_role_of_one_account_is_refused_and_that_of_another_is_not(
    aws: Emulator, account: str, other_account: str
):
    for one in (account, other_account):
        aws.client("iam", one).create_role(RoleName="ModelGovReader", AssumeRolePolicyDocument="{}")
    row = {"operation": "AssumeRole", "request": f"*{account}*", "code": "AccessDenied", "status": 403}
    aws.faults([row])
    with pytest.raises(ClientError) as refused:
        aws.client("sagemaker", account, role="ModelGovReader")
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    aws.client("sagemaker", other_account, role="ModelGovReader").list_models()


def test_a_delay_is_waited_for(aws: Emulator, account: str):
    client = aws.client("sagemaker", account)
    aws.faults([{"operation": "ListModels", "delay_ms": 300}])
    began = time.monotonic()
    client.list_models()
    assert time.monotonic() - began >= 0.3


def test_one_record_is_made_malformed_and_the_others_are_not(aws: Emulator, account: str):
    client = aws.client("sagemaker", account, "eu-west-1")
    client.create_model_package_group(ModelPackageGroupName="g")
    for _ in range(3):
        client.create_model_package(ModelPackageGroupName="g", CustomerMetadataProperties={"auc": "0.5"})
    aws.faults(
        [
            {
                "operation": "Search",
                "corrupt_arn": "*:model-package/g/2",
                "corrupt_field": "CustomerMetadataProperties.auc",
                "corrupt_value": 7,
            }
        ]
    )
    found = client.search(Resource="ModelPackage")["Results"]
    values = {
        one["ModelPackage"]["ModelPackageVersion"]: one["ModelPackage"]["CustomerMetadataProperties"]["auc"]
        for one in found
    }
    assert values == {1: "0.5", 2: 7, 3: "0.5"}


def test_a_misspelt_fault_is_refused(aws: Emulator):
    with pytest.raises(HTTPError):
        aws.faults([{"opration": "Search"}])


def test_saving_without_a_state_file_is_refused(aws: Emulator):
    with pytest.raises(HTTPError):
        aws.save()
