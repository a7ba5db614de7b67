"""Rows as CSV that a spreadsheet may open: nothing in a cell is run as a formula."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def lines(rows: Iterable[Iterable[Any]]) -> str:
    """The rows as text."""
    written = io.StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case str() if value.startswith(FORMULA):
            return "'" + value
        case _:
            return value
