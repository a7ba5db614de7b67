"""The texts of model cards side by side, each by where it stands in its card."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

Path = tuple[str, ...]


def card_texts(cards: Sequence[str | None]) -> list[dict[str, Any]]:
    """A row for each place that any card fills, in the order of the first card that has it.

    >>> card_texts(['{"a": {"b": "x", "c": ["y", "z"]}}', '{"a": {"b": "w"}}', None])[1]
    {'path': ['a', 'c'], 'values': ['y\\nz', None, None], 'changed': True}
    """
    texts = [dict(_texts(_parsed(card), ())) for card in cards]
    places = dict.fromkeys(place for found in texts for place in found)
    rows = []
    for place in places:
        values = [found.get(place) for found in texts]
        rows.append({"path": list(place), "values": values, "changed": len(set(values)) > 1})
    return rows


def _parsed(card: str | None) -> Any:
    with contextlib.suppress(orjson.JSONDecodeError):
        return orjson.loads(card or "null")
    return card  # no JSON: shown as it is


def _texts(node: Any, place: Path) -> Iterator[tuple[Path, str]]:
    match node:
        case None | "" | []:
            return
        case dict():
            for name, value in node.items():
                yield from _texts(value, (*place, str(name)))
        case list() if not any(isinstance(one, dict | list) for one in node):
            yield place, "\n".join(_plain(one) for one in node)
        case list():
            for number, value in enumerate(node, start=1):
                yield from _texts(value, (*place, _called(value, number)))
        case _:
            yield place or ("card",), _plain(node)


def _called(value: Any, number: int) -> str:
    """What an item of a list calls itself, else its number: so that items stay with their like."""
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name else str(number)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
