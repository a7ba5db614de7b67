"""`modelgov waiver`."""

from datetime import datetime

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.cli.person import BY, who
from modelgov.state.waiver import Standing, Wish
from modelgov.table.engine import Answer

COLUMNS = (
    *("id", "standing", "control_id", "asset", "until", "why"),
    *("asked_by", "asked_at", "approved_by", "approved_at", "revoked_by", "revoked_at"),
)


@click.group()
def command() -> None:
    """Ask for, approve, revoke and list waivers of controls.

    A waiver counts once another person than who asked has approved it, until its last day is over.
    """


@command.command()
@click.argument("control")
@click.argument("asset")
@click.option("--why", required=True, help="The reason, in a sentence or two.")
@click.option(
    "--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day that it counts, UTC."
)
@BY
def ask(control: str, asset: str, why: str, until: datetime, by: str) -> None:
    """Ask that CONTROL does not count for ASSET: an ARN, or the beginning of some with a * at the end."""
    wish = Wish(control_id=control, asset=asset, why=why, until=until.date(), asked_by=who(by))
    asked = wire.state(wire.settings()).waivers.ask(wish, wire.clock())
    click.echo(
        f"Waiver {asked.id} is asked for by {asked.asked_by}. It counts once somebody else approves it:"
    )
    click.echo(f"modelgov waiver approve {asked.id}")


@command.command()
@click.argument("number", type=int)
@BY
def approve(number: int, by: str) -> None:
    """Let waiver NUMBER count: not for who asked for it."""
    approved = wire.state(wire.settings()).waivers.approve(number, who(by), wire.clock())
    click.echo(
        f"Waiver {approved.id} of {approved.control_id} for {approved.asset} counts until {approved.until}."
    )


@command.command()
@click.argument("number", type=int)
@BY
def revoke(number: int, by: str) -> None:
    """End waiver NUMBER, or refuse it where nobody has approved it."""
    revoked = wire.state(wire.settings()).waivers.revoke(number, who(by), wire.clock())
    click.echo(f"Waiver {revoked.id} of {revoked.control_id} for {revoked.asset} is revoked.")


@command.command(name="list")
@click.option("--all", "every", is_flag=True, help="Those too that have ended or are revoked.")
@FORMAT
def list_(form: str, *, every: bool) -> None:
    """List the waivers that count or wait for approval, the oldest first."""
    now = wire.clock()
    rows = [(waiver.standing(now), waiver) for waiver in wire.state(wire.settings()).waivers.all()]
    shown = [
        tuple(standing if name == "standing" else getattr(waiver, name) for name in COLUMNS)
        for standing, waiver in rows
        if every or standing in (Standing.ASKED, Standing.ACTIVE)
    ]
    show(Answer(columns=COLUMNS, rows=tuple(shown)), Format(form))
