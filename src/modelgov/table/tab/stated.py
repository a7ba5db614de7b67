"""What the metadata of a version states: metrics, training parameters, and the rest."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from modelgov.settings import Settings
from modelgov.table.hot import HotTables

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
    facts = {key.lower() for keys in settings.spellings.values() for key in keys}
    found = Stated(metrics=[], parameters=[], rest={})
    for key, value in mine.items():
        stem = next((p for p in settings.parameter_prefixes if key.startswith(p)), None)
        measured = number_in(value)
        was = {"previous_version": other if key in theirs else None}
        if stem is not None:
            parameter = {"name": key.removeprefix(stem), "value": value, "previous": theirs.get(key)}
            found.parameters.append(parameter | was)
        elif measured is not None and key.lower() not in facts:
            metric = {"name": key, "value": measured, "previous": number_in(theirs.get(key))}
            found.metrics.append(metric | was)
        else:
            found.rest[key] = value
    return found


def number_in(text: str | None) -> float | None:
    """The finite number that a text is, if it is one.

    >>> number_in("0.93"), number_in("inf"), number_in("v2"), number_in(None)
    (0.93, None, None, None)
    """
    with contextlib.suppress(ValueError, TypeError):
        number = float(text or "")
        return number if abs(number) < float("inf") else None
    return None


def before(siblings: list[dict[str, Any]], number: int) -> int | None:
    """The number of the version before, of siblings with the newest first."""
    return next((row["version"] for row in siblings if row["version"] < number), None)
