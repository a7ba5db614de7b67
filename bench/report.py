"""Write a result: the command, the machine, tables of what was measured."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

import duckdb

from organisation import HOME


def machine() -> str:
    """The machine and the versions that matter, in a sentence."""
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores of {platform.machine()}, shared with other work (load {os.getloadavg()[0]:.1f} at"
        f" the end); Python {platform.python_version()}, DuckDB {duckdb.__version__}, botocore"
        f" {version('botocore')}, PyIceberg {version('pyiceberg')}, moto {version('moto')};"
        f" {datetime.now(UTC):%d %B %Y}"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table, numbers to the right."""
    numeric = [all(not isinstance(row[i], str) for row in rows) for i in range(len(head))]
    lines = [head, ["--:" if right else "---" for right in numeric]]
    lines += [[_cell(value) for value in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    match value:
        case float() if abs(value) >= 100:
            return f"{value:,.0f}"
        case float():
            return f"{value:,.1f}"
        case int():
            return f"{value:,}"
        case _:
            return str(value)


def write(name: str, title: str, command: str, parts: Sequence[str]) -> None:
    """Write `result/<name>.md` and print it."""
    text = "\n\n".join((f"# {title}", f"`{command}`", f"Machine: {machine()}.", *parts)) + "\n"
    path = HOME / "result" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(text)
