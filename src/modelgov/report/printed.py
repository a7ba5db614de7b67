"""Findings as a report to print: one HTML file with nothing beside it, no script, and its own print style."""

from collections import Counter
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from modelgov import __version__
from modelgov.record.finding import Severity, Status
from modelgov.report.matter import Finding, Matter

TEMPLATE = "printed.html.j2"
FOLDER = Path(__file__).parent


def printed(matter: Matter) -> str:
    """The report as HTML."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    failures = [row for row in matter.findings if row.status is Status.FAIL]
    return environment.get_template(TEMPLATE).render(
        matter=matter,
        program=f"modelgov {__version__}",
        today=matter.made_at.date(),
        severities=tuple(reversed(Severity)),
        counts=_counts(matter),
        failures=[(severity, list(rows)) for severity, rows in groupby(failures, lambda row: row.severity)],
        unknowns=_by_control(matter, Status.UNKNOWN),
        exempt=_by_control(matter, Status.EXEMPT),
        controls=matter.library.by_id,
    )


def _counts(matter: Matter) -> dict[tuple[Severity, Status], int]:
    counted = Counter((row.severity, row.status) for row in matter.findings)
    return {
        (severity, status): counted[severity, status]
        for severity in Severity
        for status in (Status.FAIL, Status.UNKNOWN, Status.EXEMPT)
    }


def _by_control(matter: Matter, status: Status) -> list[tuple[str, list[Finding]]]:
    rows = sorted((row for row in matter.findings if row.status is status), key=lambda row: row.control_id)
    return [(name, list(found)) for name, found in groupby(rows, lambda row: row.control_id)]
