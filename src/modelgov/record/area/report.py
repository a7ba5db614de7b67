"""The reports that monitors write to S3, parsed: one observation for a file, its rows as part tables.

The asset is the file's URI. What is in the document is ours, made by `record.report`.
"""

from modelgov.record.column import AT, B, Column, D, Each, Form, J, L, Part, T, Table, column
from modelgov.record.observation import Kind

FORMS: dict[Kind, Form] = {
    Kind.MONITORING_REPORT: Form(
        arn="Uri",
        created="WrittenTime",
        modified=None,
        fields=(
            *("Uri", "WrittenTime", "Size", "ETag", "Report", "Origin", "MonitoringType", "ExecutionAsset"),
            *("MonitoringScheduleName", "EndpointName", "ScheduledTime", "BaselineUri", "ConstraintsUri"),
            *("ItemCount", "Features", "Violations", "Metrics", "Drifts", "Constraints", "Curves"),
        ),
    ),
}

_FEATURE = column("feature", T, "Feature", "Name of the feature; null when it is about none.")
_METRIC = (
    column("label", T, "Label", "Label that it is about; null when it is about none."),
    column("facet", T, "Facet", "Facet, such as a group of people, that a bias metric is about."),
    column("facet_value", T, "FacetValue", "Value of the facet."),
)


def _part(name: str, field: str, meaning: str, columns: tuple[Column, ...]) -> Table:
    return Table(
        name=name,
        kind=Kind.MONITORING_REPORT,
        meaning=meaning,
        part=Part(field=field, each=Each.ITEM),
        columns=columns,
    )


TABLES: tuple[Table, ...] = (
    Table(
        name="monitoring_report_observation",
        kind=Kind.MONITORING_REPORT,
        meaning="Files that monitors wrote or were given as baseline, each read once.",
        columns=(
            column("report", T, "Report", "statistics, constraints, violations or analysis."),
            column("report_origin", T, "Origin", "baseline or execution."),
            column("written_at", AT, "WrittenTime", "When the file was written, as S3 says."),
            column("size_bytes", L, "Size", "Size of the file."),
            column("monitoring_type", T, "MonitoringType", "DataQuality, ModelQuality, ModelBias and so on."),
            column("execution", T, "ExecutionAsset", "Execution that wrote it; null for a baseline."),
            column("schedule_name", T, "MonitoringScheduleName", "Name of the monitoring schedule."),
            column("endpoint_name", T, "EndpointName", "Name of the endpoint."),
            column("scheduled_at", AT, "ScheduledTime", "When it was due."),
            column(
                "baseline_uri", T, "BaselineUri", "Baseline that it was compared with, where it was read."
            ),
            column("constraints_uri", T, "ConstraintsUri", "Constraints that it was held against."),
            column("item_count", L, "ItemCount", "Rows of data that it is about."),
            column("curves_json", J, "Curves", "Curves and confusion matrix of the model quality, as JSON."),
        ),
    ),
    _part(
        "feature_statistic_observation",
        "Features",
        "What came of every feature, by report.",
        (
            column("feature", T, "Name", "Name of the feature; null when it is about none."),
            column("inferred_type", T, "InferredType", "Fractional, Integral, String or Unknown."),
            column("num_present", L, "NumPresent", "Rows that have a value."),
            column("num_missing", L, "NumMissing", "Rows that have none."),
            column("mean", D, "Mean", "Mean of the values."),
            column("std_dev", D, "StdDev", "Standard deviation of the values."),
            column("smallest", D, "Min", "Smallest value."),
            column("largest", D, "Max", "Largest value."),
            column("total_sum", D, "Sum", "Sum of the values."),
            column("distinct_count", L, "DistinctCount", "How many different words came."),
            column("buckets_json", J, "Buckets", "Ten buckets of numbers, or all words, with counts, JSON."),
            column("sketch_k", D, "SketchK", "Size parameter of the KLL sketch."),
            column("sketch_c", D, "SketchC", "Shrinking parameter of the KLL sketch."),
            column("sketch_json", J, "Sketch", "Items of the KLL sketch by level, the lowest first, JSON."),
        ),
    ),
    _part(
        "constraint_observation",
        "Constraints",
        "What a baseline allows, of a feature or of a metric.",
        (
            _FEATURE,
            column("inferred_type", T, "InferredType", "Fractional, Integral, String or Unknown."),
            column("completeness", D, "Completeness", "Share of rows that must have a value."),
            column("domains_json", J, "Domains", "Words that are allowed, as JSON."),
            column("non_negative", B, "NonNegative", "Whether numbers must not be below zero."),
            column("metric_group", T, "Group", "What a metric belongs to, such as binary_classification."),
            column("metric_name", T, "Metric", "Name of the metric."),
            column("threshold", D, "Threshold", "What the value is held against; null where nothing says."),
            column("operator", T, "Operator", "Which side of the threshold is wrong."),
        ),
    ),
    _part(
        "violation_observation",
        "Violations",
        "Violations that an execution found, with the numbers of their words.",
        (
            _FEATURE,
            column("metric_name", T, "Metric", "Name of the metric."),
            *_METRIC,
            column("constraint_type", T, "Check", "What was checked, such as baseline_drift_check."),
            column("description", T, "Description", "What the monitor says."),
            column("observed", D, "Observed", "The value that the words name; a share, never a percentage."),
            column("threshold", D, "Threshold", "What the value is held against; null where nothing says."),
        ),
    ),
    _part(
        "quality_metric_observation",
        "Metrics",
        "Metrics of model quality, bias and feature attribution, by report.",
        (
            column("metric_group", T, "Group", "What a metric belongs to, such as binary_classification."),
            column("metric_name", T, "Name", "Name of the metric."),
            *_METRIC,
            _FEATURE,
            column("metric_value", D, "Value", "Its value; null where the report gives none, never zero."),
            column("value_reason", T, "ValueReason", "Why there is no value."),
            column("standard_deviation", D, "Deviation", "Its standard deviation; null where none is given."),
            column("deviation_reason", T, "DeviationReason", "Why there is no standard deviation."),
            column("threshold", D, "Threshold", "What the value is held against; null where nothing says."),
            column("operator", T, "Operator", "Which side of the threshold is wrong."),
            column("baseline_value", D, "BaselineValue", "Its value in the baseline."),
        ),
    ),
    _part(
        "drift_observation",
        "Drifts",
        "How far each feature of an execution is from its baseline.",
        (
            _FEATURE,
            column("method", T, "Method", "sketch (numbers, from the KLL sketches) or words (counts)."),
            column("psi", D, "Psi", "Population stability index: over 0.1 is some, over 0.25 much drift."),
            column("ks", D, "Ks", "Kolmogorov-Smirnov distance, 0 to 1; null for words."),
            column("baseline_count", L, "BaselineCount", "Values of the baseline."),
            column("current_count", L, "CurrentCount", "Values of the execution."),
        ),
    ),
)
