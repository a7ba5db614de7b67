"""Notices reach where the rules say, signed, each kept once; what fails is tried again and given up."""

import base64
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from receiver import Receiver, receiving
from told import NOW, STEP, opened, rules_in, steps

from modelgov.errors import DeliveryError, ModelgovError, StoreError
from modelgov.flow.delivery import LISTED, signature, written
from modelgov.flow.notice_rule import Rules
from modelgov.flow.notify import LEASE, TRIES, Sent, enqueue, keep_sending, pause_after, sample, send, try_out
from modelgov.record.finding import Change, Severity
from modelgov.state.notice import Notice, NoticeState, key
from modelgov.state.store import State

HOOK = '[[rule]]\nname = "desk"\nto = {{ url = "{}", secret = "env:SECRET" }}\nseverity = "low"\n'
SERVICE = '[[rule]]\nname = "chat"\nto = "{}"\nseverity = "low"\n'


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    found = opened(tmp_path)
    yield found
    found.database.close()


def desk(tmp_path: Path, receiver: Receiver, **environment: str) -> Rules:
    return rules_in(tmp_path, HOOK.format(receiver.url("/desk")), **environment)


def chat(tmp_path: Path, receiver: Receiver) -> Rules:
    return rules_in(tmp_path, SERVICE.format(receiver.url("/chat", "json")))


def sending(state: State, rules: Rules, now: datetime = NOW, chance: float = 1.0) -> Sent:
    return send(state, rules, lambda: now, threading.Event(), lambda: chance)


def only(state: State) -> Notice:
    (notice,) = state.notices.newest(limit=2)
    return notice


def test_the_signature_is_that_of_the_example_of_standard_webhooks() -> None:
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    said = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert said == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_webhook_is_signed_and_tells_the_step(tmp_path: Path, state: State, receiver: Receiver) -> None:
    rules = desk(tmp_path, receiver)
    assert enqueue(state, rules, [STEP], NOW) == 1
    assert sending(state, rules) == Sent(sent=1)
    (call,) = receiver.calls
    assert call.signed
    assert call.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert call.headers["webhook-id"] == key(STEP, "desk")
    assert call.headers["content-type"] == "application/json"
    assert call.json == {
        "type": "finding.opened",
        "timestamp": "2026-11-27T12:00:00Z",
        "data": {
            "finding_id": "registry-owner-resolvable/arn:g",
            "control_id": "registry-owner-resolvable",
            "asset": "arn:g",
            "account_id": "123456789012",
            "region": "eu-west-1",
            "business_unit": "Retail",
            "team": "churn",
            "owner": "unassigned",
            "severity": "high",
            "title": "Every model has an owner",
            "status": "fail",
            "reason": "Nobody is named as the owner.",
            "change": "opened",
            "position": 0,
            "at": "2026-11-27T12:00:00Z",
        },
    }
    assert (only(state).state, only(state).sent_at) == (NoticeState.SENT, NOW)


