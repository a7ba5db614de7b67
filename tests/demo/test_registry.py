"""What AWS keeps of a registration and of a change to it, where moto does not."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator

GROUP = "Credit-PD"


@pytest.fixture
def group(sagemaker: Any):
    sagemaker.create_model_package_group(
        ModelPackageGroupName=GROUP, Tags=[{"Key": "owner", "Value": "lea.martin@example.com"}]
    )
    return GROUP


@pytest.fixture
def arn(sagemaker: Any, group: str):
    return sagemaker.create_model_package(
        ModelPackageGroupName=group,
        CustomerMetadataProperties={"auc": "0.81", "note": "first"},
        ModelCard={"ModelCardContent": "{}", "ModelCardStatus": "Draft"},
    )["ModelPackageArn"]


def code_of(refused: Any):
    return refused.value.response["Error"]["Code"]


def test_an_update_leaves_what_it_does_not_name(sagemaker: Any, arn: str):
    sagemaker.update_model_package(
        ModelPackageArn=arn, ModelApprovalStatus="Approved", ApprovalDescription="good"
    )
    sagemaker.update_model_package(
        ModelPackageArn=arn, ModelLifeCycle={"Stage": "Production", "StageStatus": "Approved"}
    )
    seen = sagemaker.describe_model_package(ModelPackageName=arn)
    assert seen["ModelApprovalStatus"] == "Approved"
    assert seen["ApprovalDescription"] == "good"
    assert seen["CustomerMetadataProperties"] == {"auc": "0.81", "note": "first"}
    assert seen["ModelLifeCycle"] == {"Stage": "Production", "StageStatus": "Approved"}


def test_an_update_merges_and_removes_metadata_properties(sagemaker: Any, arn: str):
    sagemaker.update_model_package(
        ModelPackageArn=arn,
        CustomerMetadataProperties={"auc": "0.82", "ks": "0.4"},
        CustomerMetadataPropertiesToRemove=["note"],
    )
    seen = sagemaker.describe_model_package(ModelPackageName=arn)
    assert seen["CustomerMetadataProperties"] == {"auc": "0.82", "ks": "0.4"}


def test_an_update_of_the_cards_status_keeps_its_content(sagemaker: Any, arn: str):
    sagemaker.update_model_package(ModelPackageArn=arn, ModelCard={"ModelCardStatus": "Approved"})
    seen = sagemaker.describe_model_package(ModelPackageName=arn)
    assert seen["ModelCard"] == {"ModelCardContent": "{}", "ModelCardStatus": "Approved"}


def test_the_modern_fields_are_kept(sagemaker: Any, group: str):
    given = {
        "ModelLifeCycle": {"Stage": "Development", "StageStatus": "InProgress", "StageDescription": "d"},
        "ModelCard": {"ModelCardContent": '{"a": 1}', "ModelCardStatus": "Draft"},
        "SourceUri": "s3://models/x",
        "SkipModelValidation": "All",
        "SecurityConfig": {"KmsKeyId": "key"},
    }
    arn = sagemaker.create_model_package(ModelPackageGroupName=group, **given)["ModelPackageArn"]
    seen = sagemaker.describe_model_package(ModelPackageName=arn)
    assert {name: seen[name] for name in given} == given


def test_a_client_token_registers_once(sagemaker: Any, group: str):
    first = sagemaker.create_model_package(ModelPackageGroupName=group, ClientToken="t1")
    again = sagemaker.create_model_package(ModelPackageGroupName=group, ClientToken="t1")
    assert first["ModelPackageArn"] == again["ModelPackageArn"]
    listed = sagemaker.list_model_packages(ModelPackageGroupName=group)["ModelPackageSummaryList"]
    assert len(listed) == 1


def test_a_client_token_for_another_request_is_refused(sagemaker: Any, group: str):
    sagemaker.create_model_package(ModelPackageGroupName=group, ClientToken="t2")
    with pytest.raises(ClientError) as refused:
        sagemaker.create_model_package(
            ModelPackageGroupName=group, ClientToken="t2", ModelPackageDescription="other"
        )
    assert code_of(refused) == "ValidationException"


def test_a_group_may_be_given_by_its_arn(sagemaker: Any, group: str):
    whole = sagemaker.describe_model_package_group(ModelPackageGroupName=group)["ModelPackageGroupArn"]
    sagemaker.create_model_package(ModelPackageGroupName=whole)
    listed = sagemaker.list_model_packages(ModelPackageGroupName=whole)["ModelPackageSummaryList"]
    assert [one["ModelPackageGroupName"] for one in listed] == [group]
    assert (
        sagemaker.describe_model_package_group(ModelPackageGroupName=whole)["ModelPackageGroupName"] == group
    )


def test_a_mixed_case_arn_finds_the_version(sagemaker: Any, arn: str):
    assert "/credit-pd/1" in arn
    mixed = arn.replace("credit-pd", GROUP)
    assert sagemaker.describe_model_package(ModelPackageName=mixed)["ModelPackageArn"] == arn


def test_tags_on_a_version_are_refused(sagemaker: Any, group: str):
    with pytest.raises(ClientError) as refused:
        sagemaker.create_model_package(ModelPackageGroupName=group, Tags=[{"Key": "a", "Value": "b"}])
    assert code_of(refused) == "ValidationException"


def test_a_version_waits_for_approval_unless_told_otherwise(sagemaker: Any, arn: str):
    assert (
        sagemaker.describe_model_package(ModelPackageName=arn)["ModelApprovalStatus"]
        == "PendingManualApproval"
    )


def test_a_second_group_of_the_same_name_is_refused_and_the_first_keeps_its_tags(sagemaker: Any, group: str):
    with pytest.raises(ClientError) as refused:
        sagemaker.create_model_package_group(ModelPackageGroupName=group)
    assert code_of(refused) == "ValidationException"
    whole = sagemaker.describe_model_package_group(ModelPackageGroupName=group)["ModelPackageGroupArn"]
    assert sagemaker.list_tags(ResourceArn=whole)["Tags"][0]["Key"] == "owner"


def test_whoever_changes_a_version_is_recorded(aws: Emulator, account: str, sagemaker: Any, arn: str):
    aws.client("iam", account).create_role(RoleName="ModelApprover", AssumeRolePolicyDocument="{}")
    approver = aws.client(
        "sagemaker", account, "eu-west-1", role="ModelApprover", session_name="lea.martin@example.com"
    )
    approver.update_model_package(ModelPackageArn=arn, ModelApprovalStatus="Rejected")
    seen = sagemaker.describe_model_package(ModelPackageName=arn)
    changed_by = seen["LastModifiedBy"]["IamIdentity"]
    assert changed_by["Arn"] == f"arn:aws:sts::{account}:assumed-role/ModelApprover/lea.martin@example.com"
    assert changed_by["PrincipalId"].endswith(":lea.martin@example.com")
    assert seen["CreatedBy"]["IamIdentity"]["Arn"] == f"arn:aws:iam::{account}:user/administrator"
    assert seen["LastModifiedTime"] >= seen["CreationTime"]
    assert "UserProfileName" not in seen["LastModifiedBy"]


def test_a_studio_profile_is_recorded_as_one(aws: Emulator, account: str, group: str):
    aws.client("iam", account).create_role(RoleName="SageMakerStudioUser", AssumeRolePolicyDocument="{}")
    studio = aws.client(
        "sagemaker", account, "eu-west-1", role="SageMakerStudioUser", session_name="tom.baker@example.com"
    )
    arn = studio.create_model_package(ModelPackageGroupName=group)["ModelPackageArn"]
    creator = studio.describe_model_package(ModelPackageName=arn)["CreatedBy"]
    assert creator["UserProfileName"] == "tom-baker"
    assert creator["DomainId"] == f"d-{account}"


def test_a_version_is_deleted_and_its_number_not_given_again(sagemaker: Any, arn: str, group: str):
    sagemaker.delete_model_package(ModelPackageName=arn)
    with pytest.raises(ClientError) as refused:
        sagemaker.describe_model_package(ModelPackageName=arn)
    assert code_of(refused) == "ValidationException"
    assert sagemaker.create_model_package(ModelPackageGroupName=group)["ModelPackageArn"].endswith("/2")


def test_a_group_is_deleted_only_when_it_is_empty(sagemaker: Any, arn: str, group: str):
    with pytest.raises(ClientError) as refused:
        sagemaker.delete_model_package_group(ModelPackageGroupName=group)
    assert code_of(refused) == "ConflictException"
    sagemaker.delete_model_package(ModelPackageName=arn)
    sagemaker.delete_model_package_group(ModelPackageGroupName=group)
    assert sagemaker.list_model_package_groups()["ModelPackageGroupSummaryList"] == []


def test_many_versions_are_described_at_once(sagemaker: Any, arn: str):
    given = sagemaker.batch_describe_model_package(ModelPackageArnList=[arn, f"{arn}9"])
    assert list(given["ModelPackageSummaries"]) == [arn]
    assert list(given["BatchDescribeModelPackageErrorMap"]) == [f"{arn}9"]


def test_adding_a_tag_again_replaces_its_value(sagemaker: Any, group: str):
    whole = sagemaker.describe_model_package_group(ModelPackageGroupName=group)["ModelPackageGroupArn"]
    sagemaker.add_tags(ResourceArn=whole, Tags=[{"Key": "owner", "Value": "new"}])
    assert sagemaker.list_tags(ResourceArn=whole)["Tags"] == [{"Key": "owner", "Value": "new"}]
    sagemaker.delete_tags(ResourceArn=whole, TagKeys=["owner"])
    assert sagemaker.list_tags(ResourceArn=whole)["Tags"] == []


def test_a_version_has_no_tags_of_its_own(sagemaker: Any, arn: str):
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == []


def test_what_another_account_has_is_not_found_by_its_arn(
    aws: Emulator, sagemaker: Any, other_account: str, group: str
):
    stranger = aws.client("sagemaker", other_account, "eu-west-1")
    stranger.create_model_package_group(ModelPackageGroupName=group)
    theirs = f"arn:aws:sagemaker:eu-west-1:{other_account}:model-package-group/{group}"
    for call in (
        lambda: sagemaker.describe_model_package_group(ModelPackageGroupName=theirs),
        lambda: sagemaker.add_tags(ResourceArn=theirs, Tags=[{"Key": "a", "Value": "b"}]),
        lambda: sagemaker.create_model_package(ModelPackageGroupName=theirs),
    ):
        with pytest.raises(ClientError) as refused:
            call()
        assert code_of(refused) == "ValidationException"


def test_a_list_of_packages_without_a_group_means_the_unversioned_ones(sagemaker: Any, arn: str):
    assert sagemaker.list_model_packages()["ModelPackageSummaryList"] == []
    versioned = sagemaker.list_model_packages(ModelPackageType="Versioned")["ModelPackageSummaryList"]
    assert [one["ModelPackageArn"] for one in versioned] == [arn]


def test_lists_are_ten_to_a_page_and_every_page_is_reached(sagemaker: Any, group: str):
    for _ in range(23):
        sagemaker.create_model_package(ModelPackageGroupName=group)
    first = sagemaker.list_model_packages(ModelPackageGroupName=group)
    assert len(first["ModelPackageSummaryList"]) == 10
    pages = sagemaker.get_paginator("list_model_packages").paginate(ModelPackageGroupName=group)
    versions = [one["ModelPackageVersion"] for page in pages for one in page["ModelPackageSummaryList"]]
    assert versions == list(range(1, 24))
