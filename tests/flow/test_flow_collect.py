"""Collecting, against the emulated AWS over HTTP."""

from collections import Counter
from datetime import datetime

import orjson
import pytest
from flow_world import REGION, World
from lag import lagging

from modelgov.collect.catalog import AREA_OPERATIONS, OPERATIONS
from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE
from modelgov.errors import CloudError
from modelgov.flow.collect import Progress
from modelgov.record.coverage import Outcome

KINDS = ("model_group", "model_version", "model", "endpoint_config", "endpoint")
SEARCHED = sum(row.search is not None for row in OPERATIONS)


def counts(world: World) -> dict[str, int]:
    return {kind: len(world.entries(kind)) for kind in KINDS}


def registry_marks(world: World) -> dict[str, datetime]:
    marks = {scope.operation: mark for scope, mark in world.journal.watermarks().items()}
    return {operation: mark for operation, mark in marks.items() if operation.startswith("Search:")}


def marked(world: World) -> set[str]:
    return {scope.operation for scope in world.journal.watermarks()}


def test_every_asset_of_every_account_is_stored_once(world: World) -> None:
    for account in world.accounts:
        world.furnish(account)
    summary = world.collect()
    assert summary.complete
    assert counts(world) == {
        "model_group": 2,
        "model_version": 6,
        "model": 2,
        "endpoint_config": 2,
        "endpoint": 2,
    }


def test_an_incremental_and_another_full_run_store_nothing_new(world: World) -> None:
    for account in world.accounts:
        world.furnish(account)
    world.collect()
    before = counts(world)
    for full in (False, True):
        summary = world.collect(full=full)
        assert summary.complete
        assert (summary.recorded.new, summary.recorded.changed) == (0, 0)
    assert counts(world) == before


def test_an_incremental_run_takes_in_what_changed(world: World) -> None:
    arns = world.furnish(world.accounts[0])
    world.collect()
    world.sagemaker(world.accounts[0]).update_model_package(
        ModelPackageArn=arns[1], ModelApprovalStatus="Approved"
    )
    summary = world.collect(full=False)
    assert summary.recorded.changed == 1
    newest = world.entries("model_version")[-1]
    assert (newest.asset, orjson.loads(newest.document)["ModelApprovalStatus"]) == (arns[1], "Approved")


def test_more_records_than_a_page_holds_all_come(world: World) -> None:
    world.furnish(world.accounts[0], versions=230)
    world.aws.reset_counts()
    summary = world.collect()
    key = f"sagemaker|Search|{world.accounts[0]}|{REGION}"
    assert summary.complete
    assert counts(world)["model_version"] == 230
    assert world.aws.counts()["calls"][key] == 2 + SEARCHED  # three pages of versions, one of each other kind


def test_a_region_that_throttles_forty_percent_is_read_wholly_and_coverage_counts_its_requests(
    world: World,
) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults([{"service": "sagemaker", "region": REGION, "rate": 0.4, "code": "ThrottlingException"}])
    world.aws.reset_counts()
    summary = world.collect(attempts=14)
    told = world.aws.counts()
    asked = sum(
        number for name, number in told["calls"].items() if not name.startswith(("sts|", "organizations|"))
    )
    assert summary.complete
    assert sum(scope.calls for scope in summary.scopes) == asked
    assert sum(scope.throttled for scope in summary.scopes) == told["throttled"] > 0


def test_a_refused_account_a_throttled_region_and_a_malformed_record_are_named_and_the_rest_is_taken(
    world: World,
) -> None:
    refused, good = world.accounts
    arns = world.furnish(good)
    world.furnish(good, region="us-east-1")
    world.aws.client("iam", refused).delete_role(RoleName=READER_ROLE)
    world.aws.faults(
        [
            {"service": "sagemaker", "region": "us-east-1", "code": "ThrottlingException"},
            {
                "service": "sagemaker",
                "account": good,
                "region": REGION,
                "corrupt_arn": arns[1],
                "corrupt_field": "ModelPackageVersion",
                "corrupt_value": "seven",
            },
        ]
    )
    summary = world.collect(regions=(REGION, "us-east-1"), attempts=1)
    assert not summary.complete
    named = {(gap.account_id, gap.region, gap.outcome) for gap in summary.gaps}
    assert named == {
        (refused, REGION, Outcome.DENIED),
        (refused, "us-east-1", Outcome.DENIED),
        (good, "us-east-1", Outcome.THROTTLED),
        (good, REGION, Outcome.MALFORMED),
    }
    malformed = next(gap for gap in summary.gaps if gap.outcome is Outcome.MALFORMED)
    assert (malformed.asset, "ModelPackageVersion" in malformed.reason) == (arns[1], True)
    assert {entry.asset for entry in world.entries("model_version")} == set(arns) - {arns[1]}


