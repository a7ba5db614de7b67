"""`constraints.json`: what a baseline allows, of a feature or of a metric."""

from typing import Any

from modelgov.record.report.value import FormError, Node, items, node, number, text

Row = dict[str, Any]
QUALITY = ("binary_classification", "multiclass_classification", "regression")


def constraints(report: Node) -> list[Row]:
    """A row for every feature, and one for every metric, that the report constrains."""
    rows = [_of_feature(one) for one in items(report.get("features") or [], "features")]
    for group in QUALITY:
        rules = node(report.get(f"{group}_constraints") or {}, f"{group}_constraints")
        for name, rule in rules.items():
            told = node(rule, f"the constraint of {name}")
            rows.append(
                {
                    "Group": group,
                    "Metric": name,
                    "Threshold": number(told.get("threshold")),
                    "Operator": text(told.get("comparison_operator")),
                }
            )
    return rows


def _of_feature(given: Node) -> Row:
    name = text(given.get("name"))
    if name is None:
        raise FormError("a feature has no name")
    numbers = node(given.get("num_constraints") or {}, f"num_constraints of {name}")
    words = node(given.get("string_constraints") or {}, f"string_constraints of {name}")
    row: Row = {
        "Feature": name,
        "InferredType": text(given.get("inferred_type")),
        "Completeness": number(given.get("completeness")),
        "Domains": words.get("domains"),
    }
    if isinstance(numbers.get("is_non_negative"), bool):
        row["NonNegative"] = numbers["is_non_negative"]
    return row
