"""Collecting lineage, policies and shares, against the emulated AWS over HTTP."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flow_world import REGION, World, documents_of, newest_of, now

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.flow.collect import Parts, Wish, collect
from modelgov.record.coverage import Outcome

KINDS = ("lineage_artifact", "lineage_context", "lineage_association", "model_group_policy", "resource_share")
POLICY = json.dumps(
    {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sagemaker:Describe*", "Resource": "*"}]}
)


def stored(world: World) -> dict[str, int]:
    return {kind: len(world.entries(kind)) for kind in KINDS}


def calls(world: World, operation: str, account: str, service: str = "sagemaker") -> int:
    return world.aws.counts()["calls"].get(f"{service}|{operation}|{account}|{REGION}", 0)


def train(world: World, account: str, number: int = 1) -> tuple[str, str]:
    """Data, and the job that read it, associated."""
    client = world.sagemaker(account)
    source = {"SourceUri": f"s3://data/{number}"}
    data = client.create_artifact(Source=source, ArtifactType="DataSet")["ArtifactArn"]
    job = f"arn:aws:sagemaker:{REGION}:{account}:experiment-trial-component/t{number}-aws-training-job"
    client.add_association(SourceArn=data, DestinationArn=job, AssociationType="ContributedTo")
    return data, job


def listed(world: World, account: str) -> int:
    pages = world.sagemaker(account).get_paginator("list_associations").paginate()
    return sum(len(page["AssociationSummaries"]) for page in pages)


def test_every_association_is_stored_with_what_its_ends_stand_for(world: World) -> None:
    for account in world.accounts:
        world.furnish(account)
        train(world, account)
    summary = world.collect()
    assert summary.complete
    expected = sum(listed(world, account) for account in world.accounts)
    assert stored(world)["lineage_association"] == expected > 2
    assert stored(world)["lineage_context"] == 2 * 2  # the endpoint and the group of each account


def test_a_second_full_run_stores_nothing_new(world: World) -> None:
    world.furnish(world.accounts[0])
    train(world, world.accounts[0])
    world.collect()
    before = stored(world)
    for full in (True, False):
        summary = world.collect(full=full)
        assert summary.complete
        assert (summary.recorded.new, summary.recorded.changed) == (0, 0)
    assert stored(world) == before


def test_an_incremental_run_asks_only_for_what_was_created_since(world: World) -> None:
    account = world.accounts[0]
    for number in range(101):
        train(world, account, number)
    world.collect()
    assert stored(world)["lineage_association"] == 101
    told = len(world.entries("trail_event"))
    train(world, account, 101)
    world.aws.reset_counts()
    parts = Parts(
        door=world.door(),
        journal=world.journal,
        clock=now,
        documents=documents_of(world.journal),
        newest=newest_of(world.journal),
        progress=world.progress.append,
    )
    wish = Wish(
        accounts=(account,),
        regions=(REGION,),
        threads=1,
        overlap=timedelta(0),
        horizon=timedelta(days=1),
        metric_horizon=timedelta(days=1),
        full=False,
    )
    summary = collect(parts, wish)
    assert summary.complete
    # One page of each, where all would be two: the newest one known, and what came after it.
    assert [calls(world, name, account) for name in ("ListArtifacts", "ListAssociations")] == [1, 1]
    assert summary.recorded.new == 2 + len(world.entries("trail_event")) - told
    assert stored(world)["lineage_association"] == 102


def test_an_association_that_was_deleted_is_seen_so_by_the_next_full_run(world: World) -> None:
    account = world.accounts[0]
    data, job = train(world, account)
    train(world, account, 2)
    world.collect()
    world.sagemaker(account).delete_association(SourceArn=data, DestinationArn=job)
    world.sagemaker(account).delete_artifact(ArtifactArn=data)
    summary = world.collect()
    assert summary.complete
    gone = [entry.asset for kind in KINDS for entry in world.entries(kind) if entry.deleted]
    assert gone == [data, f"{data}/{job}"]


def test_a_refused_list_of_associations_is_coverage_and_the_rest_comes(world: World) -> None:
    account = world.accounts[0]
    world.furnish(account)
    train(world, account)
    world.aws.faults([{"operation": "ListAssociations", "code": "AccessDeniedException", "status": 403}])
    summary = world.collect()
    named = {(gap.account_id, gap.operation, gap.outcome) for gap in summary.gaps}
    assert named == {(one, "ListAssociations", Outcome.DENIED) for one in world.accounts}
    assert stored(world)["lineage_association"] == 0
    assert len(world.entries("endpoint")) == 1
    world.aws.faults([])
    assert world.collect(full=False).complete
    assert stored(world)["lineage_association"] == listed(world, account)


def policies(world: World) -> list[dict[str, Any]]:
    return [json.loads(entry.document) for entry in world.entries("model_group_policy")]


def test_a_group_without_a_policy_is_recorded_so_and_is_no_gap(world: World) -> None:
    world.furnish(world.accounts[0])
    assert world.collect().complete
    [one] = policies(world)
    assert (one["ModelPackageGroupName"], "ResourcePolicy" in one) == ("Card-Fraud", False)


def test_a_policy_is_asked_of_new_groups_and_in_full_runs_of_all(world: World) -> None:
    account = world.accounts[0]
    world.furnish(account)
    world.collect()
    client = world.sagemaker(account)
    client.put_model_package_group_policy(ModelPackageGroupName="Card-Fraud", ResourcePolicy=POLICY)
    client.create_model_package_group(ModelPackageGroupName="new")
    world.aws.reset_counts()
    world.collect(full=False)
    assert calls(world, "GetModelPackageGroupPolicy", account) == 1
    assert [one["ModelPackageGroupName"] for one in policies(world)] == ["Card-Fraud", "new"]
    world.collect()
    last = policies(world)[-1]
    assert (last["ModelPackageGroupName"], last["Grants"][0]["Kind"]) == ("Card-Fraud", "anybody")


def test_a_refused_policy_is_coverage_and_nothing_is_recorded_of_it(world: World) -> None:
    world.furnish(world.accounts[0])
    fault = {"operation": "GetModelPackageGroupPolicy", "code": "AccessDeniedException", "status": 403}
    world.aws.faults([fault])
    summary = world.collect()
    assert {(gap.operation, gap.outcome) for gap in summary.gaps} == {
        ("GetModelPackageGroupPolicy", Outcome.DENIED)
    }
    assert policies(world) == []
    world.aws.faults([])
    world.collect(full=False)
    assert len(policies(world)) == 1


def test_the_policy_of_a_group_that_was_deleted_is_gone_too(world: World) -> None:
    client = world.sagemaker(world.accounts[0])
    client.create_model_package_group(ModelPackageGroupName="short")
    client.put_model_package_group_policy(ModelPackageGroupName="short", ResourcePolicy=POLICY)
    world.collect()
    client.delete_model_package_group(ModelPackageGroupName="short")
    assert world.collect().complete
    assert [entry.deleted for entry in world.entries("model_group_policy")] == [False, True]


@pytest.fixture
def organised(world: World) -> World:
    """The test's accounts in one organisation, so that they can share."""
    owner = world.aws.client("organizations", GOVERNANCE)
    if not _exists(owner):
        owner.create_organization(FeatureSet="ALL")
    world.accounts = [
        GOVERNANCE,
        owner.create_account(AccountName="a", Email="a@example.com")["CreateAccountStatus"]["AccountId"],
    ]
    world.aws.client("iam", world.accounts[1]).create_role(
        RoleName="ModelGovReader", AssumeRolePolicyDocument="{}"
    )
    return world


