"""Policies and shares of groups, and who may look at an organisation, where moto differs from AWS."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.emulator import Emulator, emulated_aws

REGION = "eu-west-1"
ACTIONS = ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"]
OWNER = "400000000001"


def code(refused: Any) -> str:
    return refused.value.response["Error"]["Code"]


@pytest.fixture(scope="module")
def organised() -> Iterator[tuple[Emulator, str, str]]:
    """An emulated AWS with an organisation: its management account and two members."""
    with emulated_aws() as aws:
        client = aws.client("organizations", OWNER)
        client.create_organization(FeatureSet="ALL")
        made = [
            client.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"]
            for name in ("one", "two")
        ]
        yield aws, made[0]["AccountId"], made[1]["AccountId"]


def group(aws: Emulator, name: str) -> str:
    sagemaker = aws.client("sagemaker", OWNER, REGION)
    return sagemaker.create_model_package_group(ModelPackageGroupName=name)["ModelPackageGroupArn"]


def policy(principal: Any, action: Any = ACTIONS) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_group_without_a_policy_is_refused_in_words_that_say_so(organised: Any):
    aws, _, _ = organised
    group(aws, "none")
    with pytest.raises(ClientError) as refused:
        aws.client("sagemaker", OWNER, REGION).get_model_package_group_policy(ModelPackageGroupName="none")
    assert code(refused) == "ValidationException"
    assert "Cannot find resource policy" in refused.value.response["Error"]["Message"]


def test_a_policy_is_put_read_replaced_and_deleted(organised: Any):
    aws, one, two = organised
    group(aws, "kept")
    sagemaker = aws.client("sagemaker", OWNER, REGION)
    for account in (one, two):
        sagemaker.put_model_package_group_policy(
            ModelPackageGroupName="kept", ResourcePolicy=policy({"AWS": f"arn:aws:iam::{account}:root"})
        )
    read = sagemaker.get_model_package_group_policy(ModelPackageGroupName="kept")["ResourcePolicy"]
    assert json.loads(read)["Statement"][0]["Principal"]["AWS"] == f"arn:aws:iam::{two}:root"
    sagemaker.delete_model_package_group_policy(ModelPackageGroupName="kept")
    with pytest.raises(ClientError):
        sagemaker.get_model_package_group_policy(ModelPackageGroupName="kept")


def test_a_shared_group_is_found_by_the_account_that_it_is_shared_with_alone(organised: Any):
    aws, one, two = organised
    arn = group(aws, "shared")
    version = aws.client("sagemaker", OWNER, REGION).create_model_package(ModelPackageGroupName="shared")
    ram = aws.client("ram", OWNER, REGION)
    share = ram.create_resource_share(name="s", resourceArns=[arn], principals=[one])["resourceShare"]
    received = aws.client("ram", one, REGION)
    assert [
        row["arn"]
        for row in received.list_resources(resourceOwner="OTHER-ACCOUNTS")["resources"]
        if row["resourceShareArn"] == share["resourceShareArn"]
    ] == [arn]
    told = received.get_resource_shares(
        resourceOwner="OTHER-ACCOUNTS", resourceShareArns=[share["resourceShareArn"]]
    )["resourceShares"]
    assert [row["owningAccountId"] for row in told] == [OWNER]
    assert aws.client("ram", two, REGION).list_resources(resourceOwner="OTHER-ACCOUNTS")["resources"] == []
    principals = ram.list_principals(resourceOwner="SELF", resourceShareArns=[share["resourceShareArn"]])
    assert [row["id"] for row in principals["principals"]] == [one]
    across = aws.client("sagemaker", one, REGION)
    names = across.list_model_package_groups(CrossAccountFilterOption="CrossAccount", MaxResults=100)
    assert arn in {row["ModelPackageGroupArn"] for row in names["ModelPackageGroupSummaryList"]}
    assert (
        across.describe_model_package(ModelPackageName=version["ModelPackageArn"])["ModelPackageVersion"] == 1
    )
    with pytest.raises(ClientError):
        aws.client("sagemaker", two, REGION).describe_model_package(
            ModelPackageName=version["ModelPackageArn"]
        )
    ram.delete_resource_share(resourceShareArn=share["resourceShareArn"])
    assert (
        across.list_model_package_groups(CrossAccountFilterOption="CrossAccount")[
            "ModelPackageGroupSummaryList"
        ]
        == []
    )


def test_a_share_with_somebody_outside_the_organisation_is_refused(organised: Any):
    aws, _, _ = organised
    with pytest.raises(ClientError) as refused:
        aws.client("ram", OWNER, REGION).create_resource_share(
            name="s", resourceArns=[group(aws, "outside")], principals=["999999999999"]
        )
    assert code(refused) == "OperationNotPermittedException"


def test_a_group_that_does_not_exist_cannot_be_shared(organised: Any):
    aws, one, _ = organised
    arn = f"arn:aws:sagemaker:{REGION}:{OWNER}:model-package-group/nothing"
    with pytest.raises(ClientError) as refused:
        aws.client("ram", OWNER, REGION).create_resource_share(name="s", resourceArns=[arn], principals=[one])
    assert code(refused) == "UnknownResourceException"


def from_policy(aws: Emulator, arn: str) -> dict[str, Any]:
    """The share that stands for the group's policy."""
    ram = aws.client("ram", OWNER, REGION)
    rows = ram.list_resources(resourceOwner="SELF", resourceArns=[arn])["resources"]
    shares = ram.get_resource_shares(
        resourceOwner="SELF", resourceShareArns=[row["resourceShareArn"] for row in rows]
    )["resourceShares"]
    [share] = shares
    return share


