"""The journal: what is stored, what is known again, and what survives."""

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.errors import StoreError
from modelgov.lake.entry import Recorded, Scope, micros, moment
from modelgov.lake.journal import Journal
from modelgov.record.column import COVERAGE
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind, Observation, Source
from sample import (
    ACCOUNT,
    OTHER_ACCOUNT,
    REGION,
    at,
    config,
    endpoint,
    group,
    model,
    read,
    seen,
    serving,
    version,
)

V = Kind.MODEL_VERSION
SCOPE = Scope(account_id=ACCOUNT, region=REGION, operation="Search:ModelPackage")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal.db")
    yield opened
    opened.close()


def digests(journal: Journal) -> list[str]:
    return [entry.digest for entry in journal.after(0)]


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_comes_back_from_microseconds_exactly(when: datetime) -> None:
    assert moment(micros(when)) == when


@given(st.integers(-(2**50), 2**51))
def test_microseconds_come_back_from_a_time_exactly(value: int) -> None:
    assert micros(moment(value)) == value


def test_the_first_sight_is_new_and_the_same_state_again_is_not_stored(journal: Journal) -> None:
    assert journal.record(serving()) == Recorded(new=7, position=7)
    again = [replace(observation, observed_at=at(90)) for observation in serving()]
    assert journal.record(again) == Recorded(unchanged=7, position=7)
    assert len(journal.after(0)) == 7


def test_the_same_state_twice_in_one_step_is_stored_once(journal: Journal) -> None:
    assert journal.record([seen(V, version()), seen(V, version())]) == Recorded(
        new=1, unchanged=1, position=1
    )


def test_another_state_is_a_change_and_an_entry_more(journal: Journal) -> None:
    approved = seen(V, version(status="Approved", modified=5), 70)
    journal.record([seen(V, version())])
    assert journal.record([approved]) == Recorded(changed=1, position=2)
    head = journal.head(approved.asset)
    assert head is not None
    assert (head.digest, head.position, head.changed_at) == (approved.digest, 2, approved.changed_at)


def test_a_state_that_comes_back_is_stored_again(journal: Journal) -> None:
    states = [("Approved", 5), ("Rejected", 6), ("Approved", 7)]
    observed = [seen(V, version(status=status, modified=minute)) for status, minute in states]
    assert journal.record(observed) == Recorded(new=1, changed=2, position=3)


def test_an_api_answer_older_than_what_is_known_is_stale_and_not_stored(journal: Journal) -> None:
    newer, older = seen(V, version(status="Approved", modified=5)), seen(V, version(), 90)
    journal.record([newer])
    assert journal.record([older]) == Recorded(stale=1, position=1)
    assert digests(journal) == [newer.digest]


def test_a_state_that_claims_to_be_of_the_future_gives_way_to_what_the_api_answers(journal: Journal) -> None:
    forged = seen(V, version(status="Approved", modified=100_000), source=Source.EVENT)
    true = seen(V, version(), 70)
    journal.record([forged])
    assert journal.record([true]) == Recorded(changed=1, position=2)
    head = journal.head(true.asset)
    assert head is not None
    assert (head.digest, head.changed_at) == (true.digest, true.changed_at)
    assert journal.record([replace(true, observed_at=at(80))]).unchanged == 1


def test_a_state_that_a_clock_a_little_behind_saw_early_is_not_taken_back(journal: Journal) -> None:
    ahead = seen(V, version(status="Approved", modified=63), 60)
    journal.record([ahead])
    assert journal.record([seen(V, version(), 60)]) == Recorded(stale=1, position=1)


def test_an_event_that_comes_late_is_stored_once_and_leaves_the_newest_state(journal: Journal) -> None:
    newest = seen(V, version(status="Approved", modified=9), source=Source.EVENT)
    late = seen(V, version(status="Rejected", modified=5), 61, source=Source.EVENT)
    journal.record([newest])
    assert journal.record([late]) == Recorded(changed=1, position=2)
    for _ in range(2):
        assert journal.record([late]) == Recorded(unchanged=1, position=2)
    head = journal.head(newest.asset)
    assert head is not None
    assert (head.digest, head.position) == (newest.digest, 1)


