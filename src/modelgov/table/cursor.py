"""Where a page of a list ends, as an opaque text: the next page begins after that very row, whatever has
changed before it meanwhile.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from modelgov.errors import QueryError

MOMENT = "at"  # how a time stands in a cursor, apart from texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The sort of a list, and the values that its last row was sorted by, the key last."""

    sort: str
    values: tuple[Any, ...]

    def text(self) -> str:
        """As it is handed out."""
        values = [{MOMENT: value} if isinstance(value, datetime) else value for value in self.values]
        return base64.urlsafe_b64encode(orjson.dumps([self.sort, values])).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str) -> "Cursor":
        """Read one back; raises QueryError for what was never handed out."""
        try:
            sort, values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            read = tuple(
                datetime.fromisoformat(value[MOMENT]) if isinstance(value, dict) else value
                for value in values
            )
        except (ValueError, TypeError, KeyError, binascii.Error) as error:
            raise refused("It is not one that an answer gave.") from error
        if not isinstance(sort, str) or any(isinstance(value, list) for value in read):
            raise refused("It is not one that an answer gave.")
        return cls(sort=sort, values=read)


def refused(why: str) -> QueryError:
    """What is said of a cursor that cannot be used."""
    return QueryError(
        what=f"The cursor cannot be used. {why}",
        where="query string, cursor",
        remedy="Ask for the first page without a cursor, then with the `next` of each answer.",
    )


def after(order: Sequence[str], values: Sequence[Any], *, descending: bool) -> tuple[str, list[Any]]:
    """A condition for the rows after those values: the first column may descend, the others ascend; what is
    null comes last in each.
    """
    if not order:
        return "false", []
    (first, *ties), (value, *rest) = order, values
    clause, bound = after(ties, rest, descending=False)
    if value is None:
        return f"({first} is null and {clause})", bound
    beyond = "<" if descending else ">"
    return f"({first} {beyond} ? or {first} is null or ({first} = ? and {clause}))", [value, value, *bound]
