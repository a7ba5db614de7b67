"""Faults on demand: refusals at a rate, delays, and records made malformed on their way out."""

import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from typing import Any

import orjson

from modelgov.demo.aws.call import Call, Refusal

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One row: which calls it strikes (shell patterns), how often, and what happens to them.

    `account` is the caller's; a call about another account, as AssumeRole is, is told by `request`, a
    pattern on the request's body: `{"operation": "AssumeRole", "request": "*210000000003*", ...}`.

    With `code` the call is refused; with `corrupt_field` the answer's records whose ARN matches
    `corrupt_arn` get `corrupt_value` at that dotted field; with `answer` its fields replace those of the
    answer; `delay_ms` comes first in every case. The first `after` calls that it is about pass, and after
    `times` strikes (0 for no end) it is over: a burst.
    """

    service: str = "*"
    operation: str = "*"
    account: str = "*"
    region: str = "*"
    request: str = "*"
    rate: float = 1.0
    after: int = 0
    times: int = 0
    delay_ms: int = 0
    code: str = ""
    message: str = "Rate exceeded"
    status: int = 400
    corrupt_arn: str = "*"
    corrupt_field: str = ""
    corrupt_value: Any = None
    answer: Row | None = None

    def strikes(self, call: Call) -> bool:
        """Whether the row is about this call."""
        pairs = (
            (call.service, self.service),
            (call.operation, self.operation),
            (call.account, self.account),
            (call.region, self.region),
        )
        return all(fnmatchcase(seen, pattern) for seen, pattern in pairs) and (
            self.request == "*" or fnmatchcase(call.body.decode(errors="replace"), self.request)
        )


_KNOWN = frozenset(field.name for field in fields(Fault))


def read_fault(row: Row) -> Fault:
    """A row of JSON as a fault; an unknown key is refused, for a misspelt fault would strike nothing."""
    unknown = sorted(set(row) - _KNOWN)
    if unknown:
        raise Refusal("ValidationException", f"A fault has no {', '.join(unknown)}; it has {sorted(_KNOWN)}.")
    return Fault(**row)


class Faults:
    """The rows in force, drawn with a seeded random so that a run can be repeated."""

    def __init__(self, seed: int = 7) -> None:
        self._lock = threading.Lock()
        self._seed = seed
        self.replace(())

    def replace(self, rows: Iterable[Row]) -> None:
        """Put these rows in force instead of the present ones, and start the draw again."""
        faults = tuple(read_fault(row) for row in rows)
        with self._lock:
            self._rows = faults
            self._met = [0] * len(faults)
            self._hits = [0] * len(faults)
            self._random = random.Random(self._seed)  # noqa: S311 - repeatable on purpose

    def shown(self) -> list[Row]:
        """The rows in force."""
        return [{field.name: getattr(row, field.name) for field in fields(Fault)} for row in self._rows]

    def struck(self, call: Call) -> list[Fault]:
        """The faults that happen to this call, in the order of their rows."""
        if not self._rows:
            return []
        with self._lock:
            return [row for index, row in enumerate(self._rows) if row.strikes(call) and self._due(index)]

    def _due(self, index: int) -> bool:
        """Whether the row strikes now: past its first calls, before its last strike, and as drawn."""
        row = self._rows[index]
        self._met[index] += 1
        if self._met[index] <= row.after or (row.times and self._hits[index] >= row.times):
            return False
        drawn = self._random.random() < row.rate
        self._hits[index] += drawn
        return drawn


def rewritten(body: bytes, fault: Fault) -> bytes:
    """The answer with the fault's own fields, and its value put into every record whose ARN matches."""
    if not fault.corrupt_field and fault.answer is None:
        return body
    answer = orjson.loads(body) | (fault.answer or {})
    if fault.corrupt_field:
        _corrupt(answer, fault)
    return orjson.dumps(answer)


def _corrupt(node: Any, fault: Fault) -> None:
    if isinstance(node, list):
        for element in node:
            _corrupt(element, fault)
    if not isinstance(node, dict):
        return
    arns = [value for name, value in node.items() if name.endswith("Arn") and isinstance(value, str)]
    if any(fnmatchcase(arn, fault.corrupt_arn) for arn in arns):
        _put(node, fault.corrupt_field.split("."), fault.corrupt_value)
        return
    for value in node.values():
        _corrupt(value, fault)


def _put(node: Row, path: list[str], value: Any) -> None:
    for name in path[:-1]:
        inner = node.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        node = inner
    node[path[-1]] = value
