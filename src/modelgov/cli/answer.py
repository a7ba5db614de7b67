"""How a command prints an answer: as a table for a person, as CSV or JSON for a program."""

import csv
import json
import math
import sys
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, assert_never

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from modelgov.cli.terminal import width
from modelgov.errors import MachineError
from modelgov.table.engine import Answer


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


MOST = 2_000  # rows of a table for a person: laying out a million takes longer than reading them would

FORMAT = click.option(
    "--format", "form", type=click.Choice([f.value for f in Format]), default="table", show_default=True
)


def show(answer: Answer, form: Format) -> None:
    """Print the rows to the standard output."""
    match form:
        case Format.TABLE:
            _table(answer)
        case Format.CSV:
            writer = csv.writer(sys.stdout)
            writer.writerow(answer.columns)
            writer.writerows([[_text(value) for value in row] for row in answer.rows])
        case Format.JSON:
            click.echo(as_json(answer))
        case _:
            assert_never(form)


def as_json(answer: Answer) -> str:
    """The rows as a JSON list of objects."""
    return json.dumps([_plain(row) for row in answer.records()], ensure_ascii=False)


def write(path: str, text: str) -> None:
    """Write a file that somebody asked for; raises MachineError where it cannot be written."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise MachineError(
            what=f"The file cannot be written: {error.strerror}.",
            where=path,
            remedy="Name a file in a folder that is there and that you may write to.",
        ) from error


def _table(answer: Answer) -> None:
    shown = Table(box=None, pad_edge=False)
    for name in answer.columns:
        shown.add_column(Text(name), overflow="fold")
    for row in answer.rows[:MOST]:
        shown.add_row(*(Text(_text(value)) for value in row))  # what is in brackets is no markup
    Console(width=width(sys.stdout)).print(shown)
    counted = f"{len(answer.rows):,} {'row' if len(answer.rows) == 1 else 'rows'}"
    more = f", of which the first {MOST:,} are shown: --format csv or json gives all"
    click.echo(counted + (more if len(answer.rows) > MOST else ""), err=True)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat()
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _plain(value: Any) -> Any:
    """A value as JSON has it: numbers of any size, times as text, what JSON lacks as null or text."""
    match value:
        case None | str() | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return str(value)
