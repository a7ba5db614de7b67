"""The evaluations that a model card tells: numbers, and numbers by segment.

>>> card = {"evaluation_details": [{"name": "holdout", "metric_groups": [{"name": "quality", "metric_data": [
...     {"name": "auc", "type": "number", "value": 0.9},
...     {"name": "auc", "type": "bar_chart", "value": [0.8], "x_axis_name": ["young"]}]}]}]}
>>> [(row["name"], row["value"]) for row in numbers(card)]
[('auc', 0.9)]
>>> segments(card)[0]["values"]
[{'name': 'young', 'value': 0.8}]
"""

from collections.abc import Iterator, Mapping
from typing import Any

Card = Mapping[str, Any]


def numbers(card: Card | None) -> list[dict[str, Any]]:
    """Every single number of every evaluation, as it stands."""
    return [
        told | {"name": str(one.get("name")), "value": float(one["value"]), "notes": _text(one.get("notes"))}
        for told, one in _metrics(card)
        if _is_number(one.get("value"))
    ]


def segments(card: Card | None) -> list[dict[str, Any]]:
    """Every metric that has a value for each of several named parts of the data."""
    found = []
    for told, one in _metrics(card):
        names, values = one.get("x_axis_name"), one.get("value")
        if isinstance(names, list) and isinstance(values, list) and len(names) == len(values):
            rows = [
                {"name": str(name), "value": float(value)}
                for name, value in zip(names, values, strict=True)
                if _is_number(value)
            ]
            if rows:
                found.append(told | {"name": str(one.get("name")), "values": rows})
    return found


def _metrics(card: Card | None) -> Iterator[tuple[dict[str, str], Card]]:
    for evaluation in _objects((card or {}).get("evaluation_details")):
        for group in _objects(evaluation.get("metric_groups")):
            told = {"evaluation": str(evaluation.get("name")), "group": str(group.get("name"))}
            for one in _objects(group.get("metric_data")):
                yield told, one


def _objects(value: Any) -> list[Card]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
