"""`modelgov serve`."""

import asyncio
import contextlib
import errno
import importlib
import signal
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial

import click
import uvicorn
from fastapi import FastAPI

from modelgov import wire
from modelgov.cli.person import who
from modelgov.cli.watch import POLL_SECONDS
from modelgov.errors import CloudError, MachineError, ModelgovError, SettingError
from modelgov.flow.judging import Due, judge
from modelgov.flow.serve import Pace as CommitPace
from modelgov.flow.serve import bill, follow, keep
from modelgov.flow.watch import Counts, Pace, Pause, watch
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.settings import Settings
from modelgov.table.hot import HotTables, Touched
from modelgov.web.answer import Parts
from modelgov.web.app import create_app
from modelgov.web.past import parts_at
from modelgov.web.stream import Hub, encode

TOLD_SECONDS = 5.0  # a notice that is left in the middle is sent again
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to listen on, over the setting.")
@click.option("--watch/--no-watch", "watching", default=True, help="Listen to the hub's queue too.")
def command(port: int | None, *, watching: bool) -> None:
    """Serve the dashboard, and listen for changes.

    There is no sign-in yet: it listens on this machine only.
    """
    chosen = wire.settings()
    listener = listen(chosen, chosen.port if port is None else port)
    host, bound = listener.getsockname()[:2]
    address = f"[{host}]:{bound}" if ":" in host else f"{host}:{bound}"
    run(
        chosen,
        listener,
        watching=watching,
        ready=lambda _: click.echo(
            f"Serving http://{address} on this machine only: there is no sign-in yet.", err=True
        ),
    )


def run(
    chosen: Settings, listener: socket.socket, *, watching: bool, ready: Callable[[HotTables], None]
) -> None:
    """Serve on a bound socket until SIGINT or SIGTERM.

    `ready` is called with the tables once requests are answered.
    """
    stop = threading.Event()
    sending = _sending(chosen, stop)
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    committer = wire.committer(chosen, journal, lake)
    hot = wire.hot_tables(chosen, journal, lake)
    hub, due = Hub(), Due()
    threads: list[threading.Thread] = []

    def begin(loop: asyncio.AbstractEventLoop) -> None:
        def publish_soon(touched: Touched) -> None:
            due.add(touched)
            with contextlib.suppress(RuntimeError):  # the loop is closed while we stop
                loop.call_soon_threadsafe(hub.publish, encode(touched))

        threads.append(_start(follow, hot, publish_soon, stop, _trouble))
        checking = wire.checking(chosen, journal, lake, hot, partial(_followed, hot, stop))
        threads.append(_start(judge, checking, due, stop, _trouble, _telling_of(chosen, hot)))
        pace = CommitPace(seconds=chosen.commit_seconds, rows=chosen.commit_rows)
        threads.append(_start(keep, journal, committer, pace, stop, _trouble))
        if chosen.cost_files:
            threads.append(_start(bill, hot, partial(wire.billed, chosen), stop, _trouble))
        if watching:
            threads.append(_start(_watch, chosen, journal, lake, stop))
        loop.call_soon(ready, hot)

    parts = _parts(chosen, hot, hub)
    _answer(create_app(parts, begin=begin, past=partial(_past, parts, journal, lake)), hub, listener)
    stop.set()
    for thread in threads:
        thread.join()
    if sending is not None:
        sending.join(TOLD_SECONDS)
    journal.close()


def _parts(chosen: Settings, hot: HotTables, hub: Hub) -> Parts:
    """What the routes need."""
    return Parts(
        hot=hot,
        hub=hub,
        library=wire.library(chosen),
        settings=chosen,
        assignments=wire.state(chosen).assignments,
        person=partial(who, ""),
        clock=wire.clock,
        local_only=True,
    )


def _past(parts: Parts, journal: Journal, lake: Lake, at: datetime) -> Parts:
    return parts_at(parts, wire.past_tables(parts.settings, journal, lake, at), at)


def _answer(app: FastAPI, hub: Hub, listener: socket.socket) -> None:
    """Answer requests until a signal comes."""
    server = _Server(uvicorn.Config(app, log_level="warning", access_log=False), hub)

    def leave(*_: object) -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn stops on these, then raises them again for who comes after: us, and we go on; what comes
        # before it listens stops it too
        signal.signal(number, leave)
    server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends the streams when it is told to stop: it would wait for them else."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams, then the server."""
        self._hub.close()
        await super().shutdown(sockets)


def _start(target: Callable[..., object], *values: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=values, name=target.__name__)
    thread.start()
    return thread


def _telling_of(chosen: Settings, hot: HotTables) -> Callable[[], object]:
    """What keeps notices of what turned; without rules nobody is told."""
    if not chosen.notice_file:
        return lambda: None
    telling = importlib.import_module("modelgov.cli.notices").telling(chosen, hot)
    return lambda: telling.keep(wire.clock())


def _sending(chosen: Settings, stop: threading.Event) -> threading.Thread | None:
    """What sends notices, where there are rules; raises SettingError where these cannot be used."""
    if not chosen.notice_file:
        return None
    notices = importlib.import_module("modelgov.cli.notices")  # it reads in Apprise
    started: threading.Thread = notices.start_sending(chosen, stop, _trouble)
    return started


def _followed(hot: HotTables, stop: threading.Event, position: int) -> None:
    """Wait until the tables hold the journal up to there; `follow` brings them on."""
    while hot.position < position and not stop.wait(0.02):
        pass


def _trouble(error: ModelgovError) -> None:
    click.echo(str(error), err=True)


def _watch(chosen: Settings, journal: Journal, lake: Lake, stop: threading.Event) -> None:
    """Listen to the hub's queue; without one, say so and look again now and then."""
    while not stop.is_set():
        try:
            outside, queue = wire.listening(journal, lake, chosen)
        except CloudError as error:
            _trouble(error)
            stop.wait(30.0)
            continue
        watch(outside, queue, stop, Pace(threads=chosen.threads, wait_seconds=POLL_SECONDS, tell=_tell))


def _tell(said: Counts | Pause) -> None:
    if isinstance(said, Pause):
        click.echo(f"{said.error} Trying again in {said.seconds:g} s.", err=True)


def listen(chosen: Settings, port: int) -> socket.socket:
    """A socket bound to the loopback; raises an error that says what to do when it cannot be."""
    if chosen.host not in LOOPBACK:
        raise SettingError(
            what=f"The web cannot listen on {chosen.host}: there is no sign-in yet.",
            where="setting host",
            remedy="Set it to 127.0.0.1.",
        )
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    # asyncio sends at once, without waiting for acknowledgements, on sockets that say they are TCP
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((chosen.host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        said = "is taken" if error.errno == errno.EADDRINUSE else "may not be used by you"
        raise MachineError(
            what=f"Port {port} {said}.",
            where=f"{chosen.host}:{port}",
            remedy="Stop what listens there, or choose another port with --port or PORT=.",
        ) from error
    return listener