def _exists(organizations: Any) -> bool:
    try:
        organizations.describe_organization()
    except organizations.exceptions.AWSOrganizationsNotInUseException:
        return False
    return True


def test_a_share_is_seen_by_its_owner_and_by_who_receives_it_until_it_ends(organised: World) -> None:
    owner, receiver = organised.accounts
    arn = organised.sagemaker(owner).create_model_package_group(ModelPackageGroupName="shared")[
        "ModelPackageGroupArn"
    ]
    ram = organised.aws.client("ram", owner, REGION)
    share = ram.create_resource_share(name="s", resourceArns=[arn], principals=[receiver])["resourceShare"]
    assert organised.collect().complete
    seen = [json.loads(entry.document) for entry in organised.entries("resource_share")]
    told = {
        (one["seenBy"], one["resourceOwner"], one["resources"][0]["arn"], one["principals"][0]["accountId"])
        for one in seen
    }
    assert told == {(owner, "SELF", arn, receiver), (receiver, "OTHER-ACCOUNTS", arn, receiver)}
    again = organised.collect()
    assert (again.recorded.new, again.recorded.changed) == (0, 0)
    ram.delete_resource_share(resourceShareArn=share["resourceShareArn"])
    assert organised.collect(full=False).complete
    assert sum(entry.deleted for entry in organised.entries("resource_share")) == 2


def test_where_nothing_is_shared_two_calls_say_so(world: World) -> None:
    world.aws.reset_counts()
    world.collect()
    account = world.accounts[0]
    assert calls(world, "ListResources", account, "ram") == 2
    assert calls(world, "GetResourceShares", account, "ram") == 0
