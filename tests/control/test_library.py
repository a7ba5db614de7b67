"""The library that ships: every control lints clean, and every case comes out as it says."""

from collections.abc import Mapping

import pytest
import sqlglot
from sqlglot import exp

from modelgov.collect.catalog import OPERATIONS
from modelgov.control.control import CONTRACT, Control
from modelgov.control.library import Library, load
from modelgov.control.lint import lint
from modelgov.control.statement import bound
from modelgov.control.trying import try_cases
from modelgov.table.dialect import resolved
from modelgov.table.trial import Trial

CONTROLS = load().controls


def named(control: Control) -> str:
    return control.id


@pytest.mark.parametrize("control", CONTROLS, ids=named)
def test_a_control_is_clean(control: Control, trial: Trial, meanings: Mapping[str, str]) -> None:
    operations = frozenset(row.name for row in OPERATIONS)
    found = lint(Library((control,)), trial.columns, meanings, operations)
    assert [error.what for error in found] == []


@pytest.mark.parametrize("control", CONTROLS, ids=named)
def test_its_cases_come_out_as_they_say(control: Control, trial: Trial) -> None:
    wrong = {tried.case: tried.wrong for tried in try_cases(trial, [control]) if tried.wrong}
    assert wrong == {}


@pytest.mark.parametrize("control", CONTROLS, ids=named)
def test_athena_can_be_asked_the_same_with_every_column_qualified(control: Control, trial: Trial) -> None:
    tree = resolved(bound(control).sql(dialect="trino"), trial.columns)
    assert [column.sql() for column in tree.find_all(exp.Column) if not column.table] == []
    again = sqlglot.parse_one(tree.sql(dialect="athena"), read="athena")
    assert tuple(again.named_selects)[:5] == CONTRACT
