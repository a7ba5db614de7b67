"""The monitors of the endpoints that serve a version, by their types."""

from typing import Any

from modelgov.table.hot import HotTables

NEEDED = ("monitoring_schedule", "monitoring_coverage", "endpoint_served", "materiality")


def monitors(hot: HotTables, arn: str, types: tuple[str, ...]) -> list[dict[str, Any]]:
    """A row for every endpoint, type and schedule; where an endpoint has none of a type, one that says so."""
    for name in NEEDED:
        hot.keep(name)
    return [row for row in hot.page("monitor", arn) if row["monitoring_type"] in types]
