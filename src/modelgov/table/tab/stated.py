"""What the metadata of a version states: metrics, training parameters, and the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.table.stated import stated as told_apart

Place = tuple[str, str, str]  # account, region, group


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Metadata told apart; each row has the value of the version that it is compared with."""

    metrics: list[dict[str, Any]]
    parameters: list[dict[str, Any]]
    rest: dict[str, str]


def stated(hot: HotTables, place: Place, number: int, other: int | None, settings: Settings) -> Stated:
    """The metadata of one version beside that of another of its group."""
    rows = hot.page("property", *place, number, other)
    mine = {row["property_key"]: row["property_value"] for row in rows if row["version"] == number}
    theirs = {row["property_key"]: row["property_value"] for row in rows if row["version"] == other}
    return _told_apart(mine, theirs, other, settings)


def _told_apart(
    mine: Mapping[str, str], theirs: Mapping[str, str], other: int | None, settings: Settings
) -> Stated:
    now, then = told_apart(mine, settings), told_apart(theirs, settings)

    def beside(key: str, value: Any, past: Mapping[str, Any]) -> dict[str, Any]:
        was = {"previous": past.get(key), "previous_version": other if key in past else None}
        return {"name": key, "value": value} | was

    return Stated(
        metrics=[beside(key, value, then.metrics) for key, value in now.metrics.items()],
        parameters=[beside(key, value, then.parameters) for key, value in now.parameters.items()],
        rest=dict(now.rest),
    )


def before(siblings: list[dict[str, Any]], number: int) -> int | None:
    """The number of the version before, of siblings with the newest first."""
    return next((row["version"] for row in siblings if row["version"] < number), None)
