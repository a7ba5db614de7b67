"""Server-sent events: one bounded hub. Events carry kinds and ids, never rows: rows have one door."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import orjson

from modelgov.record.column import COVERAGE
from modelgov.table.hot import Touched

WAITING = 64  # events a slow client may lag behind before it is told to fetch its view again
REMEMBERED = 512  # events that a client which lost its connection can catch up on
PING_SECONDS = 15.0
MOST_ASSETS = 100
RESYNC = b"event: resync\ndata: {}\n\n"
PING = b": ping\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One encoded event and its place in the journal."""

    position: int
    frame: bytes


def encode(touched: Touched) -> Event:
    """A step that the tables took in, as an event: `coverage` when only coverage moved."""
    name = "coverage" if touched.kinds == (COVERAGE,) else "change"
    data = orjson.dumps(
        {"position": touched.position, "kinds": touched.kinds, "assets": touched.assets[:MOST_ASSETS]}
    )
    frame = b"event: %b\nid: %d\ndata: %b\n\n" % (name.encode(), touched.position, data)
    return Event(position=touched.position, frame=frame)


@dataclass(slots=True, kw_only=True)
class Hub:
    """Fans events out to clients; a client that cannot keep up gets one `resync` instead."""

    clients: set["asyncio.Queue[bytes]"] = field(default_factory=set)
    recent: deque[Event] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    def publish(self, event: Event) -> None:
        """Hand an event to every client; call it on the event loop."""
        self.recent.append(event)
        for queue in self.clients:
            self._put(queue, event.frame)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.closed.set()
        for queue in self.clients:
            self._put(queue, b"")

    @staticmethod
    def _put(queue: "asyncio.Queue[bytes]", frame: bytes) -> None:
        if queue.full():
            while not queue.empty():
                queue.get_nowait()
            frame = RESYNC
        queue.put_nowait(frame)

    def _missed(self, last: int | None) -> list[bytes]:
        """What a client that saw `last` has missed; one `resync` when that is no longer known."""
        if last is None:
            return []
        if not self.recent or not self.recent[0].position <= last <= self.recent[-1].position:
            return [RESYNC]  # also after a restart, when nothing is remembered
        return [event.frame for event in self.recent if event.position > last]

    async def listen(self, last: int | None) -> AsyncIterator[bytes]:
        """The stream of one client, after the event that it saw last."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING)
        missed = self._missed(last)
        self.clients.add(queue)
        try:
            yield PING
            for frame in missed:
                yield frame
            while not self.closed.is_set():
                try:
                    frame = await asyncio.wait_for(queue.get(), PING_SECONDS)
                except TimeoutError:
                    frame = PING
                if frame:
                    yield frame
        finally:
            self.clients.discard(queue)
