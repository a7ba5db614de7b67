"""`modelgov framework`."""

import sys
from collections.abc import Sequence

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.control.clause import ClauseStatus, FrameworkStanding, standings
from modelgov.control.frameworks import Framework, framework_named, lint_frameworks, load_frameworks
from modelgov.settings import Settings
from modelgov.table.engine import Answer
from modelgov.table.view import duckdb_statement

COUNTS = tuple(status.value for status in ClauseStatus)


@click.group()
def command() -> None:
    """Laws, guidance and standards, clause by clause, by what controls found."""


def _standings(chosen: Settings, frameworks: Sequence[Framework]) -> tuple[FrameworkStanding, ...]:
    tables = wire.attached_tables(chosen)
    return standings(
        frameworks,
        wire.library(chosen),
        lambda name: tables.ask(duckdb_statement(f"page/{name}")).records(),
    )


@command.command("list")
@FORMAT
def list_(form: str) -> None:
    """List the frameworks, whether they are in force, and how many clauses have which status."""
    chosen, today = wire.settings(), wire.clock().date()
    rows = tuple(
        (row.framework.id, row.framework.title, row.framework.state(today), *row.counts.values())
        for row in _standings(chosen, load_frameworks(chosen.control_folder))
    )
    show(Answer(columns=("framework", "title", "in_force", *COUNTS), rows=rows), Format(form))


@command.command("show")
@click.argument("name")
@FORMAT
def show_(name: str, form: str) -> None:
    """Show a framework clause by clause: its status, assets by status, and what is left to a person."""
    chosen = wire.settings()
    named = framework_named(load_frameworks(chosen.control_folder), name)
    (found,) = _standings(chosen, [named])
    _head(found)
    counts = ("passed", "failed", "unknown", "exempt")
    columns = ("ref", "title", "applies_from", "status", *counts, "controls", "manual")
    rows = tuple(
        (
            *(row.clause.ref, row.clause.title, row.clause.applies_from, row.status.value),
            *(sum(getattr(control, key) for control in row.controls) for key in counts),
            ", ".join(control.control_id for control in row.controls),
            row.clause.manual,
        )
        for row in found.clauses
    )
    show(Answer(columns=columns, rows=rows), Format(form))


def _head(found: FrameworkStanding) -> None:
    framework = found.framework
    read = "at the source" if framework.read == "source" else framework.read
    said = [
        f"{framework.title}, {framework.version}; {framework.issuer}.",
        f"{framework.state(wire.clock().date()).capitalize()}. {framework.force}",
        f"Checked {framework.checked}, read {read}: {', '.join(framework.sources)}",
        *(f"Unsettled: {text}" for text in framework.unsettled),
        f"Evaluated {found.evaluated_at.isoformat()}."
        if found.evaluated_at
        else "Nothing was evaluated yet.",
        ", ".join(f"{count} {status}" for status, count in found.counts.items()) + ".",
    ]
    for line in said:
        click.echo(line, err=True)


@command.command("lint")
def lint() -> None:
    """Check that every control that a framework names is there; exit code 1 when something is wrong."""
    chosen = wire.settings()
    frameworks = load_frameworks(chosen.control_folder)
    found = lint_frameworks(frameworks, wire.library(chosen))
    for error in found:
        click.echo(f"{error.where}: {error.what}")
    click.echo(f"{len(frameworks)} frameworks, {len(found)} wrong.", err=True)
    sys.exit(1 if found else 0)
