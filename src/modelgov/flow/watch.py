"""Watch: a message -> the asset read back -> the journal -> only then is the message deleted.

queue = open_queue(door.client("sqs", hub_account, hub_region), name=…, account_id=…, region=…)
outside = Outside(door=door, journal=journal, clock=clock, documents=documents, run=run_id(clock()))
counts = watch(outside, queue, stop, Pace(threads=4, wait_seconds=5, tell=print))
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import orjson

from modelgov.collect.catalog import BY_KIND
from modelgov.errors import CloudError, RecordError
from modelgov.events.queue import Message, Queue
from modelgov.events.shape import EPOCH, Notice, parse
from modelgov.flow.notice import TICK, Outside, take
from modelgov.lake.entry import Recorded, micros
from modelgov.lake.journal import coverage_asset
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Source

OPERATION = "watch"
HEARD_EVERY = timedelta(minutes=15)  # a watch says so often that it listens
SAID_AGAIN_AFTER = timedelta(days=1)  # a read that fails outside of what is collected is named so often
TICK_US = TICK // timedelta(microseconds=1)
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the messages.

    `ignored` are about what is not observed or never was there; of `unread` the asset could not be
    read back as it was told.
    """

    received: int = 0
    ignored: int = 0
    poison: int = 0
    unread: int = 0
    recorded: Recorded = field(default_factory=Recorded)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            received=self.received + other.received,
            ignored=self.ignored + other.ignored,
            poison=self.poison + other.poison,
            unread=self.unread + other.unread,
            recorded=self.recorded + other.recorded,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """AWS does not answer; the watch tries again after so many seconds."""

    error: CloudError
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many assets are read side by side, how long one poll waits, and who is told.

    `tell` gets the counts of every batch once it is durable, and every pause.
    """

    threads: int
    wait_seconds: int
    tell: Callable[[Counts | Pause], None]


def watch(outside: Outside, queue: Queue, stop: threading.Event, pace: Pace) -> Counts:
    """Take messages until told to stop; a poll that has begun is waited for."""
    total, failures = Counts(), 0
    with ThreadPoolExecutor(max(pace.threads, 1), thread_name_prefix="watch") as pool:
        batch = _Batch(outside, queue, pool)
        heard = batch.listening(total)
        while not stop.is_set():
            if outside.clock() - heard >= HEARD_EVERY:
                heard = batch.listening(total)
            try:
                counts = batch.take(queue.receive(pace.wait_seconds))
            except CloudError as error:
                seconds = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**failures)
                failures += 1
                pace.tell(Pause(error=error, seconds=seconds))
                stop.wait(seconds)
                continue
            failures = 0
            total += counts
            if counts.received:
                pace.tell(counts)
        batch.listening(total)
    return total


class _Batch:
    """Takes the messages of one poll."""

    def __init__(self, outside: Outside, queue: Queue, pool: ThreadPoolExecutor) -> None:
        self._outside = outside
        self._queue = queue
        self._pool = pool

    def listening(self, total: Counts) -> datetime:
        """Record that this watch listens, and since when: what changed meanwhile should have been told."""
        row = self._own(Outcome.READ, seen=total.received)
        self._outside.journal.record((), (row,))
        return row.observed_at

    def _own(self, outcome: Outcome, *, seen: int = 0, asset: str = "", reason: str = "") -> Coverage:
        """A row of the watch itself, in the place of its queue."""
        now = self._outside.clock()
        return Coverage(
            run=self._outside.run,
            account_id=self._queue.account_id,
            region=self._queue.region,
            operation=OPERATION,
            outcome=outcome,
            seen=seen,
            asset=asset,
            reason=reason,
            started_at=now,
            observed_at=now,
        )

    def take(self, messages: tuple[Message, ...]) -> Counts:
        """Make durable what they say, then delete them; poison comes last, for it may hold nobody up."""
        notices: dict[str, list[tuple[Message, Notice]]] = {}
        poison: dict[Message, RecordError] = {}
        counts = Counts(received=len(messages))
        for message in messages:
            try:
                notice = parse(message.body, self._outside.clock())
            except RecordError as error:
                poison[message] = error
                continue
            if notice is None:
                counts += Counts(ignored=1)
            else:
                notices.setdefault(notice.asset, []).append((message, notice))
        for told, refused in self._pool.map(self._asset, notices.values()):
            counts += told
            poison |= refused
        self._queue.delete(message for message in messages if message not in poison)
        for message, reason in poison.items():
            self._poison(message, reason)
        self._queue.delete(poison)
        return counts + Counts(poison=len(poison))

    def _asset(self, pairs: list[tuple[Message, Notice]]) -> tuple[Counts, dict[Message, RecordError]]:
        taken = take(self._outside, tuple(notice for _, notice in pairs))
        coverage = [row for told in taken.coverage if (row := self._placed(told)) is not None]
        coverage += self._confirmed([notice for _, notice in pairs])
        recorded = self._outside.journal.record(taken.observations, coverage)
        refused = {
            message: error for message, notice in pairs for poor, error in taken.refused if poor is notice
        }
        return Counts(ignored=taken.ignored, unread=len(taken.coverage), recorded=recorded), refused

    def _confirmed(self, notices: list[Notice]) -> list[Coverage]:
        """Changes that the API showed first: their event came all the same, so it was not missed."""
        found = {}
        for entry in self._outside.journal.of(notices[0].asset):
            api = entry.source == Source.API.value and not entry.deleted
            if api and any(abs(micros(notice.changed_at) - entry.changed_at) < TICK_US for notice in notices):
                reason = f"An event told of {entry.digest}"
                found[entry.digest] = self._own(Outcome.READ, asset=entry.asset, reason=reason)
        return [row for row in found.values() if not self._said(row)]

    def _said(self, row: Coverage) -> bool:
        """Whether the journal still holds the same row."""
        entries = self._outside.journal.of(coverage_asset(row))
        return any(orjson.loads(entry.document)["reason"] == row.reason for entry in entries)

    def _placed(self, row: Coverage) -> Coverage | None:
        """Where nobody ever searched, an event alone makes no scope: its gap is the watch's own."""
        if self._searched(row):
            return row
        own = replace(
            row,
            account_id=self._queue.account_id,
            region=self._queue.region,
            operation=OPERATION,
            reason=f"{row.operation} in {row.account_id} {row.region}: {row.reason}",
        )
        since, until = row.observed_at - SAID_AGAIN_AFTER, row.observed_at + timedelta(seconds=1)
        return None if self._outside.journal.saw(coverage_asset(own), since, until) else own

    def _searched(self, row: Coverage) -> bool:
        """By the coverage of a search that is still at hand, else by how far one has come."""
        journal = self._outside.journal
        search = replace(row, operation=BY_KIND[Kind.MODEL_VERSION].name, asset="")
        if journal.saw(coverage_asset(search), EPOCH, row.observed_at + timedelta(seconds=1)):
            return True
        there = (row.account_id, row.region)
        return any((scope.account_id, scope.region) == there for scope in journal.watermarks())

    def _poison(self, message: Message, error: RecordError) -> None:
        """Name it once, however often it comes, and put it aside with its reason."""
        row = self._own(Outcome.MALFORMED, asset=message.id, reason=error.what)
        until = row.observed_at + timedelta(seconds=1)
        if not self._outside.journal.saw(coverage_asset(row), EPOCH, until):
            self._outside.journal.record((), (row,))
        self._queue.bury(message, error.what)
