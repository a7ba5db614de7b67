"""kill -9 at any moment: no notice is lost, none is kept twice, none that was noted as sent goes again."""

import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from receiver import Receiver, receiving
from told import NOW, opened, rules_in, steps

from modelgov.flow.notify import LEASE, Sent, enqueue, send
from modelgov.state.notice import NoticeState, key

TELLER = Path(__file__).with_name("teller.py")
HOOK = '[[rule]]\nname = "desk"\nto = {{ url = "{}", secret = "env:SECRET" }}\nseverity = "low"\n'
ROUNDS, NUMBER = 5, 60
MINUTES = int(LEASE / timedelta(minutes=1)) + 1  # from a round to the next: what was held is due again


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@contextmanager
def telling(verb: str, folder: Path, number: int, minute: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A child that is ready, and killed at the end."""
    command = [sys.executable, str(TELLER), verb, str(folder), str(number), str(minute)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        yield child
        child.kill()


def finish(folder: Path, minute: int) -> Sent:
    """Keep all steps once more, as whoever was killed does again, and send what is due."""
    state = opened(folder)
    rules = rules_in(folder, (folder / "notices.toml").read_text())
    now = NOW + timedelta(minutes=minute)
    enqueue(state, rules, steps(NUMBER), now)
    done = send(state, rules, lambda: now, threading.Event())
    kept = state.notices.newest(limit=10 * NUMBER)
    assert [notice.about.position for notice in reversed(kept)] == list(range(NUMBER))
    assert {notice.state for notice in kept} == {NoticeState.SENT}
    state.database.close()
    return done


def test_what_was_kept_before_the_kill_is_sent_once(tmp_path: Path, receiver: Receiver) -> None:
    rules_in(tmp_path, HOOK.format(receiver.url("/desk")))
    with telling("keep", tmp_path, NUMBER, 0) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"kept\n"
    assert receiver.calls == []
    assert finish(tmp_path, 0) == Sent(sent=NUMBER)
    assert sorted(receiver.keys) == sorted(key(step, "desk") for step in steps(NUMBER))


def test_what_a_receiver_took_before_the_kill_goes_again_with_its_id(
    tmp_path: Path, receiver: Receiver
) -> None:
    rules_in(tmp_path, HOOK.format(receiver.url("/desk")))
    receiver.goes_on.clear()
    with telling("send", tmp_path, NUMBER, 0):
        assert receiver.came.wait(60)
    receiver.goes_on.set()
    assert finish(tmp_path, MINUTES) == Sent(sent=NUMBER)
    assert receiver.keys.count(receiver.keys[0]) == 2
    assert len(receiver.keys) == NUMBER + 1


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_and_nothing_noted_goes_again(
    tmp_path: Path, receiver: Receiver
) -> None:
    rules_in(tmp_path, HOOK.format(receiver.url("/desk")))
    moments = random.Random(13)
    killed = 0
    for turn in range(ROUNDS):
        with telling("send", tmp_path, NUMBER, turn * MINUTES) as child:
            try:
                child.communicate(timeout=moments.uniform(0.0, 0.6))
            except subprocess.TimeoutExpired:
                killed += 1
    finish(tmp_path, ROUNDS * MINUTES)
    assert killed
    times = Counter(receiver.keys)
    assert set(times) == {key(step, "desk") for step in steps(NUMBER)}
    assert sum(times.values()) - NUMBER <= killed  # one that was taken and not noted, of each kill
    assert all(call.signed for call in receiver.calls)
