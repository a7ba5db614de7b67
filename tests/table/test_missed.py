"""Changes that no event told of, and the general coverage view."""

from dataclasses import replace

import pytest
from seeing import Seeing

from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import JUDGED, Kind, Observation, Source
from modelgov.record.shape import TABLES
from modelgov.table import covered
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


def test_the_page_counts_by_account_and_region_and_says_what_changed(seeing: Seeing) -> None:
    seeing.see(coverage=[listened(20), listened(60)])
    seeing.see(seen(Kind.MODEL_VERSION, version(1), 10))
    seeing.see(changed(30, 50), changed(31, 31, Source.EVENT, number=2), seen(Kind.MODEL, model("m"), 25))
    found = covered.coverage(seeing.hot(), at(60))["events"]
    assert (found["listened_from"], found["listened_to"]) == (at(20), at(60))
    assert (found["changes"], found["missed"], found["missed_share"]) == (2, 1, 0.5)
    assert [(row["account_id"], row["region"], row["missed_share"]) for row in found["places"]] == [
        (ACCOUNT, REGION, 0.5)
    ]
    (row,) = found["newest"]
    assert (row["what"], row["before"], row["after"]) == ("approval", "PendingManualApproval", "Approved")
    assert (row["model_group"], row["version"], row["found_at"]) == ("fraud", 1, at(50))


def test_where_nothing_changed_or_nobody_listened_the_page_has_no_share(seeing: Seeing) -> None:
    none = covered.coverage(seeing.hot(), at(60))["events"]
    assert (none["listened_from"], none["missed_share"], none["places"]) == (None, None, [])
    seeing.see(changed(30, 40), coverage=[listened(50), listened(60)])
    quiet = covered.coverage(seeing.hot(), at(60))["events"]
    assert (quiet["listened_from"], quiet["changes"], quiet["missed_share"]) == (at(50), 0, None)


def test_changes_of_long_ago_are_not_counted(seeing: Seeing) -> None:
    seeing.see(changed(30, 50), coverage=[listened(20), listened(60)])
    assert covered.coverage(seeing.hot(), at(60 * 24 * 40))["events"]["changes"] == 0


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
        table.name
        for table in TABLES
        if table.kind not in (None, *JUDGED) and table.part is None and not table.cold
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
