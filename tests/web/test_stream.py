"""The stream: what a client is told, what it missed, and how it ends."""

import asyncio
import http.client
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import orjson
import pytest
import uvicorn
from site_world import Site

from modelgov.record.column import COVERAGE
from modelgov.table.hot import Touched
from modelgov.web.headers import HEADERS
from modelgov.web.stream import MOST_ASSETS, PING, REMEMBERED, RESYNC, WAITING, Event, Hub, encode


def event(position: int) -> Event:
    return encode(Touched(position=position, kinds=("model_version",), assets=("arn",)))


async def take(stream: AsyncIterator[bytes], count: int) -> list[bytes]:
    return [await asyncio.wait_for(anext(stream), 2) for _ in range(count)]


async def opened(hub: Hub, last: int | None = None) -> AsyncIterator[bytes]:
    """A client's stream, past the ping that opens it."""
    stream = hub.listen(last)
    assert await take(stream, 1) == [PING]
    return stream


async def nothing_more(stream: AsyncIterator[bytes]) -> bool:
    try:
        await asyncio.wait_for(anext(stream), 0.05)
    except TimeoutError:
        return True
    return False


def test_an_event_has_its_name_its_place_and_the_assets_but_no_rows() -> None:
    touched = Touched(position=7, kinds=("model_version",), assets=tuple(str(n) for n in range(500)))
    lines = encode(touched).frame.decode().split("\n")
    assert lines[:2] == ["event: change", "id: 7"]
    data = orjson.loads(lines[2].removeprefix("data: "))
    assert (data["position"], data["kinds"], len(data["assets"])) == (7, ["model_version"], MOST_ASSETS)
    assert lines[3:] == ["", ""]


def test_a_step_of_coverage_alone_has_a_name_of_its_own() -> None:
    assert encode(Touched(position=1, kinds=(COVERAGE,), assets=())).frame.startswith(b"event: coverage\n")
    both = Touched(position=1, kinds=(COVERAGE, "endpoint"), assets=("x",))
    assert encode(both).frame.startswith(b"event: change\n")


def test_every_client_is_told_every_event_in_order() -> None:
    async def run() -> None:
        hub = Hub()
        streams = [await opened(hub) for _ in range(3)]
        for position in range(1, 11):
            hub.publish(event(position))
        for stream in streams:
            assert await take(stream, 10) == [event(position).frame for position in range(1, 11)]

    asyncio.run(run())


def test_a_client_that_cannot_keep_up_is_told_once_to_fetch_again_and_then_goes_on() -> None:
    async def run() -> None:
        hub = Hub()
        slow, quick = await opened(hub), await opened(hub)
        for position in range(1, WAITING + 2):
            hub.publish(event(position))
            assert await take(quick, 1) == [event(position).frame]
        assert await take(slow, 1) == [RESYNC]
        assert await nothing_more(slow)

    asyncio.run(run())


def test_a_client_goes_on_after_it_was_told_to_fetch_again() -> None:
    async def run() -> None:
        hub = Hub()
        slow = await opened(hub)
        for position in range(1, WAITING + 2):
            hub.publish(event(position))
        hub.publish(event(100))
        assert await take(slow, 2) == [RESYNC, event(100).frame]

    asyncio.run(run())


def test_a_client_that_comes_back_is_told_what_it_missed() -> None:
    async def run() -> None:
        hub = Hub()
        for position in range(1, 6):
            hub.publish(event(position))
        assert await take(await opened(hub, 3), 2) == [event(4).frame, event(5).frame]
        assert await nothing_more(await opened(hub, 5))
        assert await nothing_more(await opened(hub))

    asyncio.run(run())


def test_a_client_whose_place_is_not_known_is_told_to_fetch_again() -> None:
    async def run() -> None:
        fresh = Hub()  # a server that was started again
        assert await take(await opened(fresh, 3), 1) == [RESYNC]
        hub = Hub()
        for position in range(10, 10 + REMEMBERED + 5):
            hub.publish(event(position))
        assert await take(await opened(hub, 12), 1) == [RESYNC]  # long ago
        assert await take(await opened(hub, 99_999), 1) == [RESYNC]  # of another journal

    asyncio.run(run())


def test_closing_ends_every_stream_and_one_that_left_is_forgotten() -> None:
    async def run() -> None:
        hub = Hub()
        stays, leaves = await opened(hub), await opened(hub)
        await leaves.aclose()  # type: ignore[attr-defined]
        assert len(hub.clients) == 1
        hub.close()
        assert [frame async for frame in stays] == []
        assert hub.clients == set()

    asyncio.run(run())


@contextmanager
def served(site: Site) -> Iterator[tuple[uvicorn.Server, int, asyncio.AbstractEventLoop]]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site.app, log_level="error", lifespan="off"))
    started = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def main() -> None:
        loops.append(asyncio.get_running_loop())
        started.set()
        await server.serve([listener])

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    started.wait()
    yield server, listener.getsockname()[1], loops[0]
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def test_the_stream_comes_over_http_with_the_policies_and_ends_when_told(
    own_site: Site,
) -> None:
    with served(own_site) as (_, port, loop):
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asking.request("GET", "/api/v1/stream", headers={"Accept-Encoding": "gzip"})
        answer = asking.getresponse()
        assert answer.status == 200
        assert answer.getheader("content-type", "").startswith("text/event-stream")
        assert answer.getheader("content-security-policy") == HEADERS["Content-Security-Policy"]
        assert answer.getheader("cache-control") == "no-store"
        assert answer.getheader("content-encoding") is None
        assert answer.readline() == b": ping\n"
        assert answer.readline() == b"\n"
        loop.call_soon_threadsafe(own_site.hub.publish, event(42))
        assert [answer.readline() for _ in range(2)] == [b"event: change\n", b"id: 42\n"]
        loop.call_soon_threadsafe(own_site.hub.close)
        assert answer.read().endswith(b"\n\n")
        asking.close()


@pytest.mark.parametrize(("behind", "first"), [(1, 0), (0, 1)])
def test_who_read_a_page_is_told_what_came_since_and_nothing_again(
    own_site: Site, behind: int, first: int
) -> None:
    position = own_site.client.get("/api/v1/status").json()["position"]
    for known in (position - 1, position):
        own_site.hub.publish(event(known))
    with served(own_site) as (_, port, loop):
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asking.request("GET", f"/api/v1/stream?after={position - behind}")
        answer = asking.getresponse()
        assert [answer.readline() for _ in range(2)] == [b": ping\n", b"\n"]
        loop.call_soon_threadsafe(own_site.hub.publish, event(position + 1))
        assert [answer.readline() for _ in range(2)] == [b"event: change\n", b"id: %d\n" % (position + first)]
        loop.call_soon_threadsafe(own_site.hub.close)
        answer.read()
        asking.close()
