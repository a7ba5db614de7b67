"""LookupEvents: one attribute at most, the newest first, fifty a page, two calls a second."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields
from modelgov.demo.aws.trail.event import SOURCE, summary, username
from modelgov.demo.aws.trail.kept import KEPT_S, Kept, Trail

_PAGE = 50
_TESTS: dict[str, Callable[[Kept, Fields], Any]] = {
    "EventId": lambda _, shown: shown["EventId"],
    "EventName": lambda kept, _: kept.operation,
    "ReadOnly": lambda *_: "false",
    "Username": lambda kept, _: username(kept.caller),
    "ResourceType": lambda _, shown: [row["ResourceType"] for row in shown["Resources"]],
    "ResourceName": lambda _, shown: [row["ResourceName"] for row in shown["Resources"]],
    "EventSource": lambda *_: SOURCE,
    "AccessKeyId": lambda kept, _: kept.access_key,
}
_NEED_ALL = frozenset({"EventId", "ResourceType", "ResourceName"})  # are told by the event as it is shown


def lookup_events(ctx: Context, given: Fields) -> bytes:
    """LookupEvents."""
    trail = ctx.shelf.of(Trail)
    if not trail.may_look(ctx.now):
        raise Refusal("ThrottlingException", "Rate exceeded")
    size = given.get("MaxResults", _PAGE)
    if not 1 <= size <= _PAGE:
        raise Refusal("InvalidMaxResultsException", f"A maximum of {_PAGE} results can be specified.")
    attribute = _attribute(given.get("LookupAttributes", []))
    first = max(given.get("StartTime", 0.0), ctx.now - KEPT_S)
    last = given.get("EndTime", ctx.now)
    if given.get("StartTime", 0.0) > last:
        raise Refusal("InvalidTimeRangeException", "The start time is after the end time.")
    if given.get("EventCategory") == "insight":
        return orjson.dumps({"Events": []})
    within = [kept for kept in trail.events if first <= int(kept.at) <= last]
    found = sorted(within, key=lambda kept: (kept.at, kept.id), reverse=True)
    start = _start(given, found)
    page: list[Fields] = []
    for place in range(start, len(found)):
        if len(page) == size:
            token = _token(given, found[place - 1])
            return orjson.dumps({"Events": page, "NextToken": token})
        page += _matching(ctx, found[place], attribute)
    return orjson.dumps({"Events": page})


def _attribute(attributes: list[Fields]) -> tuple[str, str] | None:
    if len(attributes) > 1:
        raise Refusal("InvalidLookupAttributesException", "You can only use one lookup attribute.")
    if not attributes:
        return None
    key, value = attributes[0].get("AttributeKey"), attributes[0].get("AttributeValue")
    if key not in _TESTS or not value:
        raise Refusal("InvalidLookupAttributesException", f"{key} with {value} is no lookup attribute.")
    return key, value


def _matching(ctx: Context, kept: Kept, attribute: tuple[str, str] | None) -> list[Fields]:
    """The event as it is shown, if it has the attribute."""
    if attribute is not None and attribute[0] not in _NEED_ALL and not _has(kept, {}, attribute):
        return []
    shown = summary(kept, ctx.shelf)
    return [shown] if attribute is None or _has(kept, shown, attribute) else []


def _has(kept: Kept, shown: Fields, attribute: tuple[str, str]) -> bool:
    key, value = attribute
    held = _TESTS[key](kept, shown)
    return value in held if isinstance(held, list) else bool(value == held)


def _start(given: Fields, found: list[Kept]) -> int:
    """Where the page begins: after the event that the token names, if it is of this very question."""
    token = given.get("NextToken")
    if token is None:
        return 0
    for place, kept in enumerate(found):
        if _token(given, kept) == token:
            return place + 1
    raise Refusal("InvalidNextTokenException", "The token is not of a lookup with these parameters.")


def _token(given: Fields, kept: Kept) -> str:
    asked = {name: value for name, value in given.items() if name not in {"NextToken", "MaxResults"}}
    whole = orjson.dumps(asked, option=orjson.OPT_SORT_KEYS) + kept.id
    return base64.urlsafe_b64encode(hashlib.sha256(whole).digest()).decode()
