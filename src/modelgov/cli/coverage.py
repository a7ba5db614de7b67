"""`modelgov coverage`."""

import sys

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.cli.main import INCOMPLETE
from modelgov.table.covered import coverage_rows, event_rates
from modelgov.table.engine import Answer


@click.command()
@click.option("--account", "accounts", multiple=True, help="Only of this account; may be given again.")
@click.option("--region", "regions", multiple=True, help="Only of this region; may be given again.")
@click.option("--gaps", is_flag=True, help="Only what could not be seen.")
@click.option("--events", is_flag=True, help="How many changes events missed, by account, region and day.")
@FORMAT
def command(
    accounts: tuple[str, ...], regions: tuple[str, ...], form: str, *, gaps: bool, events: bool
) -> None:
    """Say what was read and what could not be, and what events missed.

    Exit code 0 when nothing stayed unseen, 3 when something did.
    """
    tables = wire.attached_tables(wire.settings())
    rows = _of(coverage_rows(tables.ask), accounts, regions)
    rates = _of(event_rates(tables.ask), accounts, regions)
    unseen = _where(rows, "gap")
    show(rates if events else unseen if gaps else rows, Format(form))
    missed = sum(row["missed"] for row in rates.records())
    changes = sum(row["changes"] for row in rates.records())
    click.echo(
        f"{len(unseen.rows):,} gaps; events missed {missed:,} of {changes:,} changes that they should tell.",
        err=True,
    )
    sys.exit(INCOMPLETE if unseen.rows else 0)


def _of(answer: Answer, accounts: tuple[str, ...], regions: tuple[str, ...]) -> Answer:
    wanted = {"account_id": accounts, "region": regions}
    places = {answer.columns.index(name): values for name, values in wanted.items() if values}
    rows = (row for row in answer.rows if all(row[place] in values for place, values in places.items()))
    return Answer(columns=answer.columns, rows=tuple(rows))


def _where(answer: Answer, name: str) -> Answer:
    place = answer.columns.index(name)
    return Answer(columns=answer.columns, rows=tuple(row for row in answer.rows if row[place]))
