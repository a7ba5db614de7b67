"""`modelgov check`."""

import importlib
import sys
from collections import Counter

import click

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show
from modelgov.cli.main import FOUND
from modelgov.flow.check import check
from modelgov.record.finding import Severity
from modelgov.table.engine import Answer

STANDING = """
select severity, status, control_id, asset_name, account_id, region, team, owner, reason
from finding
where standing
order by severity_rank desc, status, control_id, asset_name
"""


@click.command()
@click.option("--control", "only", multiple=True, help="Only this control; may be given again.")
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.HIGH.value,
    show_default=True,
    help="Exit with 4 where a failure of this severity or above stands.",
)
@FORMAT
def command(only: tuple[str, ...], severity: str, form: str) -> None:
    """Judge everything by the controls, land what turned, and list the findings that stand.

    Exit code 0 when no failure of the severity or above stands, 4 when one does, 1 when a control could not
    be run.
    """
    chosen = wire.settings()
    kept, opened = wire.journal(chosen), wire.lake(chosen)
    hot = wire.hot_tables(chosen, kept, opened)
    telling = None
    if chosen.notice_file:  # its module reads in Apprise
        telling = importlib.import_module("modelgov.cli.notices").telling(chosen, hot)
    checked = check(wire.checking(chosen, kept, opened, hot, lambda _: hot.catch_up()), only=only)
    hot.catch_up()
    if telling is not None:
        telling.keep(wire.clock())
    answer = hot.ask(STANDING)
    rows = answer.records()
    if only:
        rows = [row for row in rows if row["control_id"] in only]
    show(Answer(columns=answer.columns, rows=tuple(tuple(row.values()) for row in rows)), Format(form))
    turned = Counter(turn["turn"] for turn in checked.turns)
    counts = checked.counts
    click.echo(
        f"{checked.controls} controls in {checked.seconds:.1f} s: {counts.get('pass', 0):,} pass,"
        f" {counts.get('fail', 0):,} fail, {counts.get('unknown', 0):,} unknown,"
        f" {counts.get('exempt', 0):,} exempt;"
        f" {', '.join(f'{count:,} {turn}' for turn, count in sorted(turned.items())) or 'nothing turned'}.",
        err=True,
    )
    for row in checked.failed:
        click.echo(f"{row.control.id} could not be run: {row.error}", err=True)
    kept.close()
    least = Severity(severity).rank
    stands = any(row["status"] == "fail" and Severity(row["severity"]).rank >= least for row in rows)
    sys.exit(1 if checked.failed else FOUND if stands else 0)
