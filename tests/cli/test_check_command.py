"""`modelgov check`, `findings` and `framework`: what they print and write, and how they end."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from modelgov.lake.journal import Journal
from sample import arn, read, serving

VERSION = arn("model-package", "fraud/1")
READS = ("Search:ModelPackage", "Search:ModelPackageGroup")
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checked")
    journal = Journal(folder / "journal.db")
    journal.record(serving(), [read(operation=name) for name in READS])
    journal.close()
    return folder


def test_before_any_evaluation_an_export_is_refused(said: Said, data: Path) -> None:
    code, out, err = said(data, "findings", "export")
    assert (code, out) == (1, "")
    assert "Nothing was evaluated yet" in err


def test_one_control_is_judged_and_written_in_both_forms(said: Said, data: Path) -> None:
    chosen = ("--control", "registry-description", "--severity", "low")
    code, out, _ = said(data, "check", *chosen, "--sarif", "o.sarif", "--junit", "o.xml", "--format", "json")
    assert (code, [row["status"] for row in json.loads(out)]) == (4, ["fail"])
    results = json.loads((data / "o.sarif").read_text())["runs"][0]["results"]
    assert [row["ruleId"] for row in results] == ["registry-description"]
    assert 'classname="registry-description"' in (data / "o.xml").read_text()


def test_a_failure_below_the_severity_does_not_end_it_badly(said: Said, data: Path) -> None:
    code, *_ = said(data, "check", "--control", "registry-description", "--severity", "high")
    assert code == 0


def test_a_gate_refuses_with_its_reasons(said: Said, data: Path) -> None:
    code, out, err = said(data, "check", "--version-arn", VERSION, "--gate", "production", "--junit", "g.xml")
    assert code == 4
    assert "documentation-card-complete" in out
    assert "against: " in err
    assert "The gate production refuses it" in err
    assert VERSION in (data / "g.xml").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--gate", "production"),
        ("--version-arn", VERSION),
        ("--gate", "a", "--version-arn", "b", "--control", "c"),
    ],
)
def test_a_gate_is_asked_of_a_version_and_a_version_of_a_gate(
    said: Said, data: Path, arguments: tuple[str, ...]
) -> None:
    assert said(data, "check", *arguments)[0] == 2


def test_a_gate_that_there_is_not_is_an_error(said: Said, data: Path) -> None:
    code, _, err = said(data, "check", "--version-arn", VERSION, "--gate", "nothing")
    assert (code, "Use one of production, staging" in err) == (1, True)


def test_what_stands_is_exported_in_every_form(said: Said, data: Path) -> None:
    assert "Nothing was evaluated yet" in said(data, "findings", "export")[2]  # single controls are not all
    said(data, "check", "--format", "json")
    code, out, err = said(data, "findings", "export")
    assert (code, "findings stand" in err) == (0, True)
    assert "registry-description" in {row["control_id"] for row in csv.DictReader(io.StringIO(out))}
    for form, begins in {"json": "[{", "oscal": "{\n", "html": "<!doctype html>"}.items():
        assert said(data, "findings", "export", "--format", form, "--output", f"f.{form}")[0] == 0
        assert (data / f"f.{form}").read_text().startswith(begins)


def test_a_file_that_cannot_be_written_is_an_error_that_says_so(said: Said, data: Path) -> None:
    code, _, err = said(data, "findings", "export", "--output", "none/here.csv")
    assert (code, "The file cannot be written" in err) == (1, True)


def test_a_framework_is_shown_clause_by_clause(said: Said, data: Path) -> None:
    code, out, err = said(data, "framework", "show", "sr-11-7", "--format", "json")
    clauses = {row["ref"]: row for row in json.loads(out)}
    assert (code, "Rescinded 2026-04-17" in err) == (0, True)
    assert clauses["VI, Internal audit"]["status"] == "manual"
    assert clauses["VI, Inventory"]["status"] in {"fail", "unknown"}
    assert said(data, "framework", "show", "nothing")[0] == 1
    listed = json.loads(said(data, "framework", "list", "--format", "json")[1])
    assert {row["framework"] for row in listed} >= {"eu-ai-act", "sr-26-2"}
    assert said(data, "framework", "lint")[0] == 0
