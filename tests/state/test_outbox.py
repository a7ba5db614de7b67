"""The outbox: one notice for each step and rule, taken by one sender at a time."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from modelgov.record.finding import Change, Severity, Status, Transition
from modelgov.state.notice import Notice, NoticeState, key
from modelgov.state.store import State

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
LEASE = timedelta(minutes=5)
STEP = Transition(
    finding_id="registry-owner/arn:g",
    control_id="registry-owner",
    asset="arn:g",
    account_id="123456789012",
    region="eu-west-1",
    business_unit="Retail",
    team="churn",
    owner="unassigned",
    severity=Severity.HIGH,
    title="Every model has an owner",
    status=Status.FAIL,
    reason="Nobody is named as the owner: “none”.",
    change=Change.OPENED,
    position=7,
    at=NOW,
)


def taken(state: State, now: datetime = NOW) -> Notice:
    notice = state.notices.take(now, LEASE)
    assert notice is not None
    return notice


def test_a_step_is_kept_once_for_each_rule(state: State) -> None:
    wanted = [("a", STEP), ("b", STEP), ("a", replace(STEP, position=8))]
    assert state.notices.add(wanted, NOW) == 3
    assert state.notices.add([*wanted, ("a", replace(STEP, position=9))], NOW) == 1
    assert state.notices.add([("c", STEP), ("c", STEP)], NOW) == 1
    assert len(state.notices.newest(limit=100)) == 5


def test_many_are_kept_in_one_step(state: State) -> None:
    wanted = [("a", replace(STEP, position=number)) for number in range(1201)]
    assert state.notices.add(wanted, NOW) == 1201


def test_a_notice_tells_the_step_as_it_was(state: State) -> None:
    state.notices.add([("a", STEP)], NOW)
    notice = taken(state)
    assert notice.about == STEP
    assert (notice.rule, notice.tries, notice.state, notice.sent_at) == ("a", 1, NoticeState.WAITING, None)
    assert notice.key == key(STEP, "a") == "notice_3d8c50801620972315ba3a9b05c2a7ee"


def test_what_is_taken_is_ours_until_the_lease_is_over(state: State) -> None:
    state.notices.add([("a", STEP)], NOW)
    taken(state)
    assert state.notices.take(NOW + LEASE - timedelta(seconds=1), LEASE) is None
    assert taken(state, NOW + LEASE).tries == 2


def test_what_is_due_longest_comes_first_and_rules_may_be_left_out(state: State) -> None:
    state.notices.add([("a", STEP), ("b", STEP)], NOW)
    state.notices.add([("c", STEP)], NOW - timedelta(hours=1))
    assert [taken(state).rule for _ in range(2)] == ["c", "a"]
    assert state.notices.take(NOW, LEASE, without={"b"}) is None
    assert taken(state).rule == "b"


def test_all_that_a_rule_has_due_may_be_taken_at_once(state: State) -> None:
    state.notices.add([("a", replace(STEP, position=number)) for number in range(4)], NOW)
    state.notices.add([("b", STEP)], NOW)
    first = taken(state)
    rest = state.notices.take_alike("a", NOW, LEASE, 2)
    assert [notice.about.position for notice in (first, *rest)] == [0, 1, 2]
    assert {notice.tries for notice in rest} == {1}


def test_what_was_sent_is_never_taken_again(state: State) -> None:
    state.notices.add([("a", STEP)], NOW)
    state.notices.sent([taken(state)], NOW)
    assert state.notices.take(NOW + timedelta(days=400), LEASE) is None
    (notice,) = state.notices.newest(NoticeState.SENT, limit=9)
    assert (notice.sent_at, notice.last_error) == (NOW, "")


def test_what_failed_waits_with_its_error(state: State) -> None:
    state.notices.add([("a", STEP)], NOW)
    state.notices.failed({taken(state): NOW + timedelta(minutes=1)}, "x" * 900)
    assert state.notices.take(NOW, LEASE) is None
    again = taken(state, NOW + timedelta(minutes=1))
    assert (again.tries, again.last_error) == (2, "x" * 500)


def test_what_is_given_up_is_taken_only_when_somebody_wants_it_again(state: State) -> None:
    state.notices.add([("a", STEP)], NOW)
    state.notices.failed({taken(state): None}, "no")
    assert state.notices.take(NOW + timedelta(days=400), LEASE) is None
    assert [notice.last_error for notice in state.notices.newest(NoticeState.GIVEN_UP, limit=9)] == ["no"]
    assert state.notices.again(NOW) == 1
    assert taken(state).tries == 1


def test_a_sender_whose_lease_was_over_cannot_put_off_what_another_tries(state: State) -> None:
    state.notices.add([("a", STEP)], NOW)
    late = taken(state)
    other = taken(state, NOW + LEASE)
    state.notices.failed({late: None}, "late")
    assert state.notices.newest(limit=1)[0].state is NoticeState.WAITING
    state.notices.sent([late], NOW)
    state.notices.failed({other: None}, "other")
    assert state.notices.newest(limit=1)[0].state is NoticeState.SENT


def test_senders_at_once_share_the_notices(state: State) -> None:
    state.notices.add([("a", replace(STEP, position=number)) for number in range(40)], NOW)
    positions: list[int] = []

    def take_all() -> None:
        while (notice := state.notices.take(NOW, LEASE)) is not None:
            positions.append(notice.about.position)

    threads = [threading.Thread(target=take_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(positions) == list(range(40))


@given(
    st.builds(
        Transition,
        severity=st.sampled_from(Severity),
        status=st.sampled_from(Status),
        change=st.sampled_from(Change),
        at=st.datetimes(timezones=st.just(UTC)),
    )
)
def test_a_step_comes_back_from_its_body(step: Transition) -> None:
    body = msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(step)))
    assert msgspec.convert(body, Transition) == step
