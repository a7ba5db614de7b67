"""Headers and their lint: what a header says of a chart and of an unknown, and what is refused."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from modelgov.control.control import Chart
from modelgov.control.header import read_control
from modelgov.control.library import FOLDER, Library
from modelgov.control.lint import lint
from modelgov.control.sketch import HERE
from modelgov.errors import ControlError
from modelgov.table.trial import Trial

CHARTED = (FOLDER / "drift-psi.sql").read_text(encoding="utf-8")
TITLE = next(line for line in CHARTED.splitlines() if line.startswith('-- title = "Population'))


def chart_of(folder: Path, title: str) -> Chart:
    path = folder / "drift-own.sql"
    path.write_text(CHARTED.replace(TITLE, title), encoding="utf-8")
    chart = read_control(path).chart
    assert chart is not None
    return chart


@pytest.mark.parametrize(
    ("title", "titles"),
    [
        ('-- title = "Index, by day"', {"": "Index, by day"}),
        ('-- title = { psi = "Index, by day", ks = "Distance" }', {"psi": "Index, by day", "ks": "Distance"}),
        ("-- ", {}),
    ],
)
def test_a_chart_has_one_title_or_one_for_each_metric(
    tmp_path: Path, title: str, titles: dict[str, str]
) -> None:
    assert chart_of(tmp_path, title).titles == titles


@pytest.mark.parametrize("title", ['"Ends in a stop."', '""', "3", '{ psi = "Ends in a stop." }'])
def test_a_title_that_is_no_title_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(ControlError, match="A chart's title is"):
        chart_of(tmp_path, f"-- title = {title}")


def test_lint_asks_for_the_title_of_a_chart(
    tmp_path: Path, trial: Trial, meanings: Mapping[str, str]
) -> None:
    path = tmp_path / "drift-own.sql"
    path.write_text(CHARTED.replace(TITLE, "-- "), encoding="utf-8")
    said = {
        error.what for error in lint(Library((read_control(path),)), trial.columns, meanings, frozenset())
    }
    assert "The chart has no title that says in plain words, with the unit, what is drawn." in said


def test_lint_asks_what_would_settle_an_unknown(
    tmp_path: Path, trial: Trial, meanings: Mapping[str, str]
) -> None:
    text = (HERE / "control.sql").read_text(encoding="utf-8").replace("GROUP", "registry")
    path = tmp_path / "registry-own.sql"
    path.write_text("\n".join(line for line in text.splitlines() if "settle" not in line), encoding="utf-8")
    control = read_control(path)
    assert control.settle == ""
    said = {error.what for error in lint(Library((control,)), trial.columns, meanings, frozenset())}
    assert "The header lacks settle: a sentence that says what would settle an unknown." in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('since = { approved_at = "Approved." }', "since is a table"),
        ("since = { approved_at = 3 }", "since is a table"),
    ],
)
def test_what_is_said_of_since_when_is_a_few_words(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "drift-own.sql"
    path.write_text(f"-- {line}\n" + CHARTED.replace("-- since", "-- # since"), encoding="utf-8")
    with pytest.raises(ControlError, match=said):
        read_control(path)


def test_lint_finds_a_time_that_is_no_evidence(
    tmp_path: Path, trial: Trial, meanings: Mapping[str, str]
) -> None:
    path = tmp_path / "drift-own.sql"
    path.write_text(CHARTED.replace("scheduled_at = ", "begun_at = ", 1), encoding="utf-8")
    said = {
        error.what for error in lint(Library((read_control(path),)), trial.columns, meanings, frozenset())
    }
    assert "since names begun_at, which is not in the evidence." in said


def test_a_chart_is_read_and_marked_by_metric() -> None:
    chart = read_control(FOLDER / "quality-bias-drift.sql").chart
    assert chart is not None
    assert chart.marks["DI"] == {"even treatment": 1, "four fifths": 0.8, "five quarters": 1.25}
    assert chart.readings.keys() == chart.titles.keys() == chart.marks.keys() == {"DI", ""}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('marks = { psi = { "much" = "0.25" } }', "A chart's marks are"),
        ("marks = 0.25", "A chart's marks are"),
        ('reading = "no stop"', "A chart's reading is"),
    ],
)
def test_marks_are_numbers_and_a_reading_is_a_sentence(tmp_path: Path, line: str, said: str) -> None:
    reading = next(one for one in CHARTED.splitlines() if one.startswith("-- reading"))
    path = tmp_path / "drift-own.sql"
    path.write_text(CHARTED.replace(reading, f"-- {line}"), encoding="utf-8")
    with pytest.raises(ControlError, match=said):
        read_control(path)
