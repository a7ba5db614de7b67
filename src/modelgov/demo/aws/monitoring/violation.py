"""The violations that the data quality monitor finds, in its own words: numbers stand only in the prose."""

from collections.abc import Iterator
from math import sqrt
from typing import Any

import orjson

from modelgov.demo.aws.monitoring.sketch import distance
from modelgov.demo.aws.monitoring.statistics import Profile, read_statistics

Document = dict[str, Any]
Violation = dict[str, str]

_UNMET = "Value: {} does not meet the constraint requirement!"


def violations_json(violations: list[Violation], *, version: str | None = None) -> bytes:
    """The file `constraint_violations.json`; Clarify's carries a version."""
    head: Document = {"version": version} if version else {}
    return orjson.dumps(head | {"violations": violations})


def data_violations(
    profiles: tuple[Profile, ...], constraints: bytes, statistics: bytes | None
) -> list[Violation]:
    """What this data violates of the constraints, and where it is far from the baseline's statistics."""
    told = orjson.loads(constraints)
    rules = {one["name"]: one for one in told["features"]}
    config = told.get("monitoring_config", {})
    if config.get("evaluate_constraints") == "Disabled":
        return []
    baseline = read_statistics(statistics) if statistics else {}
    found = list(_columns(profiles, rules))
    for one in profiles:
        rule = rules.get(one.name)
        if rule is not None:
            found += _of_feature(one, rule, config)
            found += _drift(one, baseline.get(one.name), config)
    return found


def _violation(feature: str, check: str, description: str) -> Violation:
    return {"feature_name": feature, "constraint_check_type": check, "description": description}


def _columns(profiles: tuple[Profile, ...], rules: Document) -> Iterator[Violation]:
    here = {one.name for one in profiles}
    if here == set(rules):
        return
    counts = (
        f"Number of columns in current dataset: {len(here)}, "
        f"Number of columns in baseline constraints: {len(rules)}"
    )
    if set(rules) - here:
        text = f"There are missing columns in current dataset. {counts}"
        yield _violation("Missing columns", "missing_column_check", text)
    if here - set(rules):
        text = f"There are extra columns in current dataset. {counts}"
        yield _violation("Extra columns", "extra_column_check", text)


def _of_feature(one: Profile, rule: Document, config: Document) -> Iterator[Violation]:
    expected = rule["inferred_type"]
    matching = _matching(one, expected)
    if 1 - matching > config.get("datatype_check_threshold", 0.1):
        text = (
            f"Data type match requirement is not met. Expected data type: {expected}, "
            f"Expected match: 100.0%. Observed: Only {matching * 100}% of data is {expected}."
        )
        yield _violation(one.name, "data_type_check", text)
    if one.completeness < rule.get("completeness", 0.0):
        yield _violation(one.name, "completeness_check", _UNMET.format(one.completeness))
    domains = rule.get("string_constraints", {}).get("domains")
    if domains and one.words:
        known = sum(count for word, count in one.words if word in domains) / max(1, one.present)
        if 1 - known > config.get("domain_content_threshold", 0.1):
            yield _violation(one.name, "categorical_values_check", _UNMET.format(known))


def _matching(one: Profile, expected: str) -> float:
    """The share of values that are of the expected type; whole numbers are fractions too."""
    if one.inferred_type == "Unknown" or expected in {one.inferred_type, "Unknown"}:
        return 1.0
    if one.sketch is None or expected == "String":
        return 0.0
    return one.integral if expected == "Integral" else 1.0


def _drift(one: Profile, baseline: Profile | None, config: Document) -> Iterator[Violation]:
    rules = config.get("distribution_constraints", {})
    if baseline is None or rules.get("perform_comparison") == "Disabled":
        return
    if not one.present or not baseline.present:
        return
    if one.sketch is not None and baseline.sketch is not None:
        seen = distance(one.sketch, baseline.sketch)
        threshold = rules.get("comparison_threshold", 0.1)
    elif one.words and baseline.words:
        mine, theirs = dict(one.words), dict(baseline.words)
        shares = [
            (mine.get(word, 0) / one.present, theirs.get(word, 0) / baseline.present)
            for word in sorted(mine.keys() | theirs)
        ]
        seen = max(abs(here - there) for here, there in shares)
        threshold = rules.get("categorical_comparison_threshold", 0.1)
    else:
        return
    if rules.get("comparison_method") == "Robust":
        # What two samples of these sizes from one distribution may differ by is taken off.
        seen = max(
            0.0, seen - 1.8 * sqrt((one.present + baseline.present) / (one.present * baseline.present))
        )
    if seen > threshold:
        text = f"Baseline drift distance: {seen} exceeds threshold: {threshold}"
        yield _violation(one.name, "baseline_drift_check", text)
