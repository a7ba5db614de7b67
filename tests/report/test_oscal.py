"""OSCAL: the document is one that NIST's model takes, with the same ids each time."""

from typing import Any

import orjson
import pytest
from judged_world import Judged
from trestle.oscal.assessment_results import AssessmentResults

from modelgov.record.finding import Status
from modelgov.report.oscal import assessment_results


@pytest.fixture(scope="module")
def document(judged: Judged) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(orjson.dumps(assessment_results(judged.matter)))
    return found["assessment-results"]


def result(document: dict[str, Any]) -> dict[str, Any]:
    (found,) = document["results"]
    return dict(found)


def test_it_is_of_nists_model(document: dict[str, Any]) -> None:
    read = AssessmentResults(**document)
    assert read.metadata.oscal_version.root.root == "1.1.3"


def test_the_same_findings_give_the_same_document(judged: Judged, document: dict[str, Any]) -> None:
    assert orjson.loads(orjson.dumps(assessment_results(judged.matter)))["assessment-results"] == document


def test_every_finding_that_stands_is_an_observation_of_an_asset_that_is_listed(
    judged: Judged, document: dict[str, Any]
) -> None:
    found = result(document)
    assets = {row["uuid"] for row in found["local-definitions"]["inventory-items"]}
    assert len(found["observations"]) == len(judged.matter.findings) > 0
    assert {row["subjects"][0]["subject-uuid"] for row in found["observations"]} == assets


def test_a_control_is_satisfied_only_where_nothing_stands_and_nothing_is_unknown(
    judged: Judged, document: dict[str, Any]
) -> None:
    states = {row["target"]["target-id"]: row["target"]["status"] for row in result(document)["findings"]}
    standing = {row.control_id for row in judged.matter.findings}
    unknown = {row.control_id for row in judged.checked.judgements if row.status is Status.UNKNOWN}
    satisfied = {name for name, status in states.items() if status["state"] == "satisfied"}
    assert satisfied & (standing | unknown) == set()
    failed = {row.control_id for row in judged.matter.findings if row.status is Status.FAIL}
    assert {name for name, status in states.items() if status.get("reason") == "fail"} == failed


def test_what_was_not_read_is_said(document: dict[str, Any]) -> None:
    props = [row["value"] for row in result(document)["props"] if row["name"] == "not-read-in-full"]
    assert props == ["111111111111 us-east-1"]
    assert "not in full" in document["metadata"]["remarks"]
