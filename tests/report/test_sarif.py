"""SARIF: valid by OASIS's schema, a rule for each control, and unknown is open, never a failure or a pass."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft4Validator
from judged_world import Judged

from modelgov.control.judge import Failed
from modelgov.errors import ControlError
from modelgov.report.sarif import sarif

SCHEMA = orjson.loads((Path(__file__).parent / "schema" / "sarif-2.1.0.json").read_bytes())


def log(judged: Judged, *failed: Failed) -> dict[str, Any]:
    made = sarif(judged.matter.findings, judged.parts.library.controls, failed, "20261127T080000Z")
    found: dict[str, Any] = orjson.loads(orjson.dumps(made))
    return found


@pytest.fixture(scope="module")
def run(judged: Judged) -> dict[str, Any]:
    (found,) = log(judged)["runs"]
    return dict(found)


def test_it_is_valid(judged: Judged) -> None:
    broken = Failed(
        control=judged.parts.library.controls[0],
        error=ControlError(what="No such column.", where="x.sql", remedy="Correct it."),
    )
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log(judged, broken))] == []


def test_every_control_is_a_rule_with_its_help(judged: Judged, run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert [row["id"] for row in rules] == [control.id for control in judged.parts.library.controls]
    assert all("What to do" in row["help"]["markdown"] for row in rules)


def test_results_are_of_assets_by_their_arn_and_of_the_right_kind(
    judged: Judged, run: dict[str, Any]
) -> None:
    results = run["results"]
    assert len(results) == len(judged.matter.findings)
    kinds = {row["properties"]["status"]: (row["kind"], row["level"] == "none") for row in results}
    assert kinds == {"fail": ("fail", False), "unknown": ("open", True), "exempt": ("fail", False)}
    named = {row["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for row in results}
    assert named == {row.judged_asset for row in judged.matter.findings}


def test_what_a_waiver_exempts_is_suppressed_with_its_reason(run: dict[str, Any]) -> None:
    (exempt,) = [row for row in run["results"] if row["properties"]["status"] == "exempt"]
    assert "Goes next week." in exempt["suppressions"][0]["justification"]
    assert [row for row in run["results"] if "suppressions" in row] == [exempt]
