"""The views in the order that they build on each other, their SQL, and what their columns mean.

The `.sql` files are in Trino's dialect, in the subset that DuckDB answers alike; sqlglot turns them
into DuckDB's for the embedded engine.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

FOLDER = Path(__file__).parent / "sql"
COLUMNS = Path(__file__).parent / "columns.toml"

REGISTRY_NOW = (
    "account_now",
    "model_group_now",
    "model_version_now",
    "model_now",
    "endpoint_config_now",
    "endpoint_now",
)
SERVING_STAGING = (
    "inference_component_now",
    "scaling_target_now",
    "scaling_policy_now",
    "model_source",
    "list_price",
    "variant_plan",
    "running_count",
    "metric_target",
)
FACTS = ("group_fact", "version_fact", "group_effective", "version_effective")
REGISTRY = (
    *("account", "trail_event", "endpoint", "model_version", "model_group"),
    *("approval", "version_approval", "change", "coverage"),
)
SERVING = (
    "inference_component",
    "scaling_target",
    "cost_usage",
    "endpoint_cost",
    "endpoint_cost_month",
    "cost_month",
    "endpoint_metric",
    "endpoint_usage",
    "endpoint_day",
)
MISSED_STAGING = ("watch_span", "told_change")
MISSED = ("missed_event", "event_rate")
TRAINING_STAGING = (
    "training_job_now",
    "tuning_job_now",
    "processing_job_now",
    "transform_job_now",
    "pipeline_now",
    "pipeline_execution_now",
    "model_card_now",
    "pipeline_fact",
    "pipeline_effective",
)
TRAINING = (
    "pipeline_step",
    "pipeline",
    "pipeline_execution",
    "validation",
    "validation_failure_rate",
    "training_job",
    "tuning_job",
    "processing_job",
    "transform_job",
    "version_training",
    "model_card",
)
LINEAGE_NOW = (
    "lineage_artifact_now",
    "lineage_context_now",
    "lineage_association_now",
    "model_group_policy_now",
    "resource_share_now",
)
LINEAGE = ("lineage_edge", "model_group_policy", "resource_share")
MONITORING_NOW = (
    "monitoring_schedule_now",
    "monitoring_definition_now",
    "monitoring_execution_now",
    "monitoring_alert_now",
    "monitoring_report_now",
)
MONITORING = (
    "monitoring_schedule",
    "monitoring_execution",
    "violation",
    "feature_statistic",
    "quality_metric",
    "drift",
    "monitoring_alert",
    "monitoring_coverage",
)
GOVERNED_STAGING = ("endpoint_served", "finding_now")
GOVERNED = (
    *("metric_change", "materiality", "governed", "version_card", "version_served", "endpoint_environment"),
    *("finding", "finding_turn", "control_score"),
)
STAGING = (
    *(*REGISTRY_NOW, *SERVING_STAGING, *FACTS, *MISSED_STAGING, *TRAINING_STAGING),
    *(*LINEAGE_NOW, "lineage_said", *MONITORING_NOW, *GOVERNED_STAGING),
)
PUBLIC = (*REGISTRY, *SERVING, *MISSED, *TRAINING, *LINEAGE, *MONITORING, *GOVERNED)
ORDER = (
    *(*REGISTRY_NOW, *SERVING_STAGING, "account", *FACTS, *REGISTRY[1:], *SERVING),
    *(*MISSED_STAGING, *MISSED, *TRAINING_STAGING, *TRAINING),
    *(*LINEAGE_NOW, "lineage_said", *LINEAGE, *MONITORING_NOW, *MONITORING),
    "metric_change",
    *("materiality", "endpoint_served", "governed", "version_card", "version_served", "endpoint_environment"),
    *("finding_now", "finding", "finding_turn", "control_score"),
)
# Over what AWS billed, which is read only where it is asked for.
BILLED = ("cost_usage", "endpoint_cost", "endpoint_cost_month", "cost_month")
# Over tables that a process which serves does not hold: asked of the lake only.
COLD = ("metric_target", "endpoint_metric", "endpoint_usage", "endpoint_day")
WARM_ORDER = tuple(name for name in ORDER if name not in COLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view: its meaning (the leading comment of its file) and its statement as it stands."""

    name: str
    meaning: str
    statement: str


def view(name: str) -> View:
    """Read one view from its file."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    comment = [line[2:].strip() for line in takewhile(lambda line: line.startswith("--"), text.splitlines())]
    return View(name=name, meaning=" ".join(comment), statement=text)


@cache
def duckdb_statement(name: str) -> str:
    """The statement of a view, or of a page or command by its path in `sql`, in DuckDB's dialect."""
    return sqlglot.transpile(view(name).statement, read="trino", write="duckdb", comments=False)[0]


def named_tables(tree: exp.Expr) -> set[str]:
    """The tables and views that a statement names, less those that it makes itself for its own use."""
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    return {table.name for table in tree.find_all(exp.Table)} - own


@cache
def built_on(name: str) -> frozenset[str]:
    """The views that a view names."""
    return frozenset(_named(view(name).statement, "trino"))


def needed(statement: str) -> tuple[str, ...]:
    """The views that a statement in DuckDB's dialect builds on, in their order; all if it does not parse."""
    try:
        found, new = set[str](), _named(statement, "duckdb")
    except SqlglotError:
        return ORDER
    while new:
        found |= new
        new = {under for name in new for under in built_on(name)} - found
    return tuple(name for name in ORDER if name in found)


def _named(statement: str, dialect: str) -> set[str]:
    tree = sqlglot.parse_one(statement, read=dialect)
    return {table.name.lower() for table in tree.find_all(exp.Table)} & set(ORDER)


@cache
def column_meanings() -> dict[str, str]:
    """One meaning for every column name, the same wherever the column stands."""
    meanings: dict[str, str] = tomllib.loads(COLUMNS.read_text(encoding="utf-8"))
    return meanings
