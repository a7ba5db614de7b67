"""Single values of a report, checked as they are taken: the container that wrote it may be anybody's."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

Node = Mapping[str, Any]
LARGEST = 2**63 - 1  # what the lake can hold


class FormError(ValueError):
    """A report is not of its form; the message says why."""


def parsed(raw: bytes) -> Node:
    """The object in a report; NaN and Infinity, which are no JSON, are taken as words."""
    try:
        found = json.loads(raw, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise FormError(f"it is not JSON: {error}") from error
    return node(found, "the report")


def node(value: Any, what: str) -> Node:
    """An object."""
    if not isinstance(value, dict):
        raise FormError(f"{what} is not an object")
    return value


def items(value: Any, what: str) -> list[Node]:
    """A list of objects."""
    if not isinstance(value, list):
        raise FormError(f"{what} is not a list")
    return [node(one, f"an item of {what}") for one in value]


def text(value: Any) -> str | None:
    """A text; a number that stands for one is written out."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def number(value: Any) -> float | None:
    """A finite number; None for anything else, such as the word NaN."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if isfinite(found) else None


def count(value: Any, what: str) -> int:
    """A whole number that is not negative, however it is written; counts are often written as 7.0."""
    found = number(value)
    if found is None or found < 0 or found != int(found) or found > LARGEST:
        raise FormError(f"{what} is no count but {value}")
    return int(found)


def reason(value: Any) -> str | None:
    """Why there is no number where one should be; None when there is one."""
    if number(value) is not None:
        return None
    if value is None:
        return "The report gives no value."
    return f"The report says {text(value)}."