@pytest.mark.parametrize("code", ["AccessDeniedException", "UnknownOperationException"])
def test_where_search_is_refused_list_and_describe_tell_the_same(world: World, code: str) -> None:
    for account in world.accounts:
        world.furnish(account)
    world.collect()
    before = counts(world)
    world.aws.faults([{"service": "sagemaker", "operation": "Search", "code": code}])
    summary = world.collect()
    assert summary.gaps == ()
    assert counts(world) == before
    assert summary.recorded.new == summary.recorded.changed == 0
    tracked = (
        *("lineage_artifact", "lineage_context", "lineage_association", "model_group_policy"),
        "trail_event",
    )
    others = sum(len(world.entries(kind)) for kind in tracked)
    assert summary.recorded.unchanged == sum(before.values()) + others + len(world.accounts)


def test_where_search_and_lists_are_refused_coverage_says_denied(world: World) -> None:
    world.furnish(world.accounts[0])
    services = ("sagemaker", "application-autoscaling", "ram", "cloudtrail")
    world.aws.faults(
        [{"service": name, "code": "AccessDeniedException", "message": "no"} for name in services]
    )
    summary = world.collect()
    assert Counter(gap.operation for gap in summary.gaps) == {row.name: 2 for row in OPERATIONS}
    assert summary.refused == {Outcome.DENIED: 2 * len(OPERATIONS)}


def test_a_refused_account_is_denied_under_every_operation(world: World) -> None:
    world.aws.client("iam", world.accounts[0]).delete_role(RoleName=READER_ROLE)
    summary = world.collect()
    assert [gap.operation for gap in summary.gaps] == [row.name for row in OPERATIONS]
    assert all("AssumeRole" in gap.reason for gap in summary.gaps)


def test_what_answers_that_it_does_not_exist_is_deleted(world: World) -> None:
    arns = world.furnish(world.accounts[0])
    world.collect()
    sagemaker = world.sagemaker(world.accounts[0])
    sagemaker.delete_model_package(ModelPackageName=arns[2])
    sagemaker.delete_endpoint(EndpointName="Fraud-Endpoint")
    world.aws.faults([{"operation": "LookupEvents", "code": "AccessDeniedException"}])
    assert world.collect(full=False).recorded.changed == 1  # endpoints are read in full each time
    world.aws.faults([])
    summary = world.collect()
    gone = {entry.asset for kind in KINDS for entry in world.entries(kind) if entry.deleted}
    assert summary.complete
    assert gone == {arns[2], f"arn:aws:sagemaker:{REGION}:{world.accounts[0]}:endpoint/Fraud-Endpoint"}
    assert world.collect().recorded.changed == 0


def test_what_a_refused_describe_hides_is_not_deleted_unless_the_trail_tells(world: World) -> None:
    arns = world.furnish(world.accounts[0])
    world.collect()
    world.sagemaker(world.accounts[0]).delete_model_package(ModelPackageName=arns[2])
    refused = [
        {"operation": operation, "code": "AccessDeniedException"}
        for operation in ("DescribeModelPackage", "LookupEvents")
    ]
    world.aws.faults(refused)
    summary = world.collect()
    assert [gap.operation for gap in summary.gaps] == ["Search:ModelPackage", "LookupEvents", "LookupEvents"]
    assert not any(entry.deleted for entry in world.entries("model_version"))


def test_a_record_that_turns_malformed_is_not_deleted(world: World) -> None:
    arns = world.furnish(world.accounts[0])
    world.collect()
    before = registry_marks(world)
    world.sagemaker(world.accounts[0]).update_model_package(
        ModelPackageArn=arns[1], ModelApprovalStatus="Approved"
    )
    world.aws.faults(
        [
            {
                "service": "sagemaker",
                "corrupt_arn": arns[0],
                "corrupt_field": "CreationTime",
                "corrupt_value": "yesterday",
            }
        ]
    )
    for full in (True, False):
        summary = world.collect(full=full)
        assert [gap.asset for gap in summary.gaps] == [arns[0]]
    assert registry_marks(world) == before
    assert not any(entry.deleted for entry in world.entries("model_version"))


def test_a_watermark_waits_until_all_was_read(world: World) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults(
        [{"service": "sagemaker", "operation": "DescribeEndpointConfig", "code": "ThrottlingException"}]
    )
    world.collect(attempts=1)
    assert counts(world)["endpoint_config"] == 0
    lists = {"ListArtifacts", "ListContexts", "ListAssociations"}
    assert marked(world) == {"Search:ModelPackage", "Search:Model", "LookupEvents"} | lists
    world.aws.faults([])
    summary = world.collect(full=False)
    assert summary.complete
    assert counts(world)["endpoint_config"] == 1


class StoppedError(Exception):
    """Somebody stopped the run."""


def stop_after_versions(step: Progress) -> None:
    if step.operation == "Search:Model":
        raise StoppedError


def test_a_run_that_was_stopped_is_gone_on_with(world: World) -> None:
    world.furnish(world.accounts[0])
    with pytest.raises(StoppedError):
        world.collect(progress=stop_after_versions)
    world.progress.clear()
    summary = world.collect()
    assert (summary.resumed, summary.complete) == (True, True)
    assert counts(world)["endpoint"] == 1
    steps = {step.operation for step in world.progress if step.account_id == world.accounts[0]}
    assert "Search:Endpoint" in steps
    assert "Search:ModelPackage" not in steps  # it was read to its end before
    again = world.collect()
    assert (again.resumed, again.recorded.changed) == (False, 0)


