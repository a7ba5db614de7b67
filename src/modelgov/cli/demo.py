"""`modelgov demo`: the emulated AWS, its organisation, a collection, and the dashboard on it.

Everything it keeps is below one folder, `.demo/<size>`: the state of the emulated AWS and modelgov's
own data. The next start goes on from there, unless the last one was killed after it had begun to
collect and before the emulated AWS had saved its state: the data would know more than AWS does.
"""

import fcntl
import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from modelgov.cli import collect, serve, watch
from modelgov.cli.catchup import catching_up
from modelgov.cli.stop import Asked, Stopped
from modelgov.cli.terminal import width
from modelgov.cli.tryout import said, variables
from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS
from modelgov.demo.emulator import Emulator, emulated_aws, without_other_aws
from modelgov.demo.life import Life
from modelgov.demo.organisation.bill import BUCKET, PREFIX
from modelgov.demo.organisation.cache import build_snapshot, snapshot_path
from modelgov.demo.organisation.estate import OFFERED, Size
from modelgov.demo.organisation.plan import Plan
from modelgov.errors import MachineError
from modelgov.settings import Settings
from modelgov.table.hot import HotTables

FOLDER = Path(".demo")
HIGHEST_PORT = 65_535
DEED_SECONDS = 4.0
LOOK_SECONDS = 0.2
ENDED_SECONDS = 2.0
METRIC_DAYS = 14  # of hourly metrics that the first collection reads: 90 would take a minute
CALLS = 100  # a second of each API in one account and region: the emulated AWS takes more than AWS does
KILLED = "The last run was killed before it had saved its state: starting afresh."
OTHER = "The last run was of another seed or version of the demo: starting afresh."
SAVED = "Stopped. The next start goes on from here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where one size of the demo lives. `origin` names the snapshot that it came from."""

    folder: Path

    @property
    def state(self) -> Path:
        """State of the emulated AWS."""
        return self.folder / "aws.state"

    @property
    def data(self) -> Path:
        """modelgov's own data."""
        return self.folder / "data"

    @property
    def origin(self) -> Path:
        """The anchor date and the snapshot's name, a line each; there is no last run without it."""
        return self.folder / "origin"

    @property
    def collected(self) -> Path:
        """Stands once everything was collected: from then on the dashboard has something to show."""
        return self.folder / "collected"

    @property
    def running(self) -> Path:
        """Stands while the data may be ahead of the saved state, and after one that was killed then."""
        return self.folder / "running"

    @property
    def lock(self) -> Path:
        """Held by the process that runs here; its id is written in it."""
        return self.folder / "lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line asks for."""

    size: Size
    seed: int
    port: int
    aws_port: int | None
    quiet: bool
    fresh: bool


@click.command()
@click.option(
    "--size", type=click.Choice([size.value for size in OFFERED]), default="medium", show_default=True
)
@click.option(
    "--port", type=click.IntRange(1, HIGHEST_PORT), default=8080, show_default=True, help="The dashboard's."
)
@click.option(
    "--aws-port",
    type=click.IntRange(0, HIGHEST_PORT),
    default=None,
    help="The emulated AWS's; the next one, or any free one, if unsaid.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another number, another organisation.")
@click.option("--quiet-life", is_flag=True, help="Nobody registers, approves or deploys anything meanwhile.")
@click.option("--fresh", is_flag=True, help="Forget the last run and start from the snapshot.")
def command(size: str, port: int, aws_port: int | None, seed: int, *, quiet_life: bool, fresh: bool) -> None:
    """Run the demo organisation on an emulated AWS, and the dashboard on it."""
    console = Console(stderr=True, highlight=False, emoji=False, width=width(sys.stderr))
    wish = Wish(
        size=Size(size),
        seed=seed,
        port=port,
        aws_port=aws_port,
        quiet=quiet_life,
        fresh=fresh,
    )
    asked = Asked(console)
    home = Home(folder=(FOLDER / size).absolute())
    try:
        with asked.listening():
            _run(console, asked, home, wish)
    except Stopped:
        console.print(SAVED if home.origin.exists() and not home.running.exists() else "Stopped.")
        sys.exit(128 + asked.number)
    console.print(SAVED)


def _run(console: Console, asked: Asked, home: Home, wish: Wish) -> None:
    user = dict(os.environ)
    _enter(without_other_aws(user))
    chosen = _settings(home, wish)
    listener = serve.listen(chosen, wish.port)
    with _alone(home):
        with asked.heeded():
            plan = _plan(console, home, wish)
        console.print("2/5 Starting the emulated AWS")
        with _aws(home, wish) as aws, _guarded(aws, asked):
            _enter(os.environ | aws.environment(GOVERNANCE))
            with asked.heeded():
                console.print("3/5 Setting up the event bus, the queue and the rules")
                watch.set_up_hub(chosen)
                asked.look()
                home.running.touch()
                known = home.collected.exists()
                if not known:
                    _collect(console, chosen)
                    asked.look()
                    home.collected.touch()
                console.print(f"{4 if known else 5}/5 Loading the tables")
                shared, tell = variables(aws, chosen), partial(_print, console, style="dim")

                def ready(hot: HotTables) -> None:
                    asked.leave()
                    _print(console, said(aws, chosen, user, hot))
                    if known:
                        _print(console, "\n5/5 Collecting what happened since the last run")
                        catch_up()

                with (
                    catching_up(shared, home.folder, tell) as catch_up,
                    _life(aws, console, plan, quiet=wish.quiet),
                ):
                    serve.run(chosen, listener, watching=True, ready=ready)
                    asked.listen()