def test_a_policy_makes_a_share_that_is_found_once_it_is_promoted(organised: Any):
    aws, one, _ = organised
    arn = group(aws, "promoted")
    aws.client("sagemaker", OWNER, REGION).put_model_package_group_policy(
        ModelPackageGroupName="promoted", ResourcePolicy=policy({"AWS": f"arn:aws:iam::{one}:root"})
    )
    share = from_policy(aws, arn)
    assert share["featureSet"] == "CREATED_FROM_POLICY"
    received = aws.client("ram", one, REGION)

    def found() -> list[str]:
        rows = received.list_resources(resourceOwner="OTHER-ACCOUNTS")["resources"]
        return [row["arn"] for row in rows if row["arn"] == arn]

    assert found() == []
    aws.client("ram", OWNER, REGION).promote_resource_share_created_from_policy(
        resourceShareArn=share["resourceShareArn"]
    )
    assert found() == [arn]


@pytest.mark.parametrize("kind", ["role", "every action"])
def test_a_policy_for_a_role_or_for_every_action_cannot_be_promoted(organised: Any, kind: str):
    aws, one, _ = organised
    name = f"unpromoted-{kind.replace(' ', '-')}"
    arn = group(aws, name)
    principal = f"arn:aws:iam::{one}:role/r" if kind == "role" else f"arn:aws:iam::{one}:root"
    aws.client("sagemaker", OWNER, REGION).put_model_package_group_policy(
        ModelPackageGroupName=name,
        ResourcePolicy=policy({"AWS": principal}, ACTIONS if kind == "role" else "*"),
    )
    share = from_policy(aws, arn)
    with pytest.raises(ClientError) as refused:
        aws.client("ram", OWNER, REGION).promote_resource_share_created_from_policy(
            resourceShareArn=share["resourceShareArn"]
        )
    assert code(refused) == "OperationNotPermittedException"


def test_a_share_covers_a_unit_and_the_whole_organisation(organised: Any):
    aws, one, two = organised
    client = aws.client("organizations", OWNER)
    whole = client.describe_organization()["Organization"]["Arn"]
    root = client.list_roots()["Roots"][0]["Id"]
    unit = client.create_organizational_unit(ParentId=root, Name="u")["OrganizationalUnit"]
    client.move_account(AccountId=one, SourceParentId=root, DestinationParentId=unit["Id"])
    ram = aws.client("ram", OWNER, REGION)
    narrow, wide = group(aws, "narrow"), group(aws, "wide")
    ram.create_resource_share(name="n", resourceArns=[narrow], principals=[unit["Arn"]])
    ram.create_resource_share(name="w", resourceArns=[wide], principals=[whole])

    def seen(account: str) -> set[str]:
        rows = aws.client("ram", account, REGION).list_resources(resourceOwner="OTHER-ACCOUNTS")["resources"]
        return {row["arn"] for row in rows} & {narrow, wide}

    assert seen(one) == {narrow, wide}
    assert seen(two) == {wide}


def test_an_owner_that_is_none_is_refused(organised: Any):
    aws, _, _ = organised
    with pytest.raises(ClientError) as refused:
        aws.client("ram", OWNER, REGION).list_resources(resourceOwner="NOBODY")
    assert code(refused) == "InvalidParameterException"


def test_a_delegated_administrator_lists_the_accounts_and_another_member_is_refused(organised: Any):
    aws, one, two = organised
    with pytest.raises(ClientError) as refused:
        aws.client("organizations", two).list_accounts()
    assert code(refused) == "AccessDeniedException"
    aws.client("organizations", OWNER).register_delegated_administrator(
        AccountId=one, ServicePrincipal="ram.amazonaws.com"
    )
    listed = aws.client("organizations", one).list_accounts()["Accounts"]
    assert {row["Id"] for row in listed} == {OWNER, one, two}
    with pytest.raises(ClientError) as changed:
        aws.client("organizations", one).create_organizational_unit(ParentId="r-1234", Name="x")
    assert code(changed) == "AccessDeniedException"


def test_every_member_may_ask_what_its_organisation_is(organised: Any):
    aws, _, two = organised
    told = aws.client("organizations", two).describe_organization()["Organization"]
    assert told["MasterAccountId"] == OWNER


def test_accounts_are_listed_twenty_a_page_at_most(organised: Any):
    aws, _, _ = organised
    client = aws.client("organizations", OWNER)
    page = client.list_accounts(MaxResults=2)
    rest = client.list_accounts(MaxResults=2, NextToken=page["NextToken"])
    assert (len(page["Accounts"]), len(rest["Accounts"])) == (2, 1)
    with pytest.raises(ClientError) as refused:
        client.list_accounts(MaxResults=21)
    assert code(refused) == "InvalidInputException"
