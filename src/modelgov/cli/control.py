"""`modelgov control`."""

import sys
from pathlib import Path

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.collect.catalog import OPERATIONS
from modelgov.control.control import GROUPS, Control, Number, Parameter
from modelgov.control.judge import REACHED, judge
from modelgov.control.library import Library
from modelgov.control.lint import lint
from modelgov.control.sketch import sketch
from modelgov.control.trying import try_cases
from modelgov.errors import SettingError
from modelgov.table.describe import known_meanings
from modelgov.table.engine import Answer
from modelgov.table.trial import Trial

JUDGEMENTS = "select status, asset, account_id, region, reason from weighed order by status, asset"


@click.group()
def command() -> None:
    """List, explain, write, lint and try controls."""


def _chosen(names: tuple[str, ...]) -> Library:
    library = wire.library(wire.settings())
    return Library(tuple(library.named(name) for name in names)) if names else library


NAMES = click.argument("names", nargs=-1)


@command.command("list")
@click.option("--group", type=click.Choice(GROUPS), help="Only of this group.")
@FORMAT
def list_(group: str | None, form: str) -> None:
    """List the controls."""
    rows = [control for control in _chosen(()).controls if group in (None, control.group)]
    columns = ("control_id", "severity", "asset", "title")
    show(
        Answer(columns=columns, rows=tuple((c.id, c.severity.value, c.asset, c.title) for c in rows)),
        Format(form),
    )


@command.command()
@click.argument("name")
def explain(name: str) -> None:
    """Say what a control judges, why, by which numbers, and what to do."""
    control = wire.library(wire.settings()).named(name)
    said = [
        (control.id, control.title),
        ("severity", _severity(control)),
        ("judges", f"{control.asset}, tiers {', '.join(map(str, control.tiers))}"),
        ("why", control.why),
        ("what to do", control.remedy),
        ("if unknown", control.settle or "its header does not say what would settle it"),
        ("relies on", ", ".join(control.reads) or "nothing that must be read first"),
        *((f":{key}", f"{_numbers(row)}. {row.meaning}") for key, row in control.parameters.items()),
        ("version", f"{control.version}, {control.sql_hash[:12]}, {control.path}"),
    ]
    for label, text in said:
        click.echo(f"{label}: {text}")
    click.echo(f"\n{control.statement}")


def _severity(control: Control) -> str:
    above = control.severity_tier_1
    return control.severity.value + (f", for tier 1 {above.value}" if above else "")


def _numbers(row: Parameter) -> str:
    numbers: list[tuple[str, Number]] = [("", row.default)]
    numbers += [(f"tier {tier} ", value) for tier, value in sorted(row.by_tier.items())]
    return ", ".join(f"{label}{value}" for label, value in numbers)


@command.command("lint")
@NAMES
def lint_(names: tuple[str, ...]) -> None:
    """Check headers, dialect, columns, reads and cases; exit code 1 when something is wrong."""
    library = _chosen(names)
    operations = frozenset(row.name for row in OPERATIONS)
    found = lint(library, Trial().columns, known_meanings(), operations)
    for error in found:
        click.echo(f"{error.where}: {error.what}")
    click.echo(f"{len(library.controls)} controls, {len(found)} wrong.", err=True)
    sys.exit(1 if found else 0)


@command.command("test")
@NAMES
def test(names: tuple[str, ...]) -> None:
    """Try the cases of controls; exit code 1 when one does not come out as it says."""
    tried = list(try_cases(Trial(), _chosen(names).controls))
    wrong = [row for row in tried if row.wrong]
    for row in wrong:
        for said in row.wrong:
            click.echo(f"{row.control.cases}: {row.case}: {said}")
    click.echo(f"{len(tried)} cases, {len(wrong)} wrong.", err=True)
    sys.exit(1 if wrong else 0)


@command.command()
@click.argument("name")
@click.option("--title", required=True, help="What it asks for, in a few words.")
def new(name: str, title: str) -> None:
    """Write a control and its cases into the folder that the setting control_folder names."""
    chosen = wire.settings()
    if not chosen.control_folder:
        raise SettingError(
            what="There is no folder for controls of your own.",
            where="setting control_folder",
            remedy="Set it (MODELGOV_CONTROL_FOLDER) to a folder, then try again.",
        )
    for path in sketch(Path(chosen.control_folder), name, title):
        click.echo(str(path))


@command.command()
@click.argument("name")
@FORMAT
def run(name: str, form: str) -> None:
    """Run one control over what was collected, and land nothing."""
    chosen = wire.settings()
    control = wire.library(chosen).named(name)
    kept, opened = wire.journal(chosen), wire.lake(chosen)
    hot = wire.hot_tables(chosen, kept, opened)
    with hot.session(reach=REACHED) as session:
        failed = judge(session, [control], now=wire.clock())
        rows = session.run(JUDGEMENTS) if not failed else []
    kept.close()
    if failed:
        raise failed[0].error
    show(
        Answer(columns=("status", "asset", "account_id", "region", "reason"), rows=tuple(rows)), Format(form)
    )