def test_a_body_that_was_changed_on_its_way_is_not_signed(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    rules = desk(tmp_path, receiver)
    enqueue(state, rules, [STEP], NOW)
    sending(state, rules)
    (call,) = receiver.calls
    assert not replace(call, body=call.body.replace(b"churn", b"fraud")).signed
    assert not replace(call, headers=call.headers | {"webhook-timestamp": "1"}).signed


def test_a_secret_may_be_in_base64_as_the_standard_has_it(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    rules = desk(tmp_path, receiver, SECRET="whsec_YSBzZWNyZXQgb2YgYXQgbGVhc3QgMjQgYnl0ZXM=")
    enqueue(state, rules, [STEP], NOW)
    sending(state, rules)
    assert receiver.calls[0].signed


def test_a_service_is_told_through_apprise(tmp_path: Path, state: State, receiver: Receiver) -> None:
    rules = chat(tmp_path, receiver)
    enqueue(state, rules, [STEP], NOW)
    assert sending(state, rules) == Sent(sent=1)
    (call,) = receiver.calls
    assert call.json["title"] == "Opened: Every model has an owner (high)"
    assert call.json["type"] == "failure"
    assert call.json["message"].splitlines() == [
        "Nobody is named as the owner.",
        "",
        "Asset: arn:g",
        "Account and region: 123456789012, eu-west-1",
        "Business unit, team, owner: Retail, churn, unassigned",
        "Status: fail, since 2026-11-27 12:00 UTC",
        "Finding: registry-owner-resolvable/arn:g",
    ]


def test_many_steps_are_one_message_of_a_service_and_a_request_each_of_a_webhook(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    both = HOOK.format(receiver.url("/desk")) + SERVICE.format(receiver.url("/chat", "json"))
    rules = rules_in(tmp_path, both)
    assert enqueue(state, rules, steps(30), NOW) == 60
    assert sending(state, rules) == Sent(sent=60)
    told = [call for call in receiver.calls if call.path == "/chat"]
    assert [call.json["title"] for call in told] == ["30 findings: 30 opened"]
    assert len({call.headers["webhook-id"] for call in receiver.calls if call.path == "/desk"}) == 30


def test_a_message_of_many_lists_the_worst_and_counts_the_others() -> None:
    many = [
        *steps(LISTED + 2),
        replace(STEP, severity=Severity.CRITICAL, change=Change.RESOLVED, position=99),
    ]
    title, body = written(many)
    assert title == "23 findings: 22 opened, 1 resolved"
    assert body.splitlines()[0].startswith("[critical] resolved: Every model has an owner: ")
    assert body.splitlines()[-1] == "And 3 more; `modelgov notices list` has them all."
    assert len(body.splitlines()) == LISTED + 1


def test_what_others_wrote_makes_no_lines_of_its_own() -> None:
    _, body = written([replace(STEP, owner="lea\nStatus: pass", reason="a\r\nb")])
    assert body.count("\n") == 6
    assert "Status: pass, since" not in body


def test_doing_it_twice_keeps_and_sends_once(tmp_path: Path, state: State, receiver: Receiver) -> None:
    rules = desk(tmp_path, receiver)
    assert enqueue(state, rules, steps(3), NOW) == 3
    sending(state, rules)
    assert enqueue(state, rules, steps(4), NOW) == 1
    assert sending(state, rules) == Sent(sent=1)
    assert len(receiver.calls) == len(set(receiver.keys)) == 4


@pytest.mark.parametrize("code", [500, 429, 404, 302])
def test_what_is_not_taken_waits_longer_each_time_and_is_given_up(
    tmp_path: Path, state: State, receiver: Receiver, code: int
) -> None:
    rules = desk(tmp_path, receiver)
    receiver.answers["/desk"] = code
    enqueue(state, rules, [STEP], NOW)
    now, pauses = NOW, []
    while only(state).state is NoticeState.WAITING:
        assert sending(state, rules, now).failed == 1
        assert sending(state, rules, now) == Sent()
        assert f"127.0.0.1 answered {code}" in only(state).last_error
        pauses.append((only(state).next_try_at - now) / timedelta(minutes=1))
        now = only(state).next_try_at
    assert pauses[:-1] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
    assert only(state).state is NoticeState.GIVEN_UP
    assert len(receiver.calls) == TRIES
    assert {call.path for call in receiver.calls} == {"/desk"}
    receiver.answers.clear()
    assert sending(state, rules, now + timedelta(days=9)) == Sent()
    assert state.notices.again(now) == 1
    assert sending(state, rules, now) == Sent(sent=1)


def test_pauses_are_spread_by_chance() -> None:
    assert pause_after(3, 0.0) == timedelta(minutes=2)
    assert pause_after(3, 1.0) == timedelta(minutes=4)
    assert pause_after(TRIES, 1.0) is None


def test_a_destination_that_fails_holds_up_no_other(tmp_path: Path, state: State, receiver: Receiver) -> None:
    both = HOOK.format(receiver.url("/desk")) + SERVICE.format(receiver.url("/chat", "json"))
    rules = rules_in(tmp_path, both)
    receiver.answers["/desk"] = 503
    enqueue(state, rules, steps(5), NOW)
    done = sending(state, rules)
    assert (done.sent, done.failed, done.given_up) == (5, 1, 0)
    assert [error.where for error in done.errors] == ["rule desk"]


def test_a_service_that_fails_says_why_without_its_secrets(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    url = receiver.url("/hunter2", "json").replace("://", "://lea:hunter3@")
    rules = rules_in(tmp_path, SERVICE.format(url))
    receiver.answers["/hunter2"] = 500
    enqueue(state, rules, steps(2), NOW)
    assert sending(state, rules).failed == 2
    said = {notice.last_error for notice in state.notices.newest(limit=9)}
    assert len(said) == 1
    assert "500" in said.copy().pop()
    assert "hunter" not in said.pop()


def test_a_receiver_that_is_not_there_is_an_error_without_the_path_of_its_url(
    tmp_path: Path, state: State
) -> None:
    rules = rules_in(tmp_path, HOOK.format("http://127.0.0.1:1/hunter2"))
    enqueue(state, rules, [STEP], NOW)
    sending(state, rules)
    assert only(state).last_error == "The notice was not taken: 127.0.0.1 did not answer: ConnectionError."


@pytest.mark.parametrize(
    ("url", "environment", "words"),
    [
        ("env:HOOK", {}, "no HOOK"),
        ("env:HOOK", {"HOOK": "hunter2"}, "none of a webhook"),
        ("http://127.0.0.1:1/", {"SECRET": " "}, "no SECRET"),
        ("http://127.0.0.1:1/", {"SECRET": "hunter2"}, "7 bytes"),
        ("http://127.0.0.1:1/", {"SECRET": "whsec_hunter2"}, "not base64"),
    ],
)
def test_what_the_environment_lacks_shows_when_it_is_sent(
    tmp_path: Path, state: State, url: str, environment: dict[str, str], words: str
) -> None:
    rules = rules_in(tmp_path, HOOK.format(url), **environment)
    enqueue(state, rules, [STEP], NOW)
    assert sending(state, rules).failed == 1
    assert words in only(state).last_error
    assert "hunter2" not in only(state).last_error


def test_a_rule_that_left_the_file_is_told_of_and_may_come_back(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    rules = desk(tmp_path, receiver)
    enqueue(state, rules, steps(3), NOW)
    assert sending(state, chat(tmp_path, receiver)).failed == 3
    assert "not in" in state.notices.newest(limit=1)[0].last_error
    assert sending(state, rules, NOW + timedelta(minutes=1)) == Sent(sent=3)


def test_a_notice_that_ends_its_process_each_time_is_given_up(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    rules = desk(tmp_path, receiver)
    enqueue(state, rules, [STEP], NOW)
    now = NOW
    for _ in range(TRIES):
        assert state.notices.take(now, LEASE) is not None
        now += LEASE
    assert sending(state, rules, now).given_up == 1
    assert "lived" in only(state).last_error
    assert receiver.calls == []


def test_sending_ends_between_two_notices_when_it_is_told_to_stop(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    rules, stop = desk(tmp_path, receiver), threading.Event()
    enqueue(state, rules, steps(3), NOW)
    receiver.goes_on.clear()
    done: list[Sent] = []
    thread = threading.Thread(target=lambda: done.append(send(state, rules, lambda: NOW, stop)))
    thread.start()
    assert receiver.came.wait(20)
    stop.set()
    receiver.goes_on.set()
    thread.join()
    assert done == [Sent(sent=1)]


def test_senders_at_once_send_each_notice_once(tmp_path: Path, state: State, receiver: Receiver) -> None:
    rules = desk(tmp_path, receiver)
    enqueue(state, rules, steps(30), NOW)
    threads = [threading.Thread(target=sending, args=(state, rules)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receiver.calls) == len(set(receiver.keys)) == 30


def test_keeping_waits_for_no_receiver(tmp_path: Path, state: State, receiver: Receiver) -> None:
    rules = desk(tmp_path, receiver)
    enqueue(state, rules, [STEP], NOW)
    receiver.goes_on.clear()
    thread = threading.Thread(target=sending, args=(state, rules))
    thread.start()
    assert receiver.came.wait(20)
    assert enqueue(state, rules, steps(10), NOW) == 10
    assert thread.is_alive()
    assert len(receiver.calls) == 1
    receiver.goes_on.set()
    thread.join()


class Impatient(threading.Event):
    """Waits for a moment only, and ends after so many."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds

    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        self.rounds -= 1
        return self.rounds < 0


def test_a_process_that_goes_on_sends_what_falls_due_and_tells_an_error_once(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    rules = desk(tmp_path, receiver)
    receiver.answers["/desk"] = 503
    enqueue(state, rules, steps(3), NOW)
    troubles: list[ModelgovError] = []
    keep_sending(state, rules, lambda: NOW, Impatient(5), troubles.append)
    assert len(receiver.calls) == 3
    assert [error.where for error in troubles] == ["rule desk"]
    receiver.answers.clear()
    keep_sending(state, rules, lambda: NOW + timedelta(minutes=1), Impatient(2), troubles.append)
    assert len(receiver.calls) == 6
    assert len(troubles) == 1


def test_a_state_that_is_gone_is_told_and_does_not_end_the_sending(
    tmp_path: Path, state: State, receiver: Receiver
) -> None:
    with state.database.writing() as connection:
        connection.exec_driver_sql("drop table notice")
    troubles: list[ModelgovError] = []
    keep_sending(state, desk(tmp_path, receiver), lambda: NOW, Impatient(3), troubles.append)
    assert [type(error) for error in troubles] == [StoreError]


def test_a_sample_is_sent_at_once_and_not_kept(tmp_path: Path, state: State, receiver: Receiver) -> None:
    rules = desk(tmp_path, receiver)
    try_out(rules.rows[0], rules, sample(NOW), NOW)
    assert receiver.calls[0].signed
    assert "Nothing is wrong" in receiver.calls[0].json["data"]["reason"]
    receiver.answers["/desk"] = 410
    with pytest.raises(DeliveryError, match="410") as raised:
        try_out(rules.rows[0], rules, sample(NOW), NOW)
    assert raised.value.where == "rule desk"
    assert state.notices.newest(limit=1) == ()