def _settings(home: Home, wish: Wish) -> Settings:
    return Settings(
        data=str(home.data),
        regions=REGIONS,
        port=wish.port,
        metric_days=METRIC_DAYS,
        calls_per_second=CALLS,
        cost_files=f"s3://{BUCKET}/{PREFIX}",
    )


def _collect(console: Console, chosen: Settings) -> None:
    console.print("4/5 Collecting every account and region")
    collect.run(chosen, console, full=False)


def _enter(wanted: Mapping[str, str]) -> None:
    """Make this the environment of this process and its children."""
    for name in os.environ.keys() - wanted.keys():
        del os.environ[name]
    os.environ.update(wanted)


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Be the only one here; the lock falls with the process, however that ends."""
    with _writing(home):
        home.folder.mkdir(parents=True, exist_ok=True)
        lock = home.lock.open("a+", encoding="ascii")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise MachineError(
                what="This demo is running already.",
                where=f"process {lock.read()}, {home.folder}",
                remedy="Stop it with Ctrl-C, or run another SIZE on another PORT.",
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def _writing(home: Home) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MachineError(
            what=f"The demo's folder cannot be written: {error.strerror}.",
            where=str(home.folder),
            remedy="Run it in a folder that you may write to and that has room.",
        ) from error


@contextmanager
def _aws(home: Home, wish: Wish) -> Iterator[Emulator]:
    """The emulated AWS; once it has saved its state, that and the data are a pair again."""
    following = wish.port + 1 if wish.port < HIGHEST_PORT else 0
    aws = None
    try:
        with emulated_aws(
            state=home.state,
            port=following if wish.aws_port is None else wish.aws_port,
            otherwise_any=wish.aws_port is None,
            save_at_end=True,
            log=home.folder / "aws.log",
        ) as aws:
            yield aws
    finally:
        if aws is not None and aws.exit_code == 0:
            home.running.unlink(missing_ok=True)


@contextmanager
def _guarded(aws: Emulator, asked: Asked) -> Iterator[None]:
    """Stop when the emulated AWS ends by itself."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            if aws.exit_code is not None:
                asked.at_once = False
                os.kill(os.getpid(), signal.SIGINT)
                over.wait(ENDED_SECONDS)

    thread = threading.Thread(target=look, name="guard")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _plan(console: Console, home: Home, wish: Wish) -> Plan:
    """Go on from the last run's state where there is one that fits; else from the snapshot."""
    snapshots = home.folder.parent / "snapshot"
    last, killed = _last_plan(home, wish, snapshots), home.running.exists()
    if last is not None and not wish.fresh and not killed:
        console.print("1/5 Going on from the last run")
        return last
    if not wish.fresh and (killed or home.origin.exists()):
        console.print(KILLED if killed else OTHER)
    plan = Plan(size=wish.size, seed=wish.seed, anchor=datetime.now(UTC).date())
    with _writing(home), _bar(console, "1/5 Seeding the demo organisation") as progress:
        path = build_snapshot(snapshots, plan, progress)
        home.origin.unlink(missing_ok=True)
        home.collected.unlink(missing_ok=True)
        if home.data.exists():
            shutil.rmtree(home.data)
        shutil.copyfile(path, home.state)
        home.data.mkdir()
        home.origin.write_text(f"{plan.anchor.isoformat()}\n{path.name}\n", encoding="ascii")
        home.running.unlink(missing_ok=True)
    return plan


def _last_plan(home: Home, wish: Wish, snapshots: Path) -> Plan | None:
    if not (home.origin.exists() and home.state.exists() and home.data.exists()):
        return None
    lines = home.origin.read_text(encoding="ascii").splitlines()
    if len(lines) != 2:
        return None
    plan = Plan(size=wish.size, seed=wish.seed, anchor=date.fromisoformat(lines[0]))
    return plan if snapshot_path(snapshots, plan).name == lines[1] else None


@contextmanager
def _bar(console: Console, title: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(title, total=1)
        yield lambda done, total: bar.update(task, completed=done, total=total)
        bar.update(task, completed=1, total=1)


@contextmanager
def _life(aws: Emulator, console: Console, plan: Plan, *, quiet: bool) -> Iterator[None]:
    stop = threading.Event()
    life = Life(aws=aws, draw=random.Random(f"{plan.seed}/{os.getpid()}"))  # noqa: S311 - no secret
    thread = threading.Thread(
        target=life.live,
        kwargs={
            "every_s": DEED_SECONDS,
            "stop": stop,
            "tell": lambda deed: _print(console, f"  {deed}", "dim"),
            "trouble": lambda said: _print(console, f"  {said}", "yellow"),
        },
    )
    if not quiet:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if not quiet:
            thread.join()


def _print(console: Console, said: str, style: str | None = None) -> None:
    """As it stands: a path or a name from AWS may look like markup, and a command must not be broken."""
    console.print(said, style=style, markup=False, soft_wrap=True)
