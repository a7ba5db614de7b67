"""CloudTrail, collected through the emulated AWS: what changed, by whom, and what is gone."""

from datetime import timedelta

import orjson
import pytest
from flow_world import REGION, World, now

from modelgov.collect.budget import Budget
from modelgov.lake.entry import Entry
from modelgov.record.observation import Kind

TRAIL = Kind.TRAIL_EVENT.value


def events(world: World) -> dict[str, dict]:
    documents = [orjson.loads(entry.document) for entry in world.entries(TRAIL)]
    return {document["EventName"]: document for document in documents}


def lookups(world: World) -> int:
    key = f"cloudtrail|LookupEvents|{world.accounts[0]}|{REGION}"
    return int(world.aws.counts()["calls"].get(key, 0))


def newest(world: World, kind: Kind, asset: str) -> Entry:
    return [entry for entry in world.entries(kind.value) if entry.asset == asset][-1]


def told(world: World) -> dict[str, str]:
    rows = [row for row in world.told() if row["operation"] == "LookupEvents"]
    return {row["account_id"]: row["outcome"] for row in rows}


def test_every_change_is_stored_with_who_made_it_and_what_it_was_about(world: World) -> None:
    account = world.accounts[0]
    (arn,) = world.furnish(account, versions=1)
    world.aws.client("iam", account).create_role(RoleName="ModelApprover", AssumeRolePolicyDocument="{}")
    lea = {"role": "ModelApprover", "session_name": "lea@example.com"}
    approver = world.aws.client("sagemaker", account, REGION, **lea)
    approver.update_model_package(ModelPackageArn=arn, ModelApprovalStatus="Approved")
    assert world.collect().complete
    who = f"arn:aws:sts::{account}:assumed-role/ModelApprover/lea@example.com"
    (entry,) = [one for one in world.entries(TRAIL) if b"UpdateModelPackage" in one.document]
    assert (entry.actor, entry.actor_arn) == ("lea@example.com", who)
    found = events(world)
    assert sorted(found) == [
        "CreateEndpoint",
        "CreateEndpointConfig",
        "CreateModel",
        "CreateModelPackage",
        "CreateModelPackageGroup",
        "UpdateModelPackage",
    ]
    assert found["UpdateModelPackage"]["ResourceArn"] == arn
    assert found["UpdateModelPackage"]["ApprovalStatus"] == "Approved"
    assert found["UpdateModelPackage"]["UserIdentity"]["type"] == "AssumedRole"
    assert found["CreateModelPackage"]["ResourceArn"] == arn
    assert found["CreateEndpoint"]["ResourceName"] == "Fraud-Endpoint"
    assert found["CreateEndpoint"]["RequestParameters"]["endpointConfigName"] == "Fraud-Config"
    assert told(world) == {world.accounts[0]: "read", world.accounts[1]: "empty"}


def test_a_later_run_stores_only_what_is_new_and_asks_one_page(world: World) -> None:
    world.furnish(world.accounts[0], versions=60)
    world.collect()
    stored = len(world.entries(TRAIL))
    assert lookups(world) == 2  # sixty-four events and fifty a page
    world.aws.reset_counts()
    hours = timedelta(hours=2)  # the overlap is behind, so the first page holds what is new
    world.sagemaker(world.accounts[0]).create_model_package_group(ModelPackageGroupName="later")
    world.collect(full=False, clock=lambda: now() + hours)
    assert len(world.entries(TRAIL)) == stored + 1
    assert lookups(world) <= 2


