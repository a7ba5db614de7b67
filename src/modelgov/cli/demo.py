"""`modelgov demo`: the emulated AWS, its organisation, a collection, and the dashboard on it.

Everything it keeps is below one folder, `.demo/<size>`: the state of the emulated AWS and modelgov's
own data. After a clean end the next start goes on from there; else it starts afresh.
"""

import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from modelgov import wire
from modelgov.cli import collect, serve, watch
from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS
from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.demo.life import Life
from modelgov.demo.organisation.cache import build_snapshot, snapshot_path
from modelgov.demo.organisation.estate import OFFERED, Size
from modelgov.demo.organisation.plan import Plan
from modelgov.errors import MachineError
from modelgov.settings import Settings

FOLDER = Path(".demo")
DEED_SECONDS = 4.0


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
        """The anchor date and the snapshot's name, a line each."""
        return self.folder / "origin"

    @property
    def running(self) -> Path:
        """Stands while a demo runs, and after one that was killed."""
        return self.folder / "running"


@click.command()
@click.option(
    "--size", type=click.Choice([size.value for size in OFFERED]), default="medium", show_default=True
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8080, show_default=True, help="The dashboard's."
)
@click.option(
    "--aws-port",
    type=click.IntRange(0, 65535),
    default=None,
    help="The emulated AWS's; the next one if unsaid.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another number, another organisation.")
@click.option("--quiet-life", is_flag=True, help="Nobody registers, approves or deploys anything meanwhile.")
@click.option("--fresh", is_flag=True, help="Forget the last run and start from the snapshot.")
def command(size: str, port: int, aws_port: int | None, seed: int, *, quiet_life: bool, fresh: bool) -> None:
    """Run the demo organisation on an emulated AWS, and the dashboard on it."""
    console = Console(stderr=True, highlight=False)
    listener = serve.listen(Settings(), port)
    home = Home(folder=(FOLDER / size).absolute())
    with _alone(home) as clean:
        plan = _plan(console, home, Size(size), seed, fresh=fresh or not clean)
        console.print("2/5 Starting the emulated AWS")
        chosen_port = port + 1 if aws_port is None else aws_port
        with emulated_aws(
            state=home.state, port=chosen_port, save_at_end=True, log=home.folder / "aws.log"
        ) as aws:
            os.environ |= aws.environment(GOVERNANCE)
            chosen = replace(wire.settings(), data=str(home.data), regions=REGIONS, port=port)
            console.print("3/5 Setting up the event bus, the queue and the rules")
            watch.set_up_hub(chosen)
            console.print("4/5 Collecting every account and region")
            collect.run(chosen, console, full=False)
            console.print("5/5 Loading the tables")
            with _life(aws, console, plan, quiet=quiet_life):
                serve.run(chosen, listener, watching=True, ready=_teller(console, aws, chosen))
        console.print("Stopped. The next start goes on from here.")


@contextmanager
def _alone(home: Home) -> Iterator[bool]:
    """Mark the home as in use; yields whether the last use ended well."""
    home.folder.mkdir(parents=True, exist_ok=True)
    before = int(home.running.read_text(encoding="ascii") or "0") if home.running.exists() else 0
    if before and _alive(before):
        raise MachineError(
            what="This demo is running already.",
            where=f"process {before}, {home.folder}",
            remedy="Stop it with Ctrl-C, or run another SIZE on another PORT.",
        )
    home.running.write_text(str(os.getpid()), encoding="ascii")
    yield not before
    home.running.unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return b"demo" in Path(f"/proc/{process}/cmdline").read_bytes() if Path("/proc").is_dir() else True


def _plan(console: Console, home: Home, size: Size, seed: int, *, fresh: bool) -> Plan:
    """Go on from the last run's state where there is one that fits; else from the snapshot."""
    snapshots = home.folder.parent / "snapshot"
    last = _last_plan(home, size, seed, snapshots)
    if last is not None and not fresh:
        console.print("1/5 Going on from the last run")
        return last
    plan = Plan(size=size, seed=seed, anchor=datetime.now(UTC).date())
    with _bar(console, "1/5 Seeding the demo organisation") as progress:
        path = build_snapshot(snapshots, plan, progress)
    shutil.rmtree(home.data, ignore_errors=True)
    shutil.copyfile(path, home.state)
    home.origin.write_text(f"{plan.anchor.isoformat()}\n{path.name}\n", encoding="ascii")
    return plan


def _last_plan(home: Home, size: Size, seed: int, snapshots: Path) -> Plan | None:
    if not (home.origin.exists() and home.state.exists() and home.data.exists()):
        return None
    anchor, name = home.origin.read_text(encoding="ascii").splitlines()
    plan = Plan(size=size, seed=seed, anchor=date.fromisoformat(anchor))
    return plan if snapshot_path(snapshots, plan).name == name else None


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
            "tell": lambda deed: console.print(f"  {deed}", style="dim"),
            "trouble": lambda said: console.print(f"  {said}", style="yellow"),
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


WAITING = """
select account_id, region, model_group, version, model_version_arn
from model_version where approval_status = 'PendingManualApproval' order by registered_at desc limit 1
"""


def _teller(console: Console, aws: Emulator, chosen: Settings) -> Callable[[], None]:
    """Says where everything is and what to try, with a version that really waits for approval."""
    tables = wire.attached_tables(chosen)
    account, region, group, version, arn = tables.ask(WAITING).rows[0]
    tables.close()
    approve = f"ModelPackageArn='{arn}', ModelApprovalStatus='Approved'"
    page = f"http://{chosen.host}:{chosen.port}"
    said = f"""
[bold]modelgov is at {page}[/bold]  (this machine only: there is no sign-in yet)
The emulated AWS is at {aws.endpoint_url}

Things to try in another terminal:

1. Approve a version that waits, and see it arrive on {page}/models/{account}/{region}/{group}/{version}
     export {_exports(aws.environment(account, region))}
     aws sagemaker update-model-package --model-approval-status Approved --model-package-arn {arn}
   or, without the aws command:
     .venv/bin/python -c "import boto3; boto3.client('sagemaker').update_model_package({approve})"

2. Ask in SQL; `modelgov tables` lists what there is:
     export MODELGOV_DATA='{chosen.data}'
     .venv/bin/modelgov query "select business_unit, count(*) as waiting from model_version
       where approval_status = 'PendingManualApproval' group by business_unit order by waiting desc"

3. Collect once more: nothing is new, unless somebody did something meanwhile. In a new terminal:
     export {_exports(aws.environment(GOVERNANCE) | _ours(chosen))}
     .venv/bin/modelgov collect --full

Ctrl-C stops everything."""
    return lambda: console.print(said, soft_wrap=True)


def _ours(chosen: Settings) -> dict[str, str]:
    return {"MODELGOV_DATA": chosen.data, "MODELGOV_REGIONS": ",".join(chosen.regions)}


def _exports(environment: dict[str, str]) -> str:
    return " ".join(f"{name}='{value}'" for name, value in environment.items())
