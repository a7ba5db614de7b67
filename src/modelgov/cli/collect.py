"""`modelgov collect`."""

import sys
from collections.abc import Callable, Iterable
from datetime import timedelta

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from modelgov import reading
from modelgov.cli.heap import give_back
from modelgov.cli.main import INCOMPLETE
from modelgov.cli.terminal import width
from modelgov.collect.catalog import AREA_OPERATIONS
from modelgov.flow import collect as flow
from modelgov.record.coverage import Coverage
from modelgov.settings import Settings


@click.command()
@click.option("--full", is_flag=True, help="Read everything again, past the watermarks.")
@click.option(
    "--area",
    "areas",
    multiple=True,
    type=click.Choice(sorted(AREA_OPERATIONS)),
    help="Only this area; may be given again. What is not read stays as it was.",
)
def command(areas: tuple[str, ...], *, full: bool) -> None:
    """Read the registry, and what surrounds it, of every account and region into the lake.

    Exit code 0 when all was seen, 3 when part of it could not be.
    """
    console = Console(stderr=True, width=width(sys.stderr))
    summary = run(reading.settings(), console, full=full, areas=areas)
    sys.exit(0 if summary.complete else INCOMPLETE)


def run(chosen: Settings, console: Console, *, full: bool, areas: Iterable[str] = ()) -> flow.Summary:
    """Collect with progress, write the lake, print the summary."""
    journal, lake = reading.journal(chosen), reading.lake(chosen)
    with _bar(console) as bar:
        summary = flow.collect(
            reading.collecting(journal, lake, chosen, _teller(bar, console)), _wish(chosen, areas, full=full)
        )
        give_back()
        bar.add_task("writing the lake", total=None, seen="")
        reading.committer(chosen, journal, lake).commit()
    if summary.resumed:
        console.print("Went on where the last run was stopped.", highlight=False)
    show(console, summary)
    journal.close()
    return summary


def _wish(chosen: Settings, areas: Iterable[str], *, full: bool) -> flow.Wish:
    return flow.Wish(
        accounts=chosen.accounts,
        regions=chosen.regions,
        threads=chosen.threads,
        overlap=timedelta(minutes=chosen.overlap_minutes),
        horizon=timedelta(days=chosen.job_days),
        metric_horizon=timedelta(days=chosen.metric_days),
        full=full,
        report_megabytes=chosen.report_megabytes,
        trail_horizon=timedelta(days=chosen.trail_days),
        only=frozenset().union(*(AREA_OPERATIONS[area] for area in areas)),
    )


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[seen]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def _teller(bar: Progress, console: Console) -> Callable[[flow.Progress], None]:
    """A bar for every account and region while it is read; a line each where there is no terminal."""
    tasks: dict[tuple[str, str], TaskID] = {}

    def tell(step: flow.Progress) -> None:
        key = (step.account_id, step.region)
        if not console.is_terminal:
            if step.done:
                console.print(
                    f"{step.account_id} {step.region}: {step.seen} seen, {step.gaps} gaps", highlight=False
                )
            return
        if key not in tasks:
            tasks[key] = bar.add_task(f"{step.account_id} {step.region}", total=None, seen="")
        bar.update(tasks[key], seen=f"{step.operation} {step.seen} seen")
        if step.done:
            bar.remove_task(tasks[key])

    return tell


def show(console: Console, summary: flow.Summary) -> None:
    """Print what became of every account and region, the sum, and each gap."""
    shown = Table(box=None, pad_edge=False)
    for head in ("account", "region", "seen", "new", "changed", "unchanged", "gaps"):
        shown.add_column(head, justify="left" if head in ("account", "region") else "right")
    for scope in summary.scopes:
        counts = scope.recorded
        numbers = (scope.seen, counts.new, counts.changed, counts.unchanged, len(scope.gaps))
        shown.add_row(scope.account_id, scope.region, *(f"{number:,}" for number in numbers))
    console.print(shown)
    total = summary.recorded
    stale = f" {total.stale:,} older than what is known," if total.stale else ""
    console.print(
        f"{summary.seen:,} seen, {total.new:,} new, {total.changed:,} changed, {total.unchanged:,} unchanged,"
        f"{stale} {len(summary.gaps):,} not seen, in {summary.calls:,} calls.",
        highlight=False,
    )
    for line in _gap_lines(summary.gaps):
        console.print(line, highlight=False)


def _gap_lines(gaps: Iterable[Coverage]) -> list[str]:
    """What stayed unseen, a line for each cause: one refused role closes many reads."""
    causes: dict[tuple[str, str, str, str], list[Coverage]] = {}
    for gap in gaps:
        causes.setdefault((gap.outcome.value, gap.account_id, gap.asset, gap.reason), []).append(gap)
    lines = []
    for (outcome, account, asset, reason), rows in sorted(causes.items()):
        regions = ", ".join(sorted({row.region for row in rows}))
        operations = ", ".join(sorted({row.operation for row in rows}))
        named = f" {asset}" if asset else ""
        said = escape(f"{account} {regions}: {operations}{named}: {reason}")
        lines.append(f"[yellow]{outcome}[/yellow] {said}")
    return lines
