"""A gate: lets a version pass only where all of its controls are known to be well."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.control.gate import Gate
from modelgov.control.judge import Waived
from modelgov.control.library import load
from modelgov.flow.check import Checking
from modelgov.flow.gate import decide
from modelgov.record.coverage import Outcome
from modelgov.record.finding import Status
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from sample import arn, group, read, seen, version

VERSION, GROUP = arn("model-package", "fraud/1"), arn("model-package-group", "fraud")
CONTROLS = ("registry-description", "registry-intended-use")
GATE = Gate(name="production", title="x", approval_status=("Approved",), controls=CONTROLS)
GOOD = {"ModelPackageGroupDescription": "Scores the risk of card fraud for the cards team."}
TAGGED = {"intended_use": "Scores card payments for fraud before they are settled"}


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Checking]:
    settings = Settings(data=str(tmp_path))
    journal, lake = wire.journal(settings), wire.lake(settings)
    hot = wire.hot_tables(settings, journal, lake)
    yield wire.checking(settings, journal, lake, hot, lambda _: hot.catch_up())
    journal.close()


def furnish(
    parts: Checking, *, outcome: Outcome = Outcome.READ, status: str = "Approved", **more: str
) -> None:
    fields = GOOD | more
    parts.journal.record(
        [
            seen(Kind.MODEL_GROUP, group("fraud", tagged=TAGGED) | fields),
            seen(Kind.MODEL_VERSION, version(1, status=status)),
        ],
        [
            read(outcome, operation=name)
            for name in {read for name in CONTROLS for read in load().named(name).reads}
        ],
    )


def test_a_version_is_let_pass_where_every_control_passes(parts: Checking) -> None:
    furnish(parts)
    said = decide(parts, GATE, VERSION)
    assert (said.reasons, said.passes) == ((), True)
    assert {(row.control_id, row.asset, row.status) for row in said.judgements} == {
        ("registry-description", GROUP, Status.PASS),
        ("registry-intended-use", VERSION, Status.PASS),
    }


def test_a_failure_of_its_group_refuses_it_with_the_reason(parts: Checking) -> None:
    furnish(parts, ModelPackageGroupDescription="")
    (reason,) = decide(parts, GATE, VERSION).reasons
    assert reason.startswith(f"registry-description (fail): {GROUP}: ")


def test_what_could_not_be_read_refuses_it_as_well(parts: Checking) -> None:
    furnish(parts, outcome=Outcome.DENIED)
    reasons = decide(parts, GATE, VERSION).reasons
    assert [reason.split(":")[0] for reason in reasons] == [
        "registry-description (unknown)",
        "registry-intended-use (unknown)",
    ]


def test_a_waiver_lets_it_pass(parts: Checking) -> None:
    furnish(parts, ModelPackageGroupDescription="")
    waived = Waived(control_id="registry-description", asset=GROUP, why="Goes next week.")
    said = decide(replace(parts, waived=lambda: (waived,)), GATE, VERSION)
    assert said.passes
    assert Status.EXEMPT in {row.status for row in said.judgements}


def test_a_version_that_waits_for_approval_is_refused_though_nothing_failed(parts: Checking) -> None:
    furnish(parts, status="PendingManualApproval")
    reasons = decide(parts, GATE, VERSION).reasons
    assert "Its approval status is PendingManualApproval, not Approved." in reasons


def test_a_version_that_was_never_seen_is_refused(parts: Checking) -> None:
    furnish(parts)
    said = decide(parts, GATE, arn("model-package", "fraud/9"))
    assert (said.passes, said.judgements) == (False, ())
    assert "never seen" in said.reasons[0]


def test_a_control_that_is_switched_off_or_not_there_is_not_taken_as_passed(parts: Checking) -> None:
    furnish(parts)
    gate = replace(GATE, controls=("registry-nothing",))
    assert decide(parts, gate, VERSION).reasons == (
        "registry-nothing was not judged: there is no such control, or it is switched off here.",
    )


def test_a_gate_of_which_nothing_judges_the_version_itself_refuses_it(parts: Checking) -> None:
    furnish(parts)
    gate = replace(GATE, controls=("registry-description",))
    assert decide(parts, gate, VERSION).reasons == ("No control of the gate judged the version itself.",)
