"""`modelgov findings`."""

from datetime import datetime

import click
import orjson

from modelgov import wire
from modelgov.cli.answer import as_json, write
from modelgov.cli.person import BY, who
from modelgov.control.found import known
from modelgov.control.frameworks import load_frameworks
from modelgov.report.matter import FIELDS, Matter, answer, matter
from modelgov.report.oscal import assessment_results
from modelgov.report.printed import printed
from modelgov.report.sheet import lines

FORMATS = ("csv", "json", "oscal", "html")


@click.group()
def command() -> None:
    """Export the findings that stand; say who sees to one, and comment on it."""


@command.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--output", default="", help="The file to write; the standard output when left out.")
def export(form: str, output: str) -> None:
    """Write the findings that stand: rows, OSCAL assessment results, or a report to print.

    What could not be read is part of the last two. Nothing is judged: run `modelgov check` first.
    """
    chosen = wire.settings()
    kept = wire.journal(chosen)
    tables = wire.hot_tables(chosen, kept, wire.lake(chosen))  # a view of a finding asks for many others
    frameworks = load_frameworks(chosen.control_folder)
    found = matter(tables.ask, wire.library(chosen), frameworks, wire.clock())
    text = _text(found, form)
    kept.close()
    if output:
        write(output, text)
    else:
        click.echo(text, nl=False)
    click.echo(f"{len(found.findings):,} findings stand. {found.coverage}", err=True)


@command.command()
@click.argument("finding_id", metavar="ID")
@click.option("--to", "assignee", required=True, help="Who sees to it; '' takes it back.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="The last day, UTC; by severity, if unsaid.")
@BY
def assign(finding_id: str, assignee: str, due: datetime | None, by: str) -> None:
    """Give the finding ID, which is <control>/<asset>, to somebody."""
    chosen = wire.settings()
    known(wire.attached_tables(chosen).ask, finding_id)
    given = wire.state(chosen).assignments.assign(
        finding_id,
        assignee.strip() or None,
        due_on=due.date() if due is not None else None,
        by=who(by),
        now=wire.clock(),
    )
    until = f", until {given.due_on}" if given.due_on is not None else ""
    click.echo(f"{given.assignee or 'Nobody'} sees to {finding_id}{until}, set by {given.set_by}.")


@command.command()
@click.argument("finding_id", metavar="ID")
@click.argument("text")
@BY
def comment(finding_id: str, text: str, by: str) -> None:
    """Say TEXT about the finding ID, which is <control>/<asset>."""
    chosen = wire.settings()
    known(wire.attached_tables(chosen).ask, finding_id)
    said = wire.state(chosen).assignments.comment(finding_id, text, by=who(by), now=wire.clock())
    click.echo(f"Comment {said.id} on {finding_id} is kept, by {said.author}.")


def _text(found: Matter, form: str) -> str:
    rows = answer(found.findings)
    match form:
        case "csv":
            return lines([FIELDS, *rows.rows])
        case "json":
            return as_json(rows) + "\n"
        case "oscal":
            return orjson.dumps(assessment_results(found), option=orjson.OPT_INDENT_2).decode() + "\n"
        case _:
            return printed(found)