def test_an_event_repeated_after_the_state_moved_on_is_known_again(journal: Journal) -> None:
    first = seen(V, version(), source=Source.EVENT)
    journal.record([first])
    journal.record([seen(V, version(status="Approved", modified=5), source=Source.EVENT)])
    assert journal.record([first]) == Recorded(unchanged=1, position=2)


def test_a_change_of_a_kind_without_a_time_of_change_counts_from_its_sight(journal: Journal) -> None:
    kinds = {
        Kind.MODEL_GROUP: (group(), group(tagged={"owner": "lea"})),
        Kind.MODEL: (model("m"), model("m", ModelDataUrl="s3://b/other")),
        Kind.ENDPOINT_CONFIG: (config("c", "m"), config("c", "n")),
    }
    for kind, (before, after) in kinds.items():
        assert journal.record([seen(kind, before, 60)]).new == 1
        changed = seen(kind, after, 70)
        assert journal.record([changed]).changed == 1
        head = journal.head(changed.asset)
        assert head is not None
        assert (head.changed_at, head.digest) == (at(70), changed.digest)
        assert journal.record([seen(kind, after, 80)]).unchanged == 1


def test_a_deletion_is_an_entry_and_coming_back_is_another(journal: Journal) -> None:
    there = seen(Kind.ENDPOINT, endpoint("e", "c"))
    gone = seen(Kind.ENDPOINT, endpoint("e", "c"), 70, deleted=True)
    back = replace(there, changed_at=at(80), observed_at=at(80))
    assert [journal.record([each]) for each in (there, gone, gone, back)] == [
        Recorded(new=1, position=1),
        Recorded(changed=1, position=2),
        Recorded(unchanged=1, position=2),
        Recorded(changed=1, position=3),
    ]
    assert [entry.deleted for entry in journal.of(there.asset)] == [False, True, False]


def test_heads_are_those_of_one_kind_account_and_region(journal: Journal) -> None:
    elsewhere = seen(V, version(where=(OTHER_ACCOUNT, REGION)))
    journal.record([*serving(), elsewhere])
    assert [head.position for head in journal.heads(V, ACCOUNT, REGION).values()] == [3, 4]
    assert list(journal.heads(V, OTHER_ACCOUNT, REGION)) == [elsewhere.asset]
    assert journal.heads(V, ACCOUNT, "ap-southeast-1") == {}


def test_whether_a_state_was_seen_in_a_time_is_known_after_the_entries_are_forgotten(
    journal: Journal,
) -> None:
    event = seen(V, version(), source=Source.EVENT)
    journal.record([event])
    journal.forget(1, at(61))
    assert journal.after(0) == []
    assert journal.saw(event.asset, event.changed_at, event.changed_at + timedelta(microseconds=1))
    assert not journal.saw(event.asset, event.changed_at - timedelta(days=1), event.changed_at)


def test_rows_coverage_and_watermarks_are_one_step(journal: Journal) -> None:
    def breaks_off() -> Iterator[Observation]:
        yield seen(V, version())
        raise EOFError

    journal.record([], watermarks={SCOPE: at(1)})
    with pytest.raises(EOFError):
        journal.record(breaks_off(), [read()], watermarks={SCOPE: at(2)})
    assert (journal.after(0), journal.watermarks()) == ([], {SCOPE: at(1)})
    journal.record([seen(V, version())], [read()], watermarks={SCOPE: at(2)})
    assert [entry.kind for entry in journal.after(0)] == [V.value, COVERAGE]
    assert journal.watermarks() == {SCOPE: at(2)}


def test_every_coverage_row_is_kept(journal: Journal) -> None:
    journal.record([], [read(), read(), read(Outcome.DENIED)])
    assert len(journal.after(0, kind=COVERAGE)) == 3


