"""A waiver counts by the word of two people, for a reason, until a day."""

import contextlib
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from modelgov.errors import StateError
from modelgov.state.store import State
from modelgov.state.waiver import Waiver, Wish

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ARN = "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn"
WISH = Wish(
    control_id="registry-owner-resolvable",
    asset=ARN,
    why="The team moves; the new owner starts in January.",
    until=date(2027, 1, 31),
    asked_by="Lea",
)


def test_what_is_asked_for_does_not_count_yet(state: State) -> None:
    asked = state.waivers.ask(WISH, NOW)
    assert (asked.control_id, asked.asset, asked.asked_by, asked.asked_at) == (
        *(WISH.control_id, WISH.asset, "Lea"),
        NOW,
    )
    assert state.waivers.active(NOW) == ()
    assert state.waivers.all() == (asked,)


def test_what_another_person_approves_counts(state: State) -> None:
    asked = state.waivers.ask(WISH, NOW)
    approved = state.waivers.approve(asked.id, " Max ", NOW + timedelta(hours=1))
    assert approved == replace(asked, approved_by="Max", approved_at=NOW + timedelta(hours=1))
    assert state.waivers.active(NOW) == (approved,)


@pytest.mark.parametrize("by", ["Lea", "lea", " LEA ", "\tlea\n"])
def test_who_asked_cannot_approve_however_the_name_is_spelt(state: State, by: str) -> None:
    asked = state.waivers.ask(WISH, NOW)
    with pytest.raises(StateError, match="Another person than who asked"):
        state.waivers.approve(asked.id, by, NOW)
    assert state.waivers.active(NOW) == ()


def test_it_counts_to_the_end_of_its_last_day_in_utc(state: State) -> None:
    state.waivers.approve(state.waivers.ask(WISH, NOW).id, "max", NOW)
    last = datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC)
    assert len(state.waivers.active(last)) == 1
    assert state.waivers.active(last + timedelta(seconds=1)) == ()
    tokyo = datetime(2027, 2, 1, 8, tzinfo=UTC).astimezone()
    assert state.waivers.active(tokyo) == ()


def test_revoking_ends_it_and_refuses_what_nobody_approved(state: State) -> None:
    first, second = state.waivers.ask(WISH, NOW), state.waivers.ask(WISH, NOW)
    state.waivers.approve(first.id, "max", NOW)
    assert state.waivers.revoke(first.id, "lea", NOW).revoked_by == "lea"
    state.waivers.revoke(second.id, "max", NOW)
    assert state.waivers.active(NOW) == ()
    with pytest.raises(StateError, match="revoked by max"):
        state.waivers.approve(second.id, "eve", NOW)
    with pytest.raises(StateError, match="already"):
        state.waivers.revoke(second.id, "eve", NOW)


def test_it_is_approved_once(state: State) -> None:
    asked = state.waivers.ask(WISH, NOW)
    state.waivers.approve(asked.id, "max", NOW)
    with pytest.raises(StateError, match="approved by max already"):
        state.waivers.approve(asked.id, "eve", NOW)


def test_of_two_who_approve_at_once_one_does(state: State) -> None:
    asked = state.waivers.ask(WISH, NOW)
    done: list[str] = []

    def approve(by: str) -> None:
        with contextlib.suppress(StateError):
            done.append(str(state.waivers.approve(asked.id, by, NOW).approved_by))

    threads = [threading.Thread(target=approve, args=(by,)) for by in ("max", "eve", "kim")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [waiver.approved_by for waiver in state.waivers.active(NOW)] == done
    assert len(done) == 1


def test_what_ended_before_somebody_approved_it_is_too_late(state: State) -> None:
    asked = state.waivers.ask(WISH, NOW)
    with pytest.raises(StateError, match="ended on 2027-01-31"):
        state.waivers.approve(asked.id, "max", datetime(2027, 2, 1, tzinfo=UTC))


def test_there_is_no_waiver_of_another_number(state: State) -> None:
    for decide in (state.waivers.approve, state.waivers.revoke):
        with pytest.raises(StateError, match="no waiver 7"):
            decide(7, "max", NOW)


@pytest.mark.parametrize("until", [date(2026, 11, 27), date(2027, 11, 27)])
def test_today_and_a_year_ahead_may_be_asked_for(state: State, until: date) -> None:
    assert state.waivers.ask(replace(WISH, until=until), NOW).until == until


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": date(2026, 11, 26)},
        {"until": date(2027, 11, 28)},
        {"why": "  "},
        {"why": "x" * 2001},
        {"asked_by": " "},
        {"control_id": "registry"},
        {"control_id": "registry-*"},
        {"control_id": "Registry Owner"},
        {"asset": ""},
        {"asset": "*"},
        {"asset": "arn:*:group/a"},
        {"asset": "arn:a**"},
        {"asset": "arn:a\nb"},
    ],
    ids=str,
)
def test_what_could_never_be_is_refused(state: State, wrong: dict[str, object]) -> None:
    with pytest.raises(StateError) as raised:
        state.waivers.ask(replace(WISH, **wrong), NOW)  # type: ignore[arg-type]
    assert raised.value.remedy.endswith(".")
    assert state.waivers.all() == ()


def of(asset: str) -> Waiver:
    return Waiver(
        id=1,
        control_id="a-b",
        asset=asset,
        why="why",
        until=date(2027, 1, 1),
        asked_by="lea",
        asked_at=NOW,
    )


def test_it_covers_one_asset_or_all_that_begin_so() -> None:
    assert of(ARN).covers("a-b", ARN)
    assert not of(ARN).covers("a-b", f"{ARN}-2")
    assert not of(ARN).covers("a-c", ARN)
    assert of(f"{ARN}*").covers("a-b", ARN)
    assert of(f"{ARN}*").covers("a-b", f"{ARN}/7")
    assert not of(f"{ARN}*").covers("a-b", ARN[:-1])