def test_refused_changes_are_stored_with_their_error_and_reads_are_left_out(world: World) -> None:
    account = world.accounts[0]
    world.aws.faults([{"operation": "DeleteModel", "account": account, "code": "AccessDeniedException"}])
    with pytest.raises(world.sagemaker(account).exceptions.ClientError):
        world.sagemaker(account).delete_model(ModelName="m")
    read = {
        "EventId": "read",
        "EventName": "DescribeModel",
        "ReadOnly": "true",
        "EventTime": now().timestamp(),
        "CloudTrailEvent": "{}",
    }
    world.collect()
    assert events(world)["DeleteModel"]["ErrorCode"] == "AccessDeniedException"
    world.aws.faults([{"operation": "LookupEvents", "answer": {"Events": [read]}}])
    stored = len(world.entries(TRAIL))
    assert world.collect().complete
    assert len(world.entries(TRAIL)) == stored


def test_a_refused_lookup_is_coverage_and_the_rest_is_read(world: World) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults(
        [{"operation": "LookupEvents", "account": world.accounts[0], "code": "AccessDeniedException"}]
    )
    summary = world.collect()
    assert [gap.operation for gap in summary.gaps] == ["LookupEvents"]
    assert told(world) == {world.accounts[0]: "denied", world.accounts[1]: "empty"}
    assert len(world.entries("model_version")) == 3
    assert "LookupEvents" not in {scope.operation for scope in world.journal.watermarks()}


def test_an_event_that_is_not_of_its_form_is_named_and_the_others_are_taken(world: World) -> None:
    odd = {
        "EventId": "odd",
        "EventName": "DeleteModel",
        "EventTime": now().timestamp(),
        "CloudTrailEvent": "{",
    }
    world.aws.faults([{"operation": "LookupEvents", "answer": {"Events": [odd]}}])
    summary = world.collect()
    assert {(gap.operation, gap.outcome.value, gap.asset) for gap in summary.gaps} == {
        ("LookupEvents", "malformed", "odd")
    }


def test_what_was_deleted_is_gone_at_the_next_run_with_who_and_when(world: World) -> None:
    account = world.accounts[0]
    arns = world.furnish(account)
    world.collect()
    world.sagemaker(account).delete_model_package(ModelPackageName=arns[2])
    world.collect(full=False)
    gone = newest(world, Kind.MODEL_VERSION, arns[2])
    assert (gone.deleted, gone.source, gone.actor) == (True, "trail", "administrator")
    assert gone.changed_at <= gone.observed_at
    assert not newest(world, Kind.MODEL_VERSION, arns[1]).deleted
    before = len(world.entries("model_version"))
    world.collect(full=False)
    assert len(world.entries("model_version")) == before


def test_what_was_deleted_and_made_again_is_there(world: World) -> None:
    account = world.accounts[0]
    world.furnish(account)
    world.collect()
    sagemaker = world.sagemaker(account)
    sagemaker.delete_endpoint(EndpointName="Fraud-Endpoint")
    sagemaker.create_endpoint(EndpointName="Fraud-Endpoint", EndpointConfigName="Fraud-Config")
    world.collect(full=False)
    assert [entry.deleted for entry in world.entries("endpoint")] == [False, False]


def test_what_vanished_and_may_not_be_described_is_gone_when_the_trail_says_so(world: World) -> None:
    account = world.accounts[0]
    world.furnish(account)
    world.collect()
    world.sagemaker(account).delete_endpoint(EndpointName="Fraud-Endpoint")
    world.aws.faults([{"operation": "DescribeEndpoint", "account": account, "code": "AccessDeniedException"}])
    world.collect()
    (endpoint,) = {entry.asset for entry in world.entries("endpoint")}
    gone = newest(world, Kind.ENDPOINT, endpoint)
    assert (gone.deleted, gone.source, gone.actor) == (True, "trail", "administrator")


def test_lookups_leave_two_a_second_and_one_by_one() -> None:
    slept: list[float] = []
    budget = Budget(1000, clock=lambda: 0.0, sleep=slept.append)
    for _ in range(3):
        budget.wait("1", "r", "cloudtrail:LookupEvents")
    assert slept == [0.5, 1.0]
    budget.wait("1", "other", "cloudtrail:LookupEvents")
    budget.wait("1", "r", "sagemaker:Search")
    assert slept == [0.5, 1.0]
