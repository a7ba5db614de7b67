"""What a search of the dashboard finds among groups, versions, endpoints, teams and people.

An index of distinct names takes up new ones as the tables do; what a name stands for is read from the tables
when it is asked for, so that nothing is shown that is gone.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from modelgov.table.hot import HotTables
from modelgov.table.names import Found, Names

NUMBERED = re.compile(r"^(?P<name>.*?\w)[\s/._:-]+(?:version|v)?[\s._-]*(?P<number>\d{1,9})$", re.IGNORECASE)
ARN = re.compile(r"^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:[a-z-]+/)?")
MOST_GROUPS = 200  # groups among which a version of a number is looked for


class SearchKind(StrEnum):
    """What a hit is, in the order of those that are found equally well."""

    VERSION = "version"
    GROUP = "group"
    ENDPOINT = "endpoint"
    CONTROL = "control"
    TEAM = "team"
    PERSON = "person"


NAMED = (SearchKind.GROUP, SearchKind.ENDPOINT, SearchKind.TEAM, SearchKind.PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Rows of one kind, the nearest first, and how far the nearest is from what was typed."""

    kind: SearchKind
    distance: int
    rows: list[dict[str, Any]]


class Search:
    """The index over the kept tables, and the questions to them."""

    def __init__(self, hot: HotTables) -> None:
        self._hot = hot
        self._lock = threading.Lock()
        self._position = -1
        self._names = {kind: Names() for kind in NAMED}

    def ask(self, text: str, limit: int) -> list[Hits]:
        """What is found, at most so many of each kind."""
        asked = ARN.sub("", text.strip())
        numbered = NUMBERED.match(asked)
        with self._lock:
            self._follow()
            found = {kind: names.find(asked, limit) for kind, names in self._names.items()}
            groups = self._names[SearchKind.GROUP].find(numbered["name"], MOST_GROUPS) if numbered else []
        hits = [self._hits(kind, near, limit) for kind, near in found.items() if near]
        if numbered and groups:
            hits.append(self._hits(SearchKind.VERSION, groups, limit, int(numbered["number"])))
        return [one for one in hits if one.rows]

    def _follow(self) -> None:
        """Take up the names that are new since the last time."""
        shown = self._hot.shown
        if shown == self._position:
            return
        told: dict[str, list[str]] = {kind.value: [] for kind in NAMED}
        for row in self._hot.page("search_name", self._position, self._position):
            told[row["kind"]].append(row["name"])
        for kind, names in self._names.items():
            if len(names) == 0:
                self._names[kind] = Names(told[kind.value])  # all at once is quicker
                continue
            for name in told[kind.value]:
                names.add(name)
        self._position = shown

    def _hits(self, kind: SearchKind, found: Sequence[Found], limit: int, *more: object) -> Hits:
        """The rows that the names stand for."""
        places = {one.name: place for place, one in enumerate(found)}
        names = [list(places)] * (2 if kind is SearchKind.PERSON else 1)
        rows = self._hot.page(f"search_{kind.value}", *names, *more)
        rows.sort(key=lambda row: places[row["name"]])
        nearest = found[places[rows[0]["name"]]].distance if rows else 0
        return Hits(kind=kind, distance=nearest, rows=rows[:limit])
