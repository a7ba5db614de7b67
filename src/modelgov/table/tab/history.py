"""The History tab: every stored observation of a version, and what each changed."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from modelgov.record.observation import Kind
from modelgov.table.hot import HotTables

LONGEST_VALUE = 300
STAMPED = ("LastModifiedTime", "LastModifiedBy")  # who and when stand beside the change


def history(hot: HotTables, arn: str) -> dict[str, Any]:
    """Observations newest first, each with the fields that differ from the one before it."""
    return {"history": _entries(hot.page("observation", arn), hot.documents(Kind.MODEL_VERSION, arn))}


def _entries(
    observations: Sequence[Mapping[str, Any]], documents: Mapping[int, bytes]
) -> list[dict[str, Any]]:
    entries = []
    before: dict[str, Any] | None = None
    for row in observations:
        now = dict(leaves(orjson.loads(documents.get(row["position"], b"{}")), ""))
        entries.append(dict(row) | {"changes": _changes(before, now)})
        before = now
    return entries[::-1]


def _changes(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[dict[str, Any]]:
    if before is None:
        return []
    return [
        {"field": name, "before": _text(before.get(name)), "after": _text(now.get(name))}
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name) and not name.startswith(STAMPED)
    ]


def _text(value: object) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def leaves(node: Any, path: str) -> list[tuple[str, Any]]:
    """Every value inside a document with its dotted path."""
    match node:
        case dict():
            items = [(f"{path}.{key}" if path else str(key), value) for key, value in node.items()]
        case list():
            items = [(f"{path}.{number}", value) for number, value in enumerate(node)]
        case _:
            return [(path, node)]
    return [leaf for name, value in items for leaf in leaves(value, name)]
