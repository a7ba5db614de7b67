"""What was read and what was not, and what events missed, from statements in `sql/command`."""

from collections.abc import Callable
from functools import cache

import sqlglot

from modelgov.table.engine import Answer
from modelgov.table.view import FOLDER

Ask = Callable[[str], Answer]


@cache
def _statement(name: str) -> str:
    text = (FOLDER / "command" / f"{name}.sql").read_text(encoding="utf-8")
    return sqlglot.transpile(text, read="trino", write="duckdb", comments=False)[0]


def coverage_rows(ask: Ask) -> Answer:
    """The newest state of every read, gaps first."""
    return ask(_statement("coverage"))


def event_rates(ask: Ask) -> Answer:
    """Changes that events told of and missed, newest day first."""
    return ask(_statement("event_rate"))