def test_entries_are_read_by_position_kind_and_limit(journal: Journal) -> None:
    journal.record(serving(), [read()])
    assert [entry.position for entry in journal.after(2, 3)] == [3, 4, 5]
    assert [entry.position for entry in journal.after(0, kind=V.value)] == [3, 4]
    assert [entry.position for entry in journal.after(0, upto=2)] == [1, 2]


def test_what_is_forgotten_is_both_held_by_the_lake_and_old_and_positions_go_on(journal: Journal) -> None:
    for number in (1, 2, 3):
        journal.record([seen(V, version(number), minute=number)])
    assert journal.forget(2, at(2)) == 1  # the second is not older than the limit
    assert journal.forget(2, at(99)) == 1  # the third is not in the lake
    assert journal.last_position() == 3
    assert journal.forget(3, at(99)) == 1
    assert (journal.after(0), journal.last_position()) == ([], 3)
    assert journal.record([seen(V, version(4))]).position == 4
    assert journal.record([seen(V, version(1), 99)]).unchanged == 1  # what is known outlives the entry


def test_old_events_are_forgotten_after_the_queue_has_forgotten_them(journal: Journal) -> None:
    first = seen(V, version(), source=Source.EVENT)
    journal.record([first, seen(V, version(status="Approved", modified=5), source=Source.EVENT)])
    journal.forget(0, at(60) + timedelta(days=14))
    assert journal.record([first]).unchanged == 1
    journal.forget(0, at(60) + timedelta(days=16))
    assert journal.record([first]).changed == 1


def test_threads_and_handles_that_write_at_once_store_each_state_once(tmp_path: Path) -> None:
    handles = [Journal(tmp_path / "journal.db") for _ in range(2)]
    totals: list[Recorded] = []

    def write(handle: Journal) -> None:
        totals.extend(handle.record([seen(V, version(number))]) for number in range(1, 26))

    threads = [threading.Thread(target=write, args=(handle,)) for handle in handles * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(each.new for each in totals) == 25
    assert sum(each.unchanged for each in totals) == 75
    assert [entry.position for entry in handles[0].after(0)] == list(range(1, 26))
    for handle in handles:
        handle.close()


def writers(path: Path, count: int) -> list["subprocess.Popen[str]"]:
    child = Path(__file__).parent / "writer.py"
    return [
        subprocess.Popen(
            [sys.executable, str(child), str(path), str(number)], stdout=subprocess.PIPE, text=True
        )
        for number in range(count)
    ]


def test_what_killed_processes_were_told_is_stored_all_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    told: set[str] = set()
    for round_ in range(3):
        running = writers(path, 2)
        lines = [process.stdout for process in running if process.stdout is not None]
        for line in lines:
            told |= {line.readline().strip() for _ in range(20 + 15 * round_)}
        for process in running:
            process.send_signal(signal.SIGKILL)
        for process, line in zip(running, lines, strict=True):
            told |= {said.strip() for said in line if said.endswith("\n")}
            process.wait()
            line.close()
    journal = Journal(path)
    stored = [entry.asset for entry in journal.after(0, 100_000)]
    journal.close()
    assert len(told) > 100
    assert told <= set(stored)
    assert len(stored) == len(set(stored))


def test_a_file_that_is_no_journal_is_refused_in_our_words(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"this is not a database, but it is long enough to look like one" * 50)
    with pytest.raises(StoreError) as refused:
        Journal(path)
    assert str(path) in refused.value.where


def test_a_journal_that_breaks_under_way_is_said_in_our_words_and_nothing_half_is_stored(
    journal: Journal,
) -> None:
    other = sqlite3.connect(journal.path)
    other.execute("alter table watermark rename to elsewhere")
    with pytest.raises(StoreError, match="no such table: watermark"):
        journal.record([seen(V, version())], watermarks={SCOPE: at(1)})
    with pytest.raises(StoreError):
        journal.watermarks()
    other.execute("alter table elsewhere rename to watermark")
    other.close()
    assert journal.after(0) == []
    assert journal.record([seen(V, version())]).new == 1
