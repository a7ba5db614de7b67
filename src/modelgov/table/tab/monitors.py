"""The monitors of the endpoints that serve a version, by their types."""

from collections.abc import Mapping, Sequence
from typing import Any

from modelgov.table.hot import HotTables
from modelgov.table.span import Span

NEEDED = ("monitoring_schedule", "monitoring_coverage", "endpoint_served", "materiality")
NEWEST = 60  # executions of a trend where no span is asked for
MOST = 400  # and where one is: a year of days


def trend_of(rows: Sequence[Mapping[str, Any]], span: Span | None) -> Sequence[Mapping[str, Any]]:
    """The executions that a trend shows, of all that are known, oldest first."""
    if span is None:
        return rows[-NEWEST:]
    return [row for row in rows if span.holds(row["scheduled_at"])][-MOST:]


def monitors(hot: HotTables, arn: str, types: tuple[str, ...]) -> list[dict[str, Any]]:
    """A row for every endpoint, type and schedule; where an endpoint has none of a type, one that says so."""
    for name in NEEDED:
        hot.keep(name)
    return [row for row in hot.page("monitor", arn) if row["monitoring_type"] in types]
