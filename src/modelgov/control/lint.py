"""The lint of a library: dialect, columns, reads, evidence and cases, before anything is judged."""

from collections.abc import Iterator, Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from modelgov.control.case import read_cases
from modelgov.control.control import CONTRACT, Control
from modelgov.control.library import Library
from modelgov.control.statement import NOW, bound
from modelgov.errors import ControlError
from modelgov.record.finding import Status
from modelgov.table.dialect import offences, resolved, unknown_tables

Columns = Mapping[str, Mapping[str, str]]
NEEDED = (Status.PASS, Status.FAIL, Status.UNKNOWN)  # every control has a case of each


def lint(
    library: Library, known: Columns, meanings: Mapping[str, str], operations: frozenset[str]
) -> list[ControlError]:
    """All that is wrong. `known` are the views' columns, `operations` what a control may rely on."""
    return [
        ControlError(
            what=what, where=str(control.path), remedy="Correct it; docs/controls.md says what holds."
        )
        for control in library.controls
        for what in _wrong(control, known, meanings, operations)
    ]


def _wrong(
    control: Control, known: Columns, meanings: Mapping[str, str], operations: frozenset[str]
) -> Iterator[str]:
    if not control.id.startswith(f"{control.group}-"):
        yield f"The name of a control of the group {control.group} begins with it."
    if not control.settle:
        yield "The header lacks settle: a sentence that says what would settle an unknown."
    for name in sorted(set(control.reads) - operations):
        yield f"It reads {name}, which is no operation."
    try:
        tree = sqlglot.parse_one(control.statement, read="trino")
        bound(control)
    except SqlglotError as error:
        yield f"The statement does not parse: {str(error).splitlines()[0]}"
        return
    except ControlError as error:
        yield error.what
        return
    yield from offences(control.statement)
    yield from _clock(tree)
    named = {str(node.this) for node in tree.find_all(exp.Placeholder)} - {NOW}
    for name in sorted(control.parameters.keys() - named):
        yield f"The statement does not use the parameter {name}."
    yield from _columns(control, known, meanings)
    yield from _cases(control)


def _clock(tree: exp.Expr) -> Iterator[str]:
    if tree.find(exp.CurrentTimestamp, exp.CurrentDate, exp.CurrentTime):
        yield "It asks the engine for the time: use :now, so that it can be judged again."


def _columns(control: Control, known: Columns, meanings: Mapping[str, str]) -> Iterator[str]:
    try:
        tree = resolved(bound(control).sql(dialect="trino"), known)
    except SqlglotError as error:
        yield f"A column cannot be found: {str(error).splitlines()[0]}"
        return
    for name in unknown_tables(tree, known):
        yield f"There is no view {name}."
    names = tuple(tree.named_selects)
    if names[: len(CONTRACT)] != CONTRACT:
        yield f"Its first columns are {', '.join(names[: len(CONTRACT)])}, not {', '.join(CONTRACT)}."
    evidence = names[len(CONTRACT) :]
    for name in evidence:
        if name not in meanings and name not in control.evidence:
            yield f"The header does not say what the evidence {name} means."
    for name in sorted(control.evidence.keys() - set(evidence)):
        yield f"The header tells of evidence {name}, which the statement does not have."
    for name in sorted(control.since.keys() - set(evidence)):
        yield f"since names {name}, which is not in the evidence."
    yield from _chart(control, known, evidence)


def _chart(control: Control, known: Columns, evidence: tuple[str, ...]) -> Iterator[str]:
    chart = control.chart
    if chart is None:
        return
    if not chart.titles:
        yield "The chart has no title that says in plain words, with the unit, what is drawn."
    if "" not in chart.titles and "metric_name" not in chart.match:
        yield "The chart has titles by metric_name, and is not matched by it."
    columns = known.get(chart.view, {})
    for name in (chart.x, chart.y, *chart.match):
        if name not in columns:
            yield f"The chart's view {chart.view} has no column {name}."
    for name in chart.match:
        if name not in evidence:
            yield f"The chart is matched by {name}, which is not in the evidence."
    if chart.limit is not None and chart.limit not in evidence and chart.limit not in columns:
        yield f"The chart's limit {chart.limit} is neither evidence nor a column of {chart.view}."


def _cases(control: Control) -> Iterator[str]:
    try:
        cases = read_cases(control)
    except ControlError as error:
        yield error.what
        return
    tried = {row["status"] for case in cases for row in case.expect}
    for status in NEEDED:
        if status not in tried:
            yield f"No case expects {status}."
