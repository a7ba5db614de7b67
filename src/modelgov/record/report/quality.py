"""Metrics: those of the model quality monitor, and those of Clarify's `analysis.json`.

A value that is not a number stays away, with the reason beside it: never is it zero.
"""

from collections.abc import Iterator
from typing import Any

from modelgov.record.report.constraint import QUALITY
from modelgov.record.report.value import FormError, Node, items, node, number, reason, text

Row = dict[str, Any]
Key = tuple[Any, ...]
FEW = "The report says NaN: there were too few samples, or the metric is not defined for them."


def quality_metrics(report: Node) -> list[Row]:
    """The metrics of a model quality monitor that are one number."""
    found = [_quality_metric(*one) for one in _told(report) if "value" in one[2]]
    if not any(f"{group}_metrics" in report for group in QUALITY):
        raise FormError("it holds no metrics of model quality")
    return found


def curves(report: Node) -> Row:
    """What is more than a number: curves and the confusion matrix, as they are written."""
    return {name: dict(told) for _, name, told in _told(report) if "value" not in told}


def _told(report: Node) -> Iterator[tuple[str, str, Node]]:
    for group in QUALITY:
        metrics = node(report.get(f"{group}_metrics") or {}, f"{group}_metrics")
        for name, told in metrics.items():
            yield group, name, node(told, f"the metric {name}")


def _quality_metric(group: str, name: str, told: Node) -> Row:
    deviation = told.get("standard_deviation")
    row: Row = {"Group": group, "Name": name} | _value(told.get("value"))
    row["Deviation"] = number(deviation)
    if row["Deviation"] is None:
        row["DeviationReason"] = FEW if deviation == "NaN" else reason(deviation)
    return row


def _value(value: Any, error: str | None = None) -> Row:
    found = number(value)
    if found is not None:
        return {"Value": found}
    return {"Value": None, "ValueReason": error or (FEW if value == "NaN" else reason(value))}


def clarify_metrics(report: Node) -> list[Row]:
    """The bias metrics and the feature attributions of `analysis.json`."""
    if not report.keys() & {"pre_training_bias_metrics", "post_training_bias_metrics", "explanations"}:
        raise FormError("it holds neither bias metrics nor explanations")
    return [*_bias(report), *_attributions(report)]


def _bias(report: Node) -> Iterator[Row]:
    for part in ("pre_training_bias_metrics", "post_training_bias_metrics"):
        told = node(report.get(part) or {}, part)
        for facet, values in node(told.get("facets") or {}, f"the facets of {part}").items():
            for one in items(values, f"the values of {facet}"):
                for metric in items(one.get("metrics") or [], f"the metrics of {facet}"):
                    yield {
                        "Group": part.removesuffix("_metrics"),
                        "Name": str(metric.get("name")),
                        "Label": text(told.get("label_value_or_threshold")),
                        "Facet": facet,
                        "FacetValue": text(one.get("value_or_threshold")),
                    } | _value(metric.get("value"), text(metric.get("error")))


def _attributions(report: Node) -> Iterator[Row]:
    for method, labels in node(report.get("explanations") or {}, "explanations").items():
        for label, told in node(labels, method).items():
            if not isinstance(told, dict):
                continue  # beside the labels stand settings of the method
            shap = node(told.get("global_shap_values") or {}, f"the attributions of {label}")
            for feature, value in shap.items():
                row = {"Group": method, "Name": "global_shap_value", "Label": label, "Feature": feature}
                yield row | _value(value)


def compared(metrics: list[Row], rules: list[Row], before: list[Row]) -> list[Row]:
    """The metrics with the threshold and the value of their baseline, where it names them."""
    thresholds = {(rule["Group"], rule["Metric"]): rule for rule in rules if "Metric" in rule}
    values = {_key(row): row["Value"] for row in before}
    found = []
    for row in metrics:
        rule = thresholds.get((row["Group"], row["Name"]), {})
        extra = {"Threshold": rule.get("Threshold"), "Operator": rule.get("Operator")}
        found.append(row | extra | {"BaselineValue": values.get(_key(row))})
    return found


def _key(row: Row) -> Key:
    return tuple(row.get(name) for name in ("Group", "Name", "Label", "Facet", "FacetValue", "Feature"))
