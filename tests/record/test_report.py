"""The files of monitors: what is taken of them, in the words of AWS's own examples, and what is refused."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.record.report.document import Baseline, Report, compared_fields, report_fields
from modelgov.record.report.value import FormError
from modelgov.record.report.violation import read_numbers


@pytest.mark.parametrize(
    ("description", "numbers"),
    [
        ("Value: 0.4995 does not meet the constraint requirement!", (0.4995, None)),
        ("Baseline drift distance: 0.25 exceeds threshold: 0.1", (0.25, 0.1)),
        ("Value 0.0751544567666083 does not meet the constraint requirement", (0.0751544567666083, None)),
        ("Value -1e-05 does not meet the constraint requirement", (-1e-05, None)),
        ("Feature attribution drift 0.7639720923277322 exceeds threshold 0.9", (0.7639720923277322, 0.9)),
        ("Metric recall with 0.5 +/- NaN was LessThanThreshold '0.75'", (0.5, 0.75)),
        (
            "Data type match requirement is not met. Expected match: 100.0%. Observed: Only 87.5% of data",
            (0.875, 1.0),
        ),
        (
            "Number of columns in current dataset: 8, Number of columns in baseline constraints: 16",
            (8.0, 16.0),
        ),
        ("Something new in 2027", (None, None)),
        ("", (None, None)),
    ],
)
def test_numbers_are_pulled_out_of_the_prose(description: str, numbers: tuple[Any, Any]) -> None:
    assert read_numbers(description) == numbers


def quality(raw: bytes) -> dict[str, Any]:
    return report_fields(Report.STATISTICS, "ModelQuality", raw)


def test_a_metric_without_a_number_is_null_with_a_reason_and_never_zero() -> None:
    raw = b"""{"binary_classification_metrics": {
        "auc": {"value": 0.9, "standard_deviation": "NaN"},
        "f1": {"value": NaN, "standard_deviation": 0.1},
        "recall": {"value": null, "standard_deviation": 0},
        "confusion_matrix": {"0": {"0": 5, "1": 1}}}}"""
    fields = quality(raw)
    auc, f1, recall = fields["Metrics"]
    assert (auc["Value"], auc["Deviation"]) == (0.9, None)
    assert "NaN" in auc["DeviationReason"]
    assert (f1["Value"], recall["Value"], recall["Deviation"]) == (None, None, 0.0)
    assert "NaN" in f1["ValueReason"]
    assert recall["ValueReason"] == "The report gives no value."
    assert fields["Curves"] == {"confusion_matrix": {"0": {"0": 5, "1": 1}}}


def test_metrics_get_the_threshold_and_the_value_of_their_baseline() -> None:
    fields = quality(b'{"regression_metrics": {"mae": {"value": 2.0, "standard_deviation": 0.1}}}')
    rule = {"threshold": 1, "comparison_operator": "GreaterThanThreshold"}
    rules = orjson.dumps({"regression_constraints": {"mae": rule}})
    told = report_fields(Report.CONSTRAINTS, "ModelQuality", rules)
    (mae,) = compared_fields(fields, Baseline(constraints=told))["Metrics"]
    assert (mae["Threshold"], mae["Operator"]) == (1.0, "GreaterThanThreshold")
    (alone,) = compared_fields(fields, Baseline())["Metrics"]
    assert alone["Threshold"] is None


def statistics(**numbers: Any) -> bytes:
    told = {"common": {"num_present": 3.0, "num_missing": 1}, "mean": 2.0} | numbers
    return orjson.dumps({"features": [{"name": "age", "numerical_statistics": told}]})


def sketch(data: Any) -> dict[str, Any]:
    return {
        "distribution": {
            "kll": {"buckets": [], "sketch": {"parameters": {"c": 0.64, "k": 2048}, "data": data}}
        }
    }


def test_a_sketch_is_kept_as_it_is_when_its_weights_add_up() -> None:
    (row,) = report_fields(Report.STATISTICS, "DataQuality", statistics(**sketch([[1], [2.5]])))["Features"]
    assert row["Sketch"] == [[1.0], [2.5]]
    assert (row["NumPresent"], row["NumMissing"], row["SketchK"]) == (3, 1, 2048)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "not JSON"),
        (b'{"features": [', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "the report is not an object"),
        (b"{}", "it holds no features"),
        (b'{"features": {}}', "features is not a list"),
        (b'{"features": [{"inferred_type": "String"}]}', "a feature has no name"),
        (statistics(**sketch([[1], [2], [3]])), "weighs 7, but 3 values are present"),
        (statistics(**sketch([["x"]])), "holds what is no number"),
        (statistics(**sketch("none")), "no list of lists"),
        (statistics(common={"num_present": -1, "num_missing": 0}), "num_present of age is no count but -1"),
        (statistics(common={"num_present": 1e300, "num_missing": 0}), "is no count but 1e\\+300"),
    ],
)
def test_what_is_not_of_its_form_is_refused_with_the_reason(raw: bytes, says: str) -> None:
    with pytest.raises(FormError, match=says):
        report_fields(Report.STATISTICS, "DataQuality", raw)


@pytest.mark.parametrize("report", list(Report))
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    (
                        *(
                            "features",
                            "name",
                            "numerical_statistics",
                            "string_statistics",
                            "common",
                            "violations",
                        ),
                        *(
                            "distribution",
                            "kll",
                            "sketch",
                            "data",
                            "num_present",
                            "num_missing",
                            "categorical",
                        ),
                        *("regression_metrics", "regression_constraints", "value", "explanations", "buckets"),
                        *("pre_training_bias_metrics", "facets", "metrics", "global_shap_values", "dataset"),
                    )
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_taken_or_refused_but_breaks_nothing(report: Report, value: Any) -> None:
    try:
        raw = orjson.dumps(value)
    except TypeError:  # not JSON at all
        return
    for kind in ("DataQuality", "ModelQuality"):
        try:
            fields = report_fields(report, kind, raw)
        except FormError:
            continue
        assert orjson.dumps(fields)
