"""What the runner adds to a control: what was not read, waivers, tiers, and that nothing is judged twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modelgov.control.case import Case, read_cases
from modelgov.control.control import Control
from modelgov.control.judge import Waived
from modelgov.control.library import Library, load
from modelgov.control.trying import judged
from modelgov.errors import ControlError
from modelgov.record.finding import Severity
from modelgov.table.trial import Trial

CONTROLS = load().controls
COVERED = [
    (control, case)
    for control in CONTROLS
    if control.reads
    for case in read_cases(control)
    if "coverage" not in case.tables
]
PLACE = {"account_id": "1", "region": "eu-west-1"}


def case(*descriptions: str | None, **more: object) -> Case:
    groups = [
        {"model_group_arn": f"g{n}", **PLACE, "description": text} for n, text in enumerate(descriptions)
    ]
    return replace(
        Case(
            name="own",
            tables={"model_group": groups},
            expect=[],
            unread=frozenset(),
            now=datetime(2026, 11, 27, tzinfo=UTC),
            parameters={},
        ),
        **more,
    )


@pytest.fixture(scope="module")
def description(library: Library) -> Control:
    return library.named("registry-description")


GOOD = "Scores the risk of card fraud for the cards team."


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_read_that_is_lacking_never_makes_a_pass(trial: Trial, data: st.DataObject) -> None:
    control, read = data.draw(st.sampled_from(COVERED))
    lacking = data.draw(st.sets(st.sampled_from(control.reads)))
    before = judged(trial, control, read)
    after = judged(trial, control, replace(read, unread=read.unread | lacking))
    assert after.keys() == before.keys()
    for asset, row in after.items():
        if before[asset]["status"] != "pass":
            assert row["status"] in ("fail", "unknown"), asset
        elif lacking:
            assert row["status"] == "unknown", asset


@pytest.mark.parametrize("control", [control for control in CONTROLS if control.reads], ids=lambda c: c.id)
def test_with_nothing_read_nothing_passes(trial: Trial, control: Control) -> None:
    passing = next(read for of, read in COVERED if of is control)
    found = judged(trial, control, replace(passing, unread=frozenset(control.reads)))
    assert {row["status"] for row in found.values()} <= {"fail", "unknown"}


def test_a_place_that_was_never_tried_passes_nothing(trial: Trial, description: Control) -> None:
    elsewhere = {"account_id": "2", "region": "eu-west-1", "operation": "x", "gap": False, "named_asset": ""}
    told = case(GOOD)
    tables = {**told.tables, "coverage": [elsewhere]}
    found = judged(trial, description, replace(told, tables=tables))
    assert found["g0"]["status"] == "unknown"


def test_a_record_that_was_left_out_is_not_known_to_pass(trial: Trial, description: Control) -> None:
    read = {**PLACE, "operation": "Search:ModelPackageGroup", "gap": False, "named_asset": ""}
    left_out = {**PLACE, "operation": "Search:ModelPackageGroup", "gap": True, "named_asset": "g0"}
    told = case(GOOD, GOOD)
    found = judged(trial, description, replace(told, tables={**told.tables, "coverage": [read, left_out]}))
    assert {asset: row["status"] for asset, row in found.items()} == {"g0": "unknown", "g1": "pass"}


def test_a_waiver_exempts_what_fails_and_never_passes_it(trial: Trial, description: Control) -> None:
    waived = [
        Waived(control_id=description.id, asset="g0", why="It goes in March."),
        Waived(control_id=description.id, asset="g2", why="It passes anyhow."),
        Waived(control_id="another-control", asset="*", why="Not this one."),
    ]
    found = judged(trial, description, case("", "", GOOD), waived)
    assert {asset: row["status"] for asset, row in found.items()} == {
        "g0": "exempt",
        "g1": "fail",
        "g2": "pass",
    }
    assert "It goes in March." in found["g0"]["reason"]


def test_a_waiver_may_be_for_all_that_begin_so(trial: Trial, description: Control) -> None:
    waived = [Waived(control_id=description.id, asset="g*", why="All.")]
    found = judged(trial, description, case("", ""), waived)
    assert {row["status"] for row in found.values()} == {"exempt"}


@pytest.mark.parametrize("tier", [1, 3])
def test_a_control_for_some_tiers_judges_those_alone(trial: Trial, description: Control, tier: int) -> None:
    told = case("")
    tables = {**told.tables, "governed": [{"asset": "g0", "tier": tier, **PLACE}]}
    found = judged(trial, replace(description, tiers=(1, 2)), replace(told, tables=tables))
    assert set(found) == ({"g0"} if tier == 1 else set())


@pytest.mark.parametrize(("tier", "severity"), [(1, Severity.CRITICAL), (2, Severity.LOW)])
def test_severity_may_differ_for_the_first_tier(
    trial: Trial, description: Control, tier: int, severity: Severity
) -> None:
    told = case("")
    tables = {**told.tables, "governed": [{"asset": "g0", "tier": tier, **PLACE}]}
    chosen = replace(description, severity=Severity.LOW, severity_tier_1=Severity.CRITICAL)
    assert judged(trial, chosen, replace(told, tables=tables))["g0"]["severity"] == severity


def test_an_asset_that_is_judged_twice_is_refused(trial: Trial, description: Control) -> None:
    told = case("")
    with pytest.raises(ControlError, match="more than once"):
        judged(trial, description, replace(told, tables={"model_group": told.tables["model_group"] * 2}))
