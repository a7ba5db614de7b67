"""`modelgov query`."""

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.table.statement import read_only
from modelgov.table.view import BILLED


@click.command()
@click.argument("sql")
@FORMAT
def command(sql: str, form: str) -> None:
    """Run SQL over the tables, read-only, in Trino's (Athena's) dialect.

    For example: modelgov query "select approval_status, count(*) from model_version group by 1"
    """
    statement = read_only(sql)
    tables = wire.attached_tables(wire.settings())
    if any(name in statement.lower() for name in BILLED):
        tables.bill(wire.billed(wire.settings()))
    tables.forbid()
    show(tables.ask_reader(statement), Format(form))
