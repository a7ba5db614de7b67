"""`modelgov tables`."""

import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from modelgov.cli.terminal import width
from modelgov.errors import NotFoundError
from modelgov.table.describe import Described, described


@click.command()
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the tables and columns, and what they mean; of one table if it is named."""
    found = described()
    if name is not None:
        found = tuple(table for table in found if table.name == name)
        if not found:
            raise NotFoundError(
                what=f"There is no table named {name}.", where="tables", remedy="See `modelgov tables`."
            )
    console = Console(width=width(sys.stdout))
    for table in found:
        _print(console, table)


def _print(console: Console, table: Described) -> None:
    console.print(Text.assemble((table.name, "bold"), "  ", table.meaning))
    shown = Table(box=None, show_header=False, padding=(0, 2))
    for column in table.columns:
        shown.add_row(column.name, column.type.lower(), Text(column.meaning))
    console.print(shown)
    console.print()
