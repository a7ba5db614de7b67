"""`modelgov findings`."""

import click
import orjson

from modelgov import wire
from modelgov.cli.answer import as_json, write
from modelgov.control.frameworks import load_frameworks
from modelgov.report.matter import FIELDS, Matter, answer, matter
from modelgov.report.oscal import assessment_results
from modelgov.report.printed import printed
from modelgov.report.sheet import lines

FORMATS = ("csv", "json", "oscal", "html")


@click.group()
def command() -> None:
    """Export the findings that stand."""


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
