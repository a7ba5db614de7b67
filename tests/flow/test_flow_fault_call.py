"""Calls that fail: nothing is lost, nothing is invented, and what stays unseen is named in coverage."""

from collections import Counter
from datetime import datetime, timedelta

import orjson
import pytest
from flow_world import REGION, World, now

from modelgov.collect.catalog import OPERATIONS
from modelgov.lake.entry import Entry
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind


def stored(world: World) -> dict[str, str]:
    """The newest document of every asset, by ARN."""
    entries = [entry for kind in Kind for entry in world.entries(kind) if kind is not Kind.ACCOUNT]
    return {entry.asset: entry.digest for entry in entries}


def rows(world: World, run: str) -> dict[tuple[str, str], dict]:
    """The coverage of whole operations in one run, by account and operation."""
    found = [orjson.loads(entry.document) for entry in world.entries("coverage")]
    return {(row["account_id"], row["operation"]): row for row in found if row["run"] == run}


def gaps(world: World, **fault: object) -> list[tuple[str, Outcome]]:
    world.aws.faults([{"service": "sagemaker", "account": world.accounts[0], **fault}])
    summary = world.collect(attempts=2)
    return [(gap.operation, gap.outcome) for gap in summary.gaps]


@pytest.mark.parametrize("call", ["ListProcessingJobs", "ListModelCards"])
def test_access_denied_on_one_operation_is_its_gap_and_no_other(world: World, call: str) -> None:
    for account in world.accounts:
        world.furnish(account)
    denied = gaps(world, operation=call, code="AccessDeniedException", message="not authorized")
    assert denied == [(call, Outcome.DENIED)]
    assert Counter(entry.account_id for entry in world.entries("model_version")) == dict.fromkeys(
        world.accounts, 3
    )


def test_each_operation_has_its_own_row_whatever_happens_to_another(world: World) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults([{"service": "sagemaker", "operation": "List*", "code": "AccessDeniedException"}])
    summary = world.collect()
    told = rows(world, summary.run)
    assert set(told) == {(account, row.name) for account in world.accounts for row in OPERATIONS}
    assert told[world.accounts[0], "Search:ModelPackage"]["outcome"] == "read"
    assert told[world.accounts[1], "Search:ModelPackage"]["outcome"] == "empty"


def test_a_burst_of_server_errors_is_waited_out(world: World) -> None:
    world.furnish(world.accounts[0])
    burst = {"service": "sagemaker", "code": "InternalFailure", "message": "try later", "status": 500}
    world.aws.faults([burst | {"after": 3, "times": 4}, burst | {"after": 9, "times": 2, "status": 503}])
    summary = world.collect(attempts=8)
    assert (summary.complete, world.aws.counts()["throttled"] >= 6) == (True, True)
    assert len(world.entries("model_version")) == 3


def test_server_errors_without_end_are_failed_and_not_empty(world: World) -> None:
    arns = world.furnish(world.accounts[0])
    broken = {"code": "InternalFailure", "message": "broken", "status": 500}
    assert (
        gaps(world, operation="Search", request='*"ModelPackage"*', **broken) == []
    )  # its list tells the same
    assert {entry.asset for entry in world.entries("model_version")} == set(arns)
    assert gaps(world, operation="*Processing*", **broken) == [("ListProcessingJobs", Outcome.FAILED)]


def test_a_token_that_expires_in_mid_run_is_renewed_and_nothing_is_missing(world: World) -> None:
    world.furnish(world.accounts[0], versions=210)
    expired = {"code": "ExpiredTokenException", "message": "The security token is expired", "status": 403}
    world.aws.reset_counts()
    world.aws.faults([expired | {"service": "sagemaker", "operation": "Search", "after": 3, "times": 1}])
    summary = world.collect()
    entered = sum(n for key, n in world.aws.counts()["calls"].items() if key.startswith("sts|AssumeRole|"))
    assert summary.complete
    assert entered == len(world.accounts) + 1
    assert len(world.entries("model_version")) == 210


def test_a_token_that_stays_expired_is_denied(world: World) -> None:
    world.furnish(world.accounts[0])
    expired = {"service": "sagemaker", "code": "ExpiredTokenException", "status": 403}
    away = expired | {"account": world.accounts[0], "message": "The security token is expired"}
    services = ("sagemaker", "application-autoscaling", "ram", "cloudtrail")
    world.aws.faults([away | {"service": name} for name in services])
    denied = [(gap.operation, gap.outcome) for gap in world.collect(attempts=1).gaps]
    assert denied == [(row.name, Outcome.DENIED) for row in OPERATIONS]
    assert stored(world) == {}


def skewed(hours: int) -> object:
    def clock() -> datetime:
        return now() + timedelta(hours=hours)

    return clock


@pytest.mark.parametrize("hours", [-26, 26])
def test_a_clock_that_is_wrong_loses_and_doubles_nothing(world: World, hours: int) -> None:
    arns = world.furnish(world.accounts[0])
    assert world.collect(clock=skewed(hours)).complete
    before = stored(world)
    again = world.collect(clock=skewed(hours), full=False)
    assert (again.recorded.new, again.recorded.changed) == (0, 0)
    world.sagemaker(world.accounts[0]).update_model_package(
        ModelPackageArn=arns[0], ModelApprovalStatus="Approved"
    )
    assert world.collect(clock=skewed(hours), full=False).recorded.changed == 1
    after = world.collect()  # with the clock put right
    assert (after.complete, after.recorded.new, after.recorded.changed) == (True, 0, 0)
    differ = {asset for asset, digest in stored(world).items() if before.get(asset) != digest}
    assert {asset for asset in differ if asset.startswith("arn:")} == {arns[0]}
    assert not any(entry.deleted for kind in Kind for entry in world.entries(kind))


def test_a_signature_that_a_wrong_clock_made_is_denied_in_its_own_words(world: World) -> None:
    world.furnish(world.accounts[0])
    words = "Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z"
    denied = gaps(world, code="InvalidSignatureException", message=words, status=403)
    assert {outcome for _, outcome in denied} == {Outcome.DENIED}
    entries: list[Entry] = world.entries("coverage")
    assert any(words in orjson.loads(entry.document)["reason"] for entry in entries)
    assert REGION in {entry.region for entry in entries}
