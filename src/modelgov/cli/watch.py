"""`modelgov watch`."""

import signal
import sys
import threading

import click
from rich.console import Console

from modelgov import wire
from modelgov.cli.main import INCOMPLETE
from modelgov.collect.account import Organisation, listed
from modelgov.collect.aws import Door
from modelgov.collect.reader import OrganisationReader
from modelgov.errors import ModelgovError
from modelgov.events.setup import State, Step, organisation_id, set_up
from modelgov.events.way import Hub
from modelgov.flow.serve import Pace as CommitPace
from modelgov.flow.serve import keep
from modelgov.flow.watch import Counts, Pace, Pause, watch
from modelgov.settings import Settings

POLL_SECONDS = 2  # a poll that has begun is waited for when we stop
HIDDEN_SECONDS = 30  # how long a message that a killed watch held stays away
FORWARDER = "ModelGovForwarder"


@click.command()
@click.option("--set-up", "setting_up", is_flag=True, help="Make bus, queue and rules, then stop.")
def command(*, setting_up: bool) -> None:
    """Take SageMaker's events from the hub's queue into the journal, until stopped."""
    chosen = wire.settings()
    if setting_up:
        steps = set_up_hub(chosen)
        _print(steps)
        sys.exit(INCOMPLETE if any(step.state is State.REFUSED for step in steps) else 0)
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    committer = wire.committer(chosen, journal, lake)
    outside, queue = wire.listening(journal, lake, chosen)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    pace = CommitPace(seconds=chosen.commit_seconds, rows=chosen.commit_rows)
    committing = threading.Thread(target=keep, args=(journal, committer, pace, stop, _trouble))
    committing.start()
    click.echo(f"Watching {queue.url}; Ctrl-C stops.", err=True)
    total = watch(outside, queue, stop, Pace(threads=chosen.threads, wait_seconds=POLL_SECONDS, tell=_tell))
    committing.join()
    journal.close()
    click.echo(
        f"Stopped after {total.received:,} messages, {total.recorded.changed + total.recorded.new:,} changes."
    )


def _tell(said: Counts | Pause) -> None:
    match said:
        case Pause():
            click.echo(f"{said.error} Trying again in {said.seconds:g} s.", err=True)
        case Counts():
            stored = said.recorded.new + said.recorded.changed
            click.echo(
                f"{said.received} messages: {stored} stored, {said.recorded.unchanged} known,"
                f" {said.ignored} of no interest, {said.poison} unreadable",
                err=True,
            )


def _trouble(error: ModelgovError) -> None:
    click.echo(str(error), err=True)


def set_up_hub(chosen: Settings) -> tuple[Step, ...]:
    """Make bus, queue and rules in the hub and in every account and region."""
    door = wire.door(chosen)
    home = door.home()
    if chosen.accounts:
        found = listed(chosen.accounts, wire.clock)
    else:
        found = Organisation(
            OrganisationReader.through(door), home=home, run="set-up", clock=wire.clock
        ).read()
    accounts = [account.id for account in found.accounts if account.active]
    hub = hub_of(chosen, door)
    return set_up(door.client, hub, [(account, region) for account in accounts for region in chosen.regions])


def hub_of(chosen: Settings, door: Door) -> Hub:
    """Where the settings say that events meet."""
    home = door.home()
    return Hub(
        account_id=chosen.hub_account or home,
        region=chosen.hub_region,
        bus=chosen.event_bus,
        queue=chosen.queue,
        organisation_id=organisation_id(door.client("organizations", home, chosen.hub_region)),
        forwarder=FORWARDER,
        visibility_seconds=HIDDEN_SECONDS,
        partition=wire.partition(chosen),
    )


def _print(steps: tuple[Step, ...]) -> None:
    console = Console(stderr=True, markup=False, emoji=False)
    for step in steps:
        reason = f": {step.reason}" if step.reason else ""
        console.print(
            f"{step.state.value} {step.what} ({step.account_id} {step.region}){reason}", highlight=False
        )
