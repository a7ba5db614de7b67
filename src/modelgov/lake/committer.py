"""The one committer: drains the journal into the lake, and lets the journal forget what is verified."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from modelgov.lake.flatten import connection, flatten
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.column import Table
from modelgov.record.shape import TABLES

COMMITS_BETWEEN = 16  # commits of a table from one upkeep to the next
CHUNK = 1_000  # entries flattened at a time: 5,000 take no less CPU and 150 MB more memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What one drain did: rows written, how far the lake holds the journal, entries forgotten there."""

    rows: int
    position: int
    forgotten: int


class Committer:
    """Moves the journal's entries into every table, each from where that table stands."""

    def __init__(
        self, journal: Journal, lake: Lake, *, keep: timedelta, clock: Callable[[], datetime]
    ) -> None:
        self._journal = journal
        self._lake = lake
        self._keep = keep
        self._clock = clock
        self._engine = connection()
        self._commits: dict[str, int] = {}
        self._lock = journal.path.with_suffix(".commit")

    def commit(self) -> Committed | None:
        """Drain once; None when another process is draining this journal right now."""
        with _only_one(self._lock) as free:
            return self._drain() if free else None

    def _drain(self) -> Committed:
        last = self._journal.last_position()
        positions = self._lake.positions()
        rows = 0
        settled = last
        for table in TABLES:
            written, reached = self._fill(table, positions[table.name], last)
            rows += written
            settled = min(settled, reached)
        forgotten = self._journal.forget(settled, self._clock() - self._keep)
        return Committed(rows=rows, position=settled, forgotten=forgotten)

    def _fill(self, table: Table, after: int, last: int) -> tuple[int, int]:
        """Commit one table's entries in chunks; rows written, and how far it holds the journal now."""
        rows = 0
        mark = after
        while entries := self._journal.after(mark, CHUNK, kind=table.entry_kind, upto=last):
            flat = flatten(self._engine, table, entries)
            reached = entries[-1].position
            if not self._lake.append(table, flat, after=mark, position=reached):
                return rows, mark
            rows += flat.num_rows
            mark = reached
        if rows:
            self._maintain(table)
        return rows, last

    def _maintain(self, table: Table) -> None:
        """At the first commit of this process, and then every so many commits."""
        commits = self._commits.get(table.name, 0)
        if commits % COMMITS_BETWEEN == 0:
            self._lake.maintain(table)
        self._commits[table.name] = commits + 1


@contextmanager
def _only_one(path: Path) -> Iterator[bool]:
    with path.open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
