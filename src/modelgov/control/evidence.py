"""The evidence of a finding, as a person reads it: what each value means, and how it is written."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import orjson

from modelgov.control.control import Control
from modelgov.control.statement import evidence_of
from modelgov.errors import ControlError
from modelgov.table.describe import known_meanings

TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}")  # as the engine writes one in JSON
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# How a number is written, by a word of its column's name; the first that is there counts.
FORMS: Mapping[str, str] = {
    **dict.fromkeys(("usd",), "money"),
    **dict.fromkeys(("ms",), "milliseconds"),
    **dict.fromkeys(("seconds",), "seconds"),
    **dict.fromkeys(("percent",), "percent"),
    **dict.fromkeys(("share", "rate"), "share"),
}
METRIC = "metric_name"  # names what the values of the same evidence are of: they are written as it is
# Words of the names of columns that say on how much a judgement rests.
SAMPLES = frozenset(
    ("sample", "samples", "hours", "rows", "runs", "executions", "measured", "unmeasured", "unseen")
)


@cache
def meanings() -> Mapping[str, str]:
    """What every column of the tables means."""
    return known_meanings()


def meaning(control: Control | None, name: str) -> str:
    """What a column of the evidence means: as its control says, else as the tables do."""
    own = control.evidence if control is not None else {}
    return own.get(name) or meanings().get(name, "")


def form(name: str, metric: str | None = None) -> str:
    """How a number of this name is written; a value is written as the metric that it is of."""
    words = name.split("_")
    if metric is not None and words[-1] == "value":
        words = metric.split("_")
    return next((way for word, way in FORMS.items() if word in words), "number")


def evidence(control: Control | None, text: str | None) -> list[dict[str, Any]]:
    """Each value of the evidence with its meaning and its form, in the order of its control."""
    values = orjson.loads(text or "{}")
    given = [name for name in _order(control) if name in values]
    return [
        {
            "name": name,
            "meaning": meaning(control, name),
            **_written(name, value, values.get(METRIC)),
            "sample": not SAMPLES.isdisjoint(name.split("_")),
        }
        for name, value in {name: values[name] for name in (*given, *values)}.items()
    ]


def _order(control: Control | None) -> Sequence[str]:
    """What is kept of a finding has lost the order; a statement that cannot be read any more has none."""
    try:
        return evidence_of(control) if control is not None else ()
    except ControlError:
        return ()


def _written(name: str, value: Any, metric: str | None) -> dict[str, Any]:
    match value:
        case bool():
            return {"form": "truth", "value": value}
        case int() | float():
            return {"form": form(name, metric), "value": value}
        case str() if TIME.fullmatch(value):
            return {"form": "time", "value": datetime.fromisoformat(value).isoformat()}
        case str() if DATE.fullmatch(value):
            return {"form": "date", "value": value}
        case str() | None:
            return {"form": "text", "value": value}
        case _:
            return {"form": "text", "value": orjson.dumps(value).decode()}


def plain(text: str | None, names: Sequence[str]) -> dict[str, Any]:
    """The values of the evidence under these names, as they stand."""
    values = orjson.loads(text or "{}")
    return {name: values.get(name) for name in names}
