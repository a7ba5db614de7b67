"""Regions where there is no SageMaker, or none for the account: remembered, and tried again in time."""

from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from flow_world import REGION, World, now

from modelgov.collect.catalog import OPERATIONS

UNKNOWN = {"service": "sagemaker", "code": "UnknownOperationException", "message": "There is no such thing"}


def later(days: int) -> Any:
    def clock() -> datetime:
        return now() + timedelta(days=days)

    return clock


def newest(world: World, run: str) -> dict[tuple[str, str], dict[str, Any]]:
    found = [orjson.loads(entry.document) for entry in world.entries("coverage")]
    return {(row["account_id"], row["operation"]): row for row in found if row["run"] == run}


def asked(world: World) -> int:
    calls = world.aws.counts()["calls"]
    return sum(number for key, number in calls.items() if key.startswith("sagemaker|"))


@pytest.mark.parametrize(
    ("code", "outcome"), [("UnknownOperationException", "not_offered"), ("OptInRequired", "denied")]
)
def test_a_region_that_is_closed_is_asked_once_a_week_and_its_coverage_stays_fresh(
    world: World, code: str, outcome: str
) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults([UNKNOWN | {"code": code}])
    world.aws.reset_counts()
    first = world.collect(full=False)
    assert {row["outcome"] for row in newest(world, first.run).values()} == {outcome}
    assert first.complete is (outcome == "not_offered")
    assert asked(world) == 2 * len(world.accounts)  # Search and the list of the first operation
    world.aws.reset_counts()
    again = world.collect(full=False, clock=later(3))
    rows = newest(world, again.run)
    assert asked(world) == 0
    assert set(rows) == {(account, row.name) for account in world.accounts for row in OPERATIONS}
    assert {row["outcome"] for row in rows.values()} == {outcome}
    assert all(f"Checked on {now():%Y-%m-%d}." in row["reason"] for row in rows.values())


@pytest.mark.parametrize(("days", "full"), [(8, False), (1, True)])
def test_a_closed_region_is_tried_again_after_a_week_or_in_a_full_run(
    world: World, days: int, *, full: bool
) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults([UNKNOWN])
    world.collect(full=False)
    world.aws.faults([])
    summary = world.collect(full=full, clock=later(days))
    assert summary.complete
    assert len(world.entries("model_version")) == 3
    assert world.journal.closed() == {}


def test_an_endpoint_that_has_no_name_is_not_offered_without_another_try(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", "http://sagemaker.nowhere.invalid")
    summary = world.collect(full=False)
    assert summary.complete
    assert {row["outcome"] for row in newest(world, summary.run).values()} == {"not_offered"}
    assert set(world.journal.closed()) == {(account, REGION) for account in world.accounts}


def test_an_endpoint_that_nobody_answers_is_a_gap_and_not_remembered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", "http://127.0.0.1:9")
    summary = world.collect(full=False, attempts=1)
    assert {gap.outcome.value for gap in summary.gaps} == {"failed"}
    assert world.journal.closed() == {}


def test_one_operation_that_is_unknown_closes_nothing(world: World) -> None:
    world.furnish(world.accounts[0])
    world.aws.faults([UNKNOWN | {"operation": "ListProcessingJobs"}])
    summary = world.collect(full=False)
    assert {gap.operation for gap in summary.gaps} == {"ListProcessingJobs"}
    assert world.journal.closed() == {}
