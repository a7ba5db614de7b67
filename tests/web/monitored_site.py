"""A monitor of the endpoint that serves version 1 of fraud: a baseline, and executions against it."""

from typing import Any

import orjson
from site_world import Site

from modelgov.record.codec import decode
from modelgov.record.observation import Kind, Observation, Source
from sample import ACCOUNT, REGION, Record, at, seen
from sample_monitoring import BUCKET, T0, definition, execution, report, schedule

WEEK = 7 * 86_400.0
MANY = "limits-quality"


def numbers(name: str, values: list[float], missing: int = 0) -> Record:
    """A feature with a sketch that keeps every value, and two buckets of the same width."""
    low, high = min(values), max(values)
    middle = (low + high) / 2
    sides = [sum(value <= middle for value in values), sum(value > middle for value in values)]
    bounds = [(low, middle), (middle, high)]
    return {
        "Name": name,
        "InferredType": "Fractional",
        "NumPresent": len(values),
        "NumMissing": missing,
        "Mean": sum(values) / len(values),
        "Buckets": [
            {"lower_bound": lower, "upper_bound": upper, "count": count}
            for (lower, upper), count in zip(bounds, sides, strict=True)
        ],
        "Sketch": [values],
    }


def words(name: str, **counts: int) -> Record:
    listed = [{"value": value, "count": count} for value, count in counts.items()]
    present = {"NumPresent": sum(counts.values()), "NumMissing": 0}
    return {"Name": name, "InferredType": "String", "Buckets": listed} | present


BASELINE = [numbers("age", [20.0, 30.0, 40.0, 50.0]), words("use", car=3, home=1), words("gone", yes=1)]
NEWEST = [numbers("age", [10.0, 40.0, 50.0, 60.0], missing=4), words("use", car=1, boat=3)]


def told(record: Record) -> Observation:
    """A report, which has no account in its address."""
    return decode(
        Kind.MONITORING_REPORT,
        orjson.dumps(record),
        account_id=ACCOUNT,
        region=REGION,
        observed_at=at(60),
        source=Source.API,
    )


def baseline(name: str, **fields: Any) -> Record:
    """A file that no execution wrote."""
    nobody = ("ExecutionAsset", "MonitoringScheduleName", "ScheduledTime", "BaselineUri", "ItemCount")
    empty = dict.fromkeys(nobody) | {"Features": [], "Drifts": []}
    return report(Uri=f"{BUCKET}/{name}.json", Report=name, Origin="baseline", **empty | fields)


def drift(psi: float, ks: float | None = None, feature: str = "age") -> Record:
    counts = {"BaselineCount": 4, "CurrentCount": 4}
    return {"Feature": feature, "Method": "sketch", "Psi": psi, "Ks": ks} | counts


def data_monitor() -> list[Observation]:
    """Two executions: the first near the baseline, the newest far from it."""
    first, newest = execution(at=T0), execution(at=T0 + WEEK, status="CompletedWithViolations")
    violation = {"Feature": "age", "Check": "baseline_drift_check", "Description": "Too far."}
    where = f"{BUCKET}/reports/e/limits"
    return [
        seen(Kind.MONITORING_SCHEDULE, schedule()),
        seen(Kind.MONITORING_DEFINITION, definition()),
        seen(Kind.MONITORING_EXECUTION, first),
        seen(Kind.MONITORING_EXECUTION, newest),
        told(baseline("statistics", ItemCount=4, Features=BASELINE)),
        told(baseline("constraints")),
        told(report(Uri=f"{where}/1/statistics.json", Drifts=[drift(0.01, 0.02)])),
        told(
            report(
                Uri=f"{where}/2/statistics.json",
                ExecutionAsset=newest["Asset"],
                ScheduledTime=T0 + WEEK,
                ItemCount=8,
                Features=NEWEST,
                Drifts=[drift(0.4, 0.5), drift(0.05, feature="use")],
            )
        ),
        told(
            report(
                Uri=f"{where}/2/constraint_violations.json",
                Report="violations",
                ExecutionAsset=newest["Asset"],
                ScheduledTime=T0 + WEEK,
                Violations=[violation],
                Features=[],
                Drifts=[],
            )
        ),
    ]


def quality_monitor() -> list[Observation]:
    """A monitor of predictions, whose newest AUC is below its limit."""

    def auc(value: float | None) -> Record:
        limit = {"Threshold": 0.85, "Operator": "LessThanThreshold"}
        return {"Group": "binary_classification", "Name": "auc", "Value": value} | limit

    of: dict[str, Any] = {"MonitoringType": "ModelQuality", "Features": [], "Drifts": []}
    made = [
        seen(Kind.MONITORING_SCHEDULE, schedule(MANY, MonitoringType="ModelQuality")),
        seen(Kind.MONITORING_EXECUTION, execution(MANY, MonitoringType="ModelQuality")),
    ]
    for week, value in enumerate((0.9, 0.8)):
        uri = f"{BUCKET}/reports/e/{MANY}/{week}/statistics.json"
        made.append(told(report(MANY, Uri=uri, ScheduledTime=T0 + week * WEEK, Metrics=[auc(value)], **of)))
    return made


def watch(site: Site) -> None:
    site.journal.record([*data_monitor(), *quality_monitor()])
    site.hot.follow()
