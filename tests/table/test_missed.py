"""Changes that no event told of, and the general coverage view."""

from dataclasses import replace

import pytest
from seeing import Seeing

from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import TABLES
from modelgov.table.view import view
from sample import ACCOUNT, REGION, at, endpoint, model, read, seen, version

MISSED = "select kind, asset, lag_seconds from missed_event order by asset"
RATE = "select account_id, region, changes, missed, missed_share from event_rate"


def listened(minute: float, run: str = "watch-1") -> Coverage:
    return read(operation="watch", run=run, minute=minute)


def told(state: Observation, minute: float) -> Coverage:
    row = read(operation="watch", run="watch-1", minute=minute, asset=state.asset)
    return replace(row, reason=f"An event told of {state.digest}")


def changed(minute: float, found: float, source: Source = Source.API, number: int = 1) -> Observation:
    """A version that was registered before anybody listened and changed at a minute."""
    record = version(number, status="Approved", modified=minute - number)
    return seen(Kind.MODEL_VERSION, record, found, source=source)


def test_a_change_that_only_the_api_showed_is_missed_with_its_lag(seeing: Seeing) -> None:
    seeing.see(coverage=[listened(20), listened(60)])
    seeing.see(changed(30, 50), changed(31, 31, Source.EVENT, number=2))
    assert seeing.one(MISSED) == {
        "kind": "model_version",
        "asset": changed(30, 50).asset,
        "lag_seconds": 20 * 60.0,
    }
    assert seeing.one(RATE) == {
        "account_id": ACCOUNT,
        "region": REGION,
        "changes": 2,
        "missed": 1,
        "missed_share": 0.5,
    }


@pytest.mark.parametrize("minute", [10, 70])
def test_what_changed_while_nobody_listened_is_not_missed(seeing: Seeing, minute: float) -> None:
    seeing.see(changed(minute, 90), coverage=[listened(20), listened(60)])
    assert seeing.ask(MISSED) == []
    assert seeing.ask(RATE) == []


def test_without_a_watch_nothing_is_missed(seeing: Seeing) -> None:
    seeing.see(changed(30, 50))
    assert seeing.ask(RATE) == []


def test_an_event_that_comes_after_the_api_showed_its_change_was_not_missed(seeing: Seeing) -> None:
    state = changed(30, 50)
    seeing.see(state, coverage=[listened(20), listened(60)])
    assert len(seeing.ask(MISSED)) == 1
    seeing.see(coverage=[told(state, 55)])
    assert seeing.ask(MISSED) == []
    assert seeing.one(RATE)["missed_share"] == 0


def test_what_no_event_can_tell_is_not_missed(seeing: Seeing) -> None:
    seeing.see(coverage=[listened(20), listened(60)])
    seeing.see(seen(Kind.MODEL, model("m"), 25))
    seeing.see(seen(Kind.MODEL, model("m") | {"Tags": [{"Key": "a", "Value": "b"}]}, 50))
    runs = endpoint("e", "c", modified=30)
    seeing.see(seen(Kind.ENDPOINT, runs, 30, source=Source.EVENT))
    seeing.see(seen(Kind.ENDPOINT, runs | {"Tags": [{"Key": "a", "Value": "b"}]}, 50))
    seeing.see(seen(Kind.ENDPOINT, runs, 55, deleted=True))
    assert seeing.ask(MISSED) == []
    assert seeing.one(RATE)["changes"] == 1


def test_a_watch_shows_once_in_coverage_and_what_it_was_told_does_not(seeing: Seeing) -> None:
    state = changed(30, 50)
    now = [replace(row, observed_at=seen_now()) for row in (listened(20), listened(60), told(state, 55))]
    seeing.see(state, coverage=now)
    assert seeing.ask("select operation, outcome, gap, named_asset from coverage") == [
        {"operation": "watch", "outcome": "read", "gap": False, "named_asset": ""}
    ]


def seen_now():
    return at(0).now(at(0).tzinfo)


def test_every_table_of_assets_is_looked_at_for_records_that_came_back() -> None:
    statement = view("coverage").statement
    tables = [
        table.name for table in TABLES if table.kind is not None and table.part is None and not table.cold
    ]
    assert [name for name in tables if f"from {name}\n" not in statement] == []


@pytest.mark.parametrize("operation", ["ListProcessingJobs", "DescribeEndpointConfig", "GetMetricData"])
def test_a_read_of_any_name_is_covered_and_its_malformed_record_goes_when_it_reads_well(
    seeing: Seeing, operation: str
) -> None:
    lost = read(Outcome.MALFORMED, operation=operation, asset="arn:lost")
    seeing.see(coverage=[read(operation=operation), replace(lost, full=True)])
    assert [row["named_asset"] for row in seeing.ask("select named_asset from coverage where gap")] == [
        "arn:lost"
    ]
    seeing.see(coverage=[replace(read(operation=operation, run="run-2", minute=70), full=True)])
    assert seeing.one("select operation, gap, run from coverage") == {
        "operation": operation,
        "gap": False,
        "run": "run-2",
    }
