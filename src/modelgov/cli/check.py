"""`modelgov check`."""

import importlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import click
import orjson

from modelgov import wire
from modelgov.cli.answer import FORMAT, Format, show, write
from modelgov.cli.main import FOUND
from modelgov.control.gate import gate_named, load_gates
from modelgov.control.judge import Failed
from modelgov.control.turning import Judgement
from modelgov.flow.check import Checked, Checking, check
from modelgov.flow.gate import Decision, decide
from modelgov.record.finding import Severity, Status
from modelgov.report.junit import junit
from modelgov.report.matter import Finding, answer, standing
from modelgov.report.sarif import sarif
from modelgov.table.engine import Answer

SHOWN = 9  # columns of the statement that are printed; the files have all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """The files to write beside what is printed."""

    sarif: str
    junit: str

    def write(
        self,
        parts: Checking,
        findings: Sequence[Finding],
        judgements: Sequence[Judgement],
        failed: Sequence[Failed],
    ) -> None:
        library = parts.library
        if self.sarif:
            log = sarif(findings, library.controls, failed, f"{parts.clock():%Y%m%dT%H%M%SZ}")
            write(self.sarif, orjson.dumps(log, option=orjson.OPT_INDENT_2).decode() + "\n")
        if self.junit:
            write(self.junit, junit(judgements, library.by_id, failed))


@click.command()
@click.option("--control", "only", multiple=True, help="Only this control; may be given again.")
@click.option(
    "--severity",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.HIGH.value,
    show_default=True,
    help="Exit with 4 where a failure of this severity or above stands.",
)
@click.option("--version-arn", default="", help="Only this model version, by the controls of --gate.")
@click.option("--gate", default="", help="The gate that the version must pass, such as production.")
@click.option("--sarif", default="", metavar="FILE", help="Write the findings as SARIF 2.1.0 too.")
@click.option("--junit", "junit_", default="", metavar="FILE", help="Write all judgements as JUnit XML too.")
@FORMAT
def command(
    only: tuple[str, ...],
    severity: str,
    version_arn: str,
    gate: str,
    sarif: str,
    junit_: str,
    form: str,
) -> None:
    """Judge everything by the controls, land what turned, and list the findings that stand.

    Exit code 0 when no failure of the severity or above stands, 4 when one does, 1 when a control could not
    be run. With --version-arn and --gate: 0 when the gate lets the version pass, 4 when it refuses.
    """
    if bool(version_arn) != bool(gate) or (gate and only):
        raise click.UsageError("--version-arn and --gate go together, and without --control.")
    chosen = wire.settings()
    kept, opened = wire.journal(chosen), wire.lake(chosen)
    hot = wire.hot_tables(chosen, kept, opened)
    parts = wire.checking(chosen, kept, opened, hot, lambda _: hot.catch_up())
    telling = None
    if chosen.notice_file:  # its module reads in Apprise
        telling = importlib.import_module("modelgov.cli.notices").telling(chosen, hot)
    files, shown = _Files(sarif=sarif, junit=junit_), Format(form)
    if gate:
        named = gate_named(load_gates(parts.library, chosen.control_folder), gate)
        code = _ask_gate(decide(parts, named, version_arn), parts, files, shown)
    else:
        code = _judge(parts, only, Severity(severity), files, shown)
    if telling is not None:
        telling.keep(wire.clock())
    kept.close()
    sys.exit(code)


def _judge(parts: Checking, only: tuple[str, ...], severity: Severity, files: _Files, form: Format) -> int:
    checked = check(parts, only=only, every=bool(files.junit))
    parts.tables.catch_up()
    findings = [row for row in standing(parts.tables.ask) if not only or row.control_id in only]
    files.write(parts, findings, checked.judgements, checked.failed)
    rows = answer(findings)
    show(Answer(columns=rows.columns[:SHOWN], rows=tuple(row[:SHOWN] for row in rows.rows)), form)
    _sum(checked)
    stands = any(row.status is Status.FAIL and row.severity.rank >= severity.rank for row in findings)
    return 1 if checked.failed else FOUND if stands else 0


def _sum(checked: Checked) -> None:
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


def _ask_gate(said: Decision, parts: Checking, files: _Files, form: Format) -> int:
    parts.tables.catch_up()
    judged = {(row.control_id, row.asset) for row in said.judgements}
    findings = [row for row in standing(parts.tables.ask) if (row.control_id, row.judged_asset) in judged]
    files.write(parts, findings, said.judgements, said.failed)
    columns = ("control_id", "status", "asset", "reason")
    rows = tuple((row.control_id, row.status.value, row.asset, row.reason) for row in said.judgements)
    show(Answer(columns=columns, rows=rows), form)
    for reason in said.reasons:
        click.echo(f"against: {reason}", err=True)
    if said.apart:
        click.echo(f"did not apply: {', '.join(said.apart)}", err=True)
    if said.read_at is not None:
        click.echo(f"judged over what was read until {said.read_at:%Y-%m-%d %H:%M UTC}", err=True)
    word = "lets it pass" if said.passes else f"refuses it, for {len(said.reasons)} reasons"
    click.echo(f"The gate {said.gate.name} {word}.", err=True)
    return 0 if said.passes else FOUND
