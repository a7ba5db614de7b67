"""Watch: a message -> the asset read back -> the journal -> only then is the message deleted.

queue = open_queue(door.client("sqs", hub_account, hub_region), name=…, account_id=…, region=…)
outside = Outside(door=door, journal=journal, clock=clock, documents=documents, run=run_id(clock()))
counts = watch(outside, queue, stop, Pace(threads=4, wait_seconds=5, tell=print))
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from modelgov.errors import CloudError, RecordError
from modelgov.events.queue import Message, Queue
from modelgov.events.shape import EPOCH, Notice, parse
from modelgov.flow.notice import Outside, take
from modelgov.lake.journal import Recorded, coverage_asset
from modelgov.record.coverage import Coverage, Outcome

OPERATION = "watch"
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the messages: `unread` are those whose asset could not be read back."""

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
        while not stop.is_set():
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
    return total


class _Batch:
    """Takes the messages of one poll."""

    def __init__(self, outside: Outside, queue: Queue, pool: ThreadPoolExecutor) -> None:
        self._outside = outside
        self._queue = queue
        self._pool = pool

    def take(self, messages: tuple[Message, ...]) -> Counts:
        """Make durable what they say, then delete them; poison comes last, for it may hold nobody up."""
        notices: dict[str, list[Notice]] = {}
        poison: dict[Message, RecordError] = {}
        counts = Counts(received=len(messages))
        for message in messages:
            try:
                notice = parse(message.body)
            except RecordError as error:
                poison[message] = error
                continue
            if notice is None:
                counts += Counts(ignored=1)
            else:
                notices.setdefault(notice.asset, []).append(notice)
        counts = sum(self._pool.map(self._asset, notices.values()), counts)
        self._queue.delete(message for message in messages if message not in poison)
        for message, reason in poison.items():
            self._poison(message, reason)
        self._queue.delete(poison)
        return counts + Counts(poison=len(poison))

    def _asset(self, notices: list[Notice]) -> Counts:
        taken = take(self._outside, tuple(notices))
        recorded = self._outside.journal.record(taken.observations, taken.coverage)
        return Counts(unread=len(taken.coverage), recorded=recorded)

    def _poison(self, message: Message, error: RecordError) -> None:
        """Name it once, however often it comes, and put it aside with its reason."""
        now = self._outside.clock()
        row = Coverage(
            run=self._outside.run,
            account_id=self._queue.account_id,
            region=self._queue.region,
            operation=OPERATION,
            outcome=Outcome.MALFORMED,
            asset=message.id,
            reason=error.what,
            started_at=now,
            observed_at=now,
        )
        if not self._outside.journal.saw(coverage_asset(row), EPOCH, now + timedelta(seconds=1)):
            self._outside.journal.record((), (row,))
        self._queue.bury(message, error.what)