def test_progress_ends_once_for_every_account_and_region(world: World) -> None:
    world.furnish(world.accounts[0])
    world.collect(regions=(REGION, "us-east-1"))
    ends = Counter((step.account_id, step.region) for step in world.progress if step.done)
    assert ends == {(a, r): 1 for a in world.accounts for r in (REGION, "us-east-1")}


def test_a_region_without_sagemaker_is_not_a_gap(world: World) -> None:
    summary = world.collect(regions=("us-iso-west-1",))
    assert summary.complete
    outcomes = {orjson.loads(entry.document)["outcome"] for entry in world.entries("coverage")}
    assert outcomes == {"not_offered"}


def test_the_organisation_gives_accounts_with_units_and_tags(world: World) -> None:
    organisations = world.aws.client("organizations", GOVERNANCE)
    organisations.create_organization(FeatureSet="ALL")
    root = organisations.list_roots()["Roots"][0]["Id"]
    unit = organisations.create_organizational_unit(
        ParentId=root, Name="Retail", Tags=[{"Key": "bu", "Value": "retail"}]
    )["OrganizationalUnit"]["Id"]
    inner = organisations.create_organizational_unit(ParentId=unit, Name="Cards")["OrganizationalUnit"]["Id"]
    created = organisations.create_account(
        Email="cards@example.com", AccountName="cards", Tags=[{"Key": "team", "Value": "fraud"}]
    )["CreateAccountStatus"]["AccountId"]
    organisations.move_account(AccountId=created, SourceParentId=root, DestinationParentId=inner)
    world.accounts.clear()
    summary = world.collect()
    documents = [orjson.loads(entry.document) for entry in world.entries("account")]
    cards = next(document for document in documents if document["Id"] == created)
    assert cards["UnitPath"] == "Retail/Cards"
    assert cards["AllTags"] == [
        {"Origin": "account tag", "Key": "team", "Value": "fraud"},
        {"Origin": "unit tag", "Key": "bu", "Value": "retail"},
    ]
    assert {scope.account_id for scope in summary.scopes} >= {created}
    assert world.collect().recorded.new == 0


def test_a_refused_organisation_is_an_error_with_its_remedy(world: World) -> None:
    world.aws.faults([{"service": "organizations", "code": "AccessDeniedException", "message": "no"}])
    world.accounts.clear()
    with pytest.raises(CloudError) as caught:
        world.collect()
    assert "`accounts` setting" in caught.value.remedy


def test_an_organisation_without_accounts_is_an_error_and_not_complete(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.accounts.clear()
    call = "AWSOrganizationsV20161128.ListAccounts"
    with lagging(world.aws.endpoint_url, lambda _, __: {"Accounts": []}, call) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        with pytest.raises(CloudError, match="no accounts") as caught:
            world.collect()
    assert "`accounts` setting" in caught.value.remedy
    assert world.journal.after(0) == []


def test_a_suspended_account_is_covered_and_not_read(world: World) -> None:
    organisations = world.aws.client("organizations", GOVERNANCE)
    closed = organisations.create_account(Email="old@example.com", AccountName="old")
    closed_id = closed["CreateAccountStatus"]["AccountId"]
    organisations.close_account(AccountId=closed_id)
    world.accounts.clear()
    world.collect()
    rows = [orjson.loads(entry.document) for entry in world.entries("coverage")]
    found = {(row["operation"], row["outcome"]) for row in rows if row["account_id"] == closed_id}
    assert found == {(row.name, "not_offered") for row in OPERATIONS}
    statuses = {
        entry.account_id: orjson.loads(entry.document)["Status"] for entry in world.entries("account")
    }
    assert statuses[closed_id] == "SUSPENDED"


def test_tags_that_are_refused_do_not_read_as_taken_away(world: World) -> None:
    world.accounts.clear()
    world.collect()
    before = len(world.entries("account"))
    world.aws.faults(
        [{"service": "organizations", "operation": "ListTagsForResource", "code": "AccessDeniedException"}]
    )
    summary = world.collect()
    assert len(world.entries("account")) == before
    assert {gap.operation for gap in summary.gaps} >= {"ListTagsForResource"}


def test_without_credentials_the_error_says_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(CloudError) as caught:
        world.collect()
    assert "credentials" in caught.value.remedy


def test_a_run_of_one_area_reads_that_and_leaves_the_rest_as_it_was(world: World) -> None:
    world.furnish(world.accounts[0])
    world.collect()
    before = {row["operation"] for row in world.told()}
    summary = world.collect(only=AREA_OPERATIONS["registry"])
    assert summary.complete
    runs = {row["operation"] for row in world.told() if row["run"] == summary.run}
    assert runs == AREA_OPERATIONS["registry"] < before
