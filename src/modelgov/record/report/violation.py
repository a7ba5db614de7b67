"""`constraint_violations.json` in its four forms; the numbers are pulled out of the prose.

>>> read_numbers("Baseline drift distance: 0.25 exceeds threshold: 0.1")
(0.25, 0.1)
"""

import re
from typing import Any

from modelgov.record.report.value import Node, items, text

Row = dict[str, Any]

_NUMBER = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
# What the containers write, and by what to divide: a percentage is a share here.
_PROSE: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), divisor)
    for pattern, divisor in (
        (rf"drift distance: {_NUMBER} exceeds threshold: {_NUMBER}", 1.0),
        (rf"attribution drift {_NUMBER} exceeds threshold {_NUMBER}", 1.0),
        (rf"with {_NUMBER} \+/- \S+ was \w+ '?{_NUMBER}", 1.0),
        (rf"current dataset: {_NUMBER},.* baseline constraints: {_NUMBER}", 1.0),
        (rf"Observed: Only {_NUMBER}%()", 100.0),
        (rf"[Vv]alue:? {_NUMBER} does not meet()", 1.0),
    )
)
_EXPECTED = re.compile(rf"Expected match: {_NUMBER}%")


def violations(report: Node) -> list[Row]:
    """A row for every violation."""
    return [_violation(one) for one in items(report.get("violations"), "violations")]


def _violation(given: Node) -> Row:
    description = text(given.get("description")) or ""
    observed, threshold = read_numbers(description)
    return {
        "Feature": text(given.get("feature_name")),
        "Metric": text(given.get("metric_name")),
        "Label": text(given.get("label")),
        "Facet": text(given.get("facet")),
        "FacetValue": text(given.get("facet_value")),
        "Check": text(given.get("constraint_check_type")),
        "Description": description,
        "Observed": observed,
        "Threshold": threshold,
    }


def read_numbers(description: str) -> tuple[float | None, float | None]:
    """What was observed and what it was held against; None where the words do not say."""
    for pattern, divisor in _PROSE:
        found = pattern.search(description)
        if found is None:
            continue
        observed, threshold = found[1], found[2]
        expected = _EXPECTED.search(description)
        if not threshold and expected is not None:
            threshold = expected[1]
        return float(observed) / divisor, float(threshold) / divisor if threshold else None
    return None, None
