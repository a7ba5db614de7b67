"""`modelgov doctor`."""

import json
import sys
from collections.abc import Callable, Iterator

import click

from modelgov import wire
from modelgov.cli.main import INCOMPLETE
from modelgov.cli.watch import hub_of
from modelgov.collect.account import Organisation, listed
from modelgov.collect.aws import Door
from modelgov.collect.catalog import ACCOUNT_ACTIONS
from modelgov.collect.policy import ENTER, Place, collector_actions, document, statements
from modelgov.collect.reader import OrganisationReader
from modelgov.collect.refusal import CallError
from modelgov.errors import CloudError, ModelgovError
from modelgov.events.setup import Flaw
from modelgov.flow.doctor import Trial, everything, trials, way
from modelgov.record.coverage import Outcome
from modelgov.settings import Settings


@click.command()
def command() -> None:
    """Try every permission in every account and region, and look at the way of events, read-only.

    Says what lacks and what would mend it: the policy, or `modelgov watch --set-up`.
    Exit code 0 when all is well, 3 when something is missing.
    """
    chosen = wire.settings()
    door = wire.door(chosen)
    poor = [line for name, check in _checks(chosen, door) if (line := _checked(name, check))]
    try:
        places = _places(chosen, door)
    except ModelgovError as error:
        poor.append(f"accounts: {error.what} {error.remedy}")
        places = ()
    found = trials(door, places, chosen.threads)
    lacking = [trial for trial in found if not trial.well]
    flaws: tuple[Flaw, ...] = ()
    try:
        flaws = _way(chosen, door, places, found)
    except ModelgovError as error:
        poor.append(f"events: {error.what} {error.remedy}")
    for line in [*poor, *(_line(trial) for trial in lacking), *(_event_line(row) for row in flaws)]:
        click.echo(line)
    _mend(chosen, lacking, flaws)
    untried = sorted({*collector_actions()} - {*everything(), ENTER, *ACCOUNT_ACTIONS})
    if untried:
        click.echo(f"Not tried: {', '.join(untried)}.", err=True)
    click.echo(
        f"{len(found):,} permissions tried, {len(lacking) + len(poor) + len(flaws):,} things are missing.",
        err=True,
    )
    sys.exit(INCOMPLETE if lacking or poor or flaws else 0)


def _checks(chosen: Settings, door: Door) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "credentials", door.home
    yield "lake", lambda: wire.lake(chosen)


def _checked(name: str, check: Callable[[], object]) -> str:
    """What is wrong, in a line; empty when nothing is."""
    try:
        check()
    except ModelgovError as error:
        return f"{name}: {error.what} {error.remedy}"
    return ""


def _way(
    chosen: Settings, door: Door, places: tuple[tuple[str, str], ...], found: tuple[Trial, ...]
) -> tuple[Flaw, ...]:
    """What is wrong with the way of events, of accounts and regions only where we were let in."""
    entered = {(row.account_id, row.region) for row in found if row.action == ENTER and row.outcome.complete}
    accounts = tuple(sorted({account for account, _ in places}))
    spokes = tuple(place for place in places if place in entered)
    return way(door.client, hub_of(chosen, door), accounts, spokes, chosen.threads)


def _places(chosen: Settings, door: Door) -> tuple[tuple[str, str], ...]:
    if chosen.accounts:
        accounts = listed(chosen.accounts, wire.clock).accounts
    else:
        reader = OrganisationReader.through(door)
        try:
            accounts = Organisation(reader, home=door.home(), run="doctor", clock=wire.clock).read().accounts
        except CallError as error:
            raise CloudError(what=error.what, where=error.where, remedy=error.remedy) from error
    return tuple((row.id, region) for row in accounts if row.active for region in sorted(set(chosen.regions)))


def _line(trial: Trial) -> str:
    return f"{trial.outcome.value} {trial.account_id} {trial.region} {trial.action}: {trial.reason}"


def _event_line(row: Flaw) -> str:
    return f"events {row.account_id} {row.region} {row.what}: {row.reason} {row.mend}"


def _mend(chosen: Settings, lacking: list[Trial], flaws: tuple[Flaw, ...]) -> None:
    """The policy that would let in what was denied."""
    refused = {action for row in flaws for action in row.actions}
    denied = sorted({trial.action for trial in lacking if trial.outcome is Outcome.DENIED} | refused)
    if denied:
        place = Place(partition=wire.partition(chosen), role_name=chosen.role_name)
        click.echo(json.dumps(document(statements(denied, place)), indent=2))
