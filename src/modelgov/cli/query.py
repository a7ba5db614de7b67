"""`modelgov query`."""

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.lake.known import moment_of
from modelgov.table.statement import read_only
from modelgov.table.view import BILLED


@click.command()
@click.argument("sql")
@click.option("--as-of", help="Over what was known at a time such as 2026-11-01T00:00:00Z, or on a day.")
@FORMAT
def command(sql: str, as_of: str | None, form: str) -> None:
    """Run SQL over the tables, read-only, in Trino's (Athena's) dialect.

    For example: modelgov query "select approval_status, count(*) from model_version group by 1"
    """
    statement = read_only(sql)
    chosen = wire.settings()
    at = moment_of(as_of, wire.clock()) if as_of is not None else None
    tables = wire.attached_tables(chosen, at)
    if any(name in statement.lower() for name in BILLED):
        tables.bill(wire.billed(chosen, at))
    tables.forbid()
    show(tables.ask_reader(statement), Format(form))
