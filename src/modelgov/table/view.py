"""The views in the order that they build on each other, their SQL, and what their columns mean.

The `.sql` files are in Trino's dialect, in the subset that DuckDB answers alike; sqlglot turns them
into DuckDB's for the embedded engine.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

import sqlglot

FOLDER = Path(__file__).parent / "sql"
COLUMNS = Path(__file__).parent / "columns.toml"

STAGING = (
    "account_now",
    "model_group_now",
    "model_version_now",
    "model_now",
    "endpoint_config_now",
    "endpoint_now",
    "group_fact",
    "version_fact",
    "group_effective",
    "version_effective",
)
PUBLIC = ("account", "endpoint", "model_version", "model_group", "approval", "change", "coverage")
ORDER = (*STAGING[:6], "account", *STAGING[6:], *PUBLIC[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view: its meaning (the leading comment of its file) and its statement as it stands."""

    name: str
    meaning: str
    statement: str


def view(name: str) -> View:
    """Read one view from its file."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    comment = [line[2:].strip() for line in takewhile(lambda line: line.startswith("--"), text.splitlines())]
    return View(name=name, meaning=" ".join(comment), statement=text)


@cache
def duckdb_statement(name: str) -> str:
    """The view's statement in DuckDB's dialect."""
    return sqlglot.transpile(view(name).statement, read="trino", write="duckdb", comments=False)[0]


@cache
def column_meanings() -> dict[str, str]:
    """One meaning for every column name, the same wherever the column stands."""
    meanings: dict[str, str] = tomllib.loads(COLUMNS.read_text(encoding="utf-8"))
    return meanings
