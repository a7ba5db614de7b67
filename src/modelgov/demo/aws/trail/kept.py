"""The events of one account and region as they are kept: the request as it came, and no more.

What CloudTrail shows of it is made when it is asked for. AWS keeps calls that only read as well; here
they are left out, for they would be most of the state and tell nothing that anybody looks for.
"""

import sys
import uuid
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import orjson

from modelgov.demo.aws.call import Answer, Call, Protocol
from modelgov.demo.aws.identity import Caller
from modelgov.demo.aws.registry.record import Registry, Shelf

KEPT_S = 90 * 86_400
_LARGEST = 100 * 1024  # bytes of a request that CloudTrail shows; a larger one is left out
A_SECOND = 2.0  # lookups that AWS answers in one account and region
_READS = ("Describe", "List", "Get", "Search", "BatchDescribe", "BatchGet", "Query", "Render")
_NO_EVENT = frozenset({"UnknownOperationException", "UnrecognizedClientException"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a request came from."""

    address: str
    agent: str


@cache
def origin(address: str, agent: str) -> Origin:
    """The one object for all requests from there, so that a state holds it once."""
    return Origin(address=address, agent=agent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One call that changes something, or was refused to."""

    id: bytes
    at: float
    operation: str
    caller: Caller
    access_key: str
    origin: Origin
    request: bytes
    answer: bytes
    refused: bool


class Trail:
    """The events of one shelf, oldest first, and how many lookups it may answer now."""

    def __init__(self) -> None:
        self.events: deque[Kept] = deque()
        self._left, self._looked_at = A_SECOND, 0.0

    def __getstate__(self) -> list[Kept]:
        return list(self.events)

    def __setstate__(self, events: list[Kept]) -> None:
        self.events = deque(events)
        self._left, self._looked_at = A_SECOND, 0.0

    def keep(self, event: Kept) -> None:
        """Take in what was called, and forget what is too old."""
        self.events.append(event)
        self.forget(event.at - KEPT_S)

    def forget(self, before: float) -> None:
        """Let go of what is older."""
        while self.events and self.events[0].at < before:
            self.events.popleft()

    def may_look(self, now: float) -> bool:
        """Whether one more lookup is within the rate."""
        self._left = min(A_SECOND, self._left + max(0.0, now - self._looked_at) * A_SECOND)
        self._looked_at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def note(registry: Registry, call: Call, came_from: Origin, answer: Answer, now: float) -> None:
    """Keep a call of SageMaker that changes something, however it was answered."""
    # What is invoked is signed for SageMaker too, and is no management event.
    if call.service != "sagemaker" or call.protocol is not Protocol.JSON:
        return
    if not call.caller.known or call.operation.startswith(_READS):
        return
    status, _, body = answer
    if status >= 400 and orjson.loads(body or b"{}").get("__type") in _NO_EVENT:
        return
    shelf = registry.shelf(call.account, call.region)
    event = Kept(
        id=uuid.uuid4().bytes,
        at=now,
        operation=call.operation,
        caller=call.caller,
        access_key=sys.intern(call.access_key),
        origin=came_from,
        request=call.body if len(call.body) <= _LARGEST else b"",
        answer=body,
        refused=status >= 400,
    )
    with shelf.lock:
        shelf.of(Trail).keep(event)


def forget(shelves: Iterable[Shelf], now: float) -> None:
    """Let go of what CloudTrail would not show any more."""
    for shelf in shelves:
        with shelf.lock:
            shelf.of(Trail).forget(now - KEPT_S)
