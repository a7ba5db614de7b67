"""Evidence as a person reads it: in the order of the control, and a value as the metric that it is of."""

import dataclasses
import json

import pytest

from modelgov.control.evidence import evidence, form
from modelgov.control.library import Library


def test_evidence_stands_in_the_order_of_its_control(library: Library) -> None:
    control = library.by_id["drift-psi"]
    said = json.dumps({"drifted": 1, "endpoint_name": "fraud", "features": 9, "gone": 1, "too_few": 0})
    names = [row["name"] for row in evidence(control, said)]
    assert names == ["endpoint_name", "features", "drifted", "too_few", "gone"]
    assert [row["name"] for row in evidence(None, said)] == sorted(names)


@pytest.mark.parametrize(
    ("name", "metric", "way"),
    [
        ("allowed_value", "error_5xx_share", "share"),
        ("metric_value", "model_latency_p99_ms", "milliseconds"),
        ("after_value", "memory_percent", "percent"),
        ("metric_value", "auc", "number"),
        ("invocations_30d", "error_5xx_share", "number"),
        ("allowed_value", None, "number"),
    ],
)
def test_a_value_is_written_as_the_metric_that_it_is_of(name: str, metric: str | None, way: str) -> None:
    assert form(name, metric) == way


def test_a_finding_whose_control_cannot_be_read_any_more_still_shows_its_evidence(library: Library) -> None:
    control = library.controls[0]
    broken = dataclasses.replace(control, statement="select from where")
    assert [row["name"] for row in evidence(broken, '{"b": 1, "a": 2}')] == ["b", "a"]
