"""The API as of a moment of the past: each moment is an API of its own, over tables of what was known then.

It stands before the routes: no route has to know of `as_of`, and so none can forget it.
"""

from asyncio import shield, wrap_future
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from modelgov.errors import ModelgovError, QueryError
from modelgov.lake.known import moment_of
from modelgov.table.hot import HotTables
from modelgov.web.answer import Parts, refusal, status_of
from modelgov.web.origin import READING
from modelgov.web.stream import Hub

MOST_KEPT = 2  # moments whose tables stay in memory
AS_OF = "as_of"
STREAM = "/api/v1/stream"
Open = Callable[[datetime], Parts]  # what the routes need, of what was known at a moment
Build = Callable[[Parts], ASGIApp]


def parts_at(parts: Parts, hot: HotTables, at: datetime) -> Parts:
    """What the routes need at a moment, over tables of what was known then; controls are those of now."""
    return replace(parts, hot=hot, hub=Hub(), assignments=parts.assignments.known(at), clock=lambda: at)


async def documented(
    as_of: Annotated[
        str | None,
        Query(
            description="Answer as modelgov would have at this moment: a time with its zone, or a day for the"
            " end of that day in UTC. Only for what reads, and not for the stream."
        ),
    ] = None,
) -> None:
    """Says in the contract of every route what `AsOf` has taken before."""


@dataclass(slots=True, kw_only=True)
class _Kept:
    """One moment: its tables, which may still be loading, and how many requests use them."""

    opening: "Future[tuple[Parts, ASGIApp]]"
    users: int = 0
    gone: bool = False


class Moments:
    """The moments asked for last. One is loaded at a time, and once for all who wait for it."""

    def __init__(self, open_: Open, build: Build) -> None:
        self._open = open_
        self._build = build
        self._kept: OrderedDict[datetime, _Kept] = OrderedDict()
        self._opener = ThreadPoolExecutor(max_workers=1, thread_name_prefix="past")

    @asynccontextmanager
    async def at(self, moment: datetime) -> AsyncIterator[ASGIApp]:
        """The API of a moment, whose tables stay as long as it is used."""
        kept = self._kept.get(moment) or self._begin(moment)
        self._kept.move_to_end(moment)
        kept.users += 1
        try:
            yield (await shield(wrap_future(kept.opening)))[1]
        finally:
            kept.users -= 1
            if _failed(kept.opening):
                self._drop(moment, kept)
            self._free(kept)

    def close(self) -> None:
        """Wait for what is being loaded or let go; nobody may ask any more."""
        self._opener.shutdown()

    def _begin(self, moment: datetime) -> _Kept:
        while len(self._kept) >= MOST_KEPT:  # before the next is loaded: each takes as much as the present
            oldest, kept = next(iter(self._kept.items()))
            self._drop(oldest, kept)
            self._free(kept)
        kept = self._kept[moment] = _Kept(opening=self._opener.submit(self._load, moment))
        return kept

    def _load(self, moment: datetime) -> tuple[Parts, ASGIApp]:
        parts = self._open(moment)
        return parts, self._build(parts)

    def _drop(self, moment: datetime, kept: _Kept) -> None:
        kept.gone = True
        if self._kept.get(moment) is kept:
            del self._kept[moment]

    def _free(self, kept: _Kept) -> None:
        """Let go of a moment that is neither kept nor used, after the opener has loaded it."""
        if kept.gone and kept.users == 0:
            self._opener.submit(_close, kept.opening)


def _failed(opening: "Future[tuple[Parts, ASGIApp]]") -> bool:
    return opening.done() and opening.exception() is not None


def _close(opening: "Future[tuple[Parts, ASGIApp]]") -> None:
    if not _failed(opening):
        opening.result()[0].hot.close()


class AsOf:
    """Takes `as_of` out of a request for the API, and hands it to the API of that moment."""

    def __init__(self, app: ASGIApp, *, moments: Moments, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._moments = moments
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, to the present or to the past."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/v1/"):
            await self._app(scope, receive, send)
            return
        asked = QueryParams(scope["query_string"])
        if AS_OF not in asked:
            await self._app(scope, receive, send)
            return
        try:
            moment = self._moment(scope, asked.getlist(AS_OF))
            async with self._moments.at(moment) as then:
                rest = [pair for pair in asked.multi_items() if pair[0] != AS_OF]
                await then({**scope, "query_string": urlencode(rest).encode()}, receive, send)
        except ModelgovError as error:
            await refusal(Request(scope), status_of(error), error)(scope, receive, send)

    def _moment(self, scope: Scope, texts: list[str]) -> datetime:
        where = f"{scope['method']} {scope['path']}"
        if scope["method"] not in READING:
            raise QueryError(
                what="The past cannot be changed.",
                where=where,
                remedy="Go back to now (without as_of) to do it.",
            )
        if scope["path"] == STREAM:
            raise QueryError(
                what="Nothing happens any more in the past: there is no stream of it.",
                where=where,
                remedy="Leave as_of out to be told of changes as they come.",
            )
        if len(texts) > 1:
            raise QueryError(what="as_of is said more than once.", where=where, remedy="Name one moment.")
        return moment_of(texts[0], self._clock())
