"""A report's bytes -> the fields of its observation: what it says, and how far it is from its baseline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from modelgov.record.report.constraint import constraints
from modelgov.record.report.quality import clarify_metrics, compared, curves, quality_metrics
from modelgov.record.report.statistics import drifts, features, item_count
from modelgov.record.report.value import FormError, parsed
from modelgov.record.report.violation import violations

Fields = dict[str, Any]


class Report(StrEnum):
    """What a file is, whatever its name."""

    STATISTICS = "statistics"
    CONSTRAINTS = "constraints"
    VIOLATIONS = "violations"
    ANALYSIS = "analysis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The parsed files of a baseline, each empty where there is none or it could not be read."""

    statistics: Mapping[str, Any] = field(default_factory=dict)
    constraints: Mapping[str, Any] = field(default_factory=dict)


def report_fields(report: Report, monitoring_type: str, raw: bytes) -> Fields:
    """What a report says; FormError when it is not of its form."""
    told = parsed(raw)
    match report:
        case Report.VIOLATIONS:
            return {"Violations": violations(told)}
        case Report.CONSTRAINTS:
            return {"Constraints": constraints(told)}
        case Report.ANALYSIS:
            return {"Metrics": clarify_metrics(told)}
        case Report.STATISTICS if monitoring_type == "ModelQuality":
            return {
                "Metrics": quality_metrics(told),
                "Curves": curves(told),
                "ItemCount": item_count(told),
            }
        case Report.STATISTICS:
            if "features" not in told:
                raise FormError("it holds no features")
            return {"Features": features(told), "ItemCount": item_count(told)}


def compared_fields(fields: Fields, baseline: Baseline) -> Fields:
    """The fields of an execution's report, with its distances from the baseline and the thresholds."""
    if "Features" in fields and "Features" in baseline.statistics:
        return fields | {"Drifts": list(drifts(baseline.statistics["Features"], fields["Features"]))}
    if "Metrics" in fields:
        rules = baseline.constraints.get("Constraints", [])
        before = baseline.constraints.get("Metrics", [])
        return fields | {"Metrics": compared(fields["Metrics"], rules, before)}
    return fields
