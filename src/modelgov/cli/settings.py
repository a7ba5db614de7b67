"""`modelgov settings`."""

import re
import sys
from dataclasses import fields

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from modelgov import wire
from modelgov.cli.terminal import width
from modelgov.settings import Settings

SECRET = re.compile(r"(://[^:/@]*:).*(?=@)|([?&]password=)[^&]*")  # of the user in a URL


@click.command()
def command() -> None:
    """List the settings, what they mean and what they are now."""
    chosen = wire.settings()
    shown = Table(box=None, pad_edge=False)
    for head in ("setting", "now", "meaning"):
        shown.add_column(head, overflow="fold")
    for row in fields(Settings):
        value = getattr(chosen, row.name)
        shown.add_row(row.name, Text(_text(value)), Text(row.metadata["meaning"]))
    Console(width=width(sys.stdout)).print(shown)


def _text(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(value)
        case dict():
            return "; ".join(f"{key}: {', '.join(words)}" for key, words in value.items())
        case str():
            return SECRET.sub(r"\1\2***", value)
        case _:
            return str(value)
