"""The one committer: drains the journal into the lake, and lets the journal forget what is verified."""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa

from modelgov.lake.entry import Entry
from modelgov.lake.flatten import connection, flatten
from modelgov.lake.growing import GrowingFiles
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.column import Table
from modelgov.record.shape import TABLES

COMMITS_BETWEEN = 16  # commits of a table from one upkeep to the next
CHUNK = 10_000  # entries flattened at a time, at most
CHUNK_BYTES = 2_000_000  # of their documents, at most: a document of metrics has hundreds of rows
WAITING_BYTES = 16_000_000  # flat rows of all tables of a kind that wait for a row group
TABLES_BY_KIND = {
    kind: tuple(table for table in TABLES if table.entry_kind == kind)
    for kind in dict.fromkeys(table.entry_kind for table in TABLES)
}


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
        self._engine = connection(threads=1)
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
        for kind, tables in TABLES_BY_KIND.items():
            piles = [_Pile(table=table, mark=positions[table.name]) for table in tables]
            self._fill(kind, piles, last)
            rows += sum(pile.committed for pile in piles)
            settled = min(settled, *(pile.mark if pile.overtaken else last for pile in piles))
        forgotten = self._journal.forget(settled, self._clock() - self._keep)
        return Committed(rows=rows, position=settled, forgotten=forgotten)

    def _fill(self, kind: str, piles: Sequence["_Pile"], last: int) -> None:
        """Commit the entries of one kind to the tables that it feeds, each from where that table stands."""
        after = min(pile.mark for pile in piles)
        while entries := self._journal.after(after, CHUNK, kind=kind, upto=last, most_bytes=CHUNK_BYTES):
            after = entries[-1].position
            for pile in piles:
                fresh = entries if pile.mark < entries[0].position else _beyond(entries, pile.mark)
                if fresh and pile.begun(self._lake):
                    pile.add(flatten(self._engine, pile.table, fresh), after)
            while sum(pile.waiting for pile in piles) > WAITING_BYTES:
                max(piles, key=lambda pile: pile.waiting).write()
        for pile in piles:
            pile.commit(self._lake)
            if pile.committed:
                self._maintain(pile.table)

    def _maintain(self, table: Table) -> None:
        """At the first commit of this process, and then every so many commits."""
        commits = self._commits.get(table.name, 0)
        if commits % COMMITS_BETWEEN == 0:
            self._lake.maintain(table)
        self._commits[table.name] = commits + 1


@dataclass(slots=True, kw_only=True)
class _Pile:
    """Flat rows of one table on their way to a commit; `mark` is how far the table holds the journal."""

    table: Table
    mark: int
    reached: int = 0
    files: GrowingFiles | None = None
    committed: int = 0
    overtaken: bool = False  # another committer was first: whoever comes next reads the position again

    @property
    def waiting(self) -> int:
        """Bytes of rows that are not in a row group yet."""
        return self.files.waiting if self.files is not None else 0

    def begun(self, lake: Lake) -> bool:
        """Whether rows can be added."""
        if self.files is None and not self.overtaken:
            self.files = lake.grow(self.table, after=self.mark)
            self.overtaken = self.files is None
        return not self.overtaken

    def add(self, rows: pa.Table, reached: int) -> None:
        """Take rows that reach a position of the journal."""
        if self.files is not None:
            self.files.add(rows)
            self.reached = reached

    def write(self) -> None:
        """Put what waits into row groups."""
        if self.files is not None:
            self.files.write()

    def commit(self, lake: Lake) -> None:
        """Everything that was added, in one step."""
        if self.files is None:
            return
        if lake.append(self.files, position=self.reached):
            self.mark, self.committed = self.reached, self.files.rows
        else:
            self.overtaken = True
        self.files = None


def _beyond(entries: Sequence[Entry], position: int) -> list[Entry]:
    return [entry for entry in entries if entry.position > position]


@contextmanager
def _only_one(path: Path) -> Iterator[bool]:
    with path.open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
