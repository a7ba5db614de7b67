"""The journal: an observation is durable when its transaction here commits. SQLite, full sync.

It also keeps what must change in the same step: the newest digest of every asset (so that the same
state is not stored twice), the events already taken in, and the watermarks of the collector.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from modelgov.errors import StoreError
from modelgov.lake.entry import Closed, Entry, Head, Recorded, Scope, micros, moment
from modelgov.record.codec import coverage_document, digest
from modelgov.record.column import COVERAGE
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import FORMS

SCHEMA = (Path(__file__).parent / "journal.sql").read_text(encoding="utf-8")
EVENT_MEMORY = timedelta(days=15)  # SQS keeps a message for 14 days at most: no duplicate is older
# A change that is further ahead of its sight than clocks differ cannot be true.
CLOCK_SKEW = timedelta(minutes=5)
FIRST = 1  # the position of the first entry
WAL_TRIES, WAL_PAUSE_SECONDS = 50, 0.1


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait by itself for another process that does so too."""
    for _ in range(WAL_TRIES):
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            time.sleep(WAL_PAUSE_SECONDS)
        else:
            return
    connection.execute("pragma journal_mode = wal")


class Journal:
    """One SQLite file; safe for threads of a process and for several processes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(
                path, check_same_thread=False, timeout=60, isolation_level=None
            )
            _write_ahead(self._connection)
            self._connection.execute("pragma synchronous = full")
            self._connection.executescript(SCHEMA)
        except sqlite3.DatabaseError as error:
            raise StoreError(
                what=f"The journal cannot be opened: {error}.",
                where=str(path),
                remedy="Check the disk and the rights on the file; restore it from a copy if it is broken.",
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._usable():
            self._connection.execute("begin immediate")
            try:
                yield self._connection
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:  # SQLite ends it itself when the disk is full
                    self._connection.execute("rollback")
                raise

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StoreError(
                what=f"The journal cannot be used: {error}.",
                where=str(self.path),
                remedy="Check the room on the disk, the rights on the file, and what else holds it.",
            ) from error

    def _rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock, self._usable():
            return self._connection.execute(statement, values).fetchall()

    def record(
        self,
        observations: Iterable[Observation],
        coverage: Iterable[Coverage] = (),
        *,
        watermarks: Mapping[Scope, datetime] | None = None,
        done: tuple[str, Scope] | None = None,
    ) -> Recorded:
        """Store what is not known yet, coverage and watermarks, in one durable step.

        `done` is an operation that the run of this name has read to its end.
        """
        counts = {"new": 0, "changed": 0, "unchanged": 0, "stale": 0}
        with self._transaction() as connection:
            for observation in observations:
                counts[_take(connection, observation)] += 1
            for row in coverage:
                _insert(connection, _coverage_entry(row))
            connection.executemany(
                "insert or replace into watermark values (?, ?, ?, ?)",
                [
                    (scope.account_id, scope.region, scope.operation, micros(value))
                    for scope, value in (watermarks or {}).items()
                ],
            )
            if done is not None:
                run, scope = done
                connection.execute(
                    "insert or ignore into progress values (?, ?, ?, ?)",
                    (run, scope.account_id, scope.region, scope.operation),
                )
            position = connection.execute("select coalesce(max(position), 0) from entry").fetchone()[0]
        return Recorded(**counts, position=position)

    def watermarks(self) -> dict[Scope, datetime]:
        """How far each operation has been read, by `LastModifiedTime`."""
        rows = self._rows("select account_id, region, operation, value from watermark")
        return {Scope(account_id=a, region=r, operation=o): moment(v) for a, r, o, v in rows}

    def close_off(self, place: Closed) -> None:
        """Remember that nothing can be read there."""
        with self._transaction() as connection:
            connection.execute(
                "insert or replace into closed values (?, ?, ?, ?, ?)",
                (place.account_id, place.region, place.outcome.value, place.reason, micros(place.checked_at)),
            )

    def reopen(self, account_id: str, region: str) -> None:
        """Forget that nothing could be read there."""
        with self._transaction() as connection:
            connection.execute("delete from closed where account_id = ? and region = ?", (account_id, region))

    def closed(self) -> dict[tuple[str, str], Closed]:
        """Where nothing could be read when it was last tried, by account and region."""
        rows = self._rows("select account_id, region, outcome, reason, checked_at from closed")
        return {
            (account, region): Closed(
                account_id=account,
                region=region,
                outcome=Outcome(outcome),
                reason=reason,
                checked_at=moment(checked_at),
            )
            for account, region, outcome, reason, checked_at in rows
        }

    def begin(self, run: str, *, full: bool, now: datetime, within: timedelta) -> str:
        """The name of the run that is to be made: a stopped one of this kind, if young enough, else `run`."""
        with self._transaction() as connection:
            row = connection.execute(
                "select run from run where ended_at is null and full_read = ? and started_at >= ?"
                " order by run desc limit 1",
                (full, micros(now - within)),
            ).fetchone()
            if row is not None:
                return str(row[0])
            connection.execute("delete from progress")  # of runs that nobody goes on with
            connection.execute("insert into run values (?, ?, ?, null)", (run, full, micros(now)))
            return run

    def end(self, run: str, now: datetime) -> None:
        """The run has tried everything."""
        with self._transaction() as connection:
            connection.execute("update run set ended_at = ? where run = ?", (micros(now), run))
            connection.execute("delete from progress where run = ?", (run,))

    def progress(self, run: str) -> set[Scope]:
        """What the run has read to its end before it was stopped."""
        rows = self._rows("select account_id, region, operation from progress where run = ?", (run,))
        return {Scope(account_id=a, region=r, operation=o) for a, r, o in rows}

    def heads(self, kind: Kind, account_id: str, region: str) -> dict[str, Head]:
        """The newest known state of every asset of a kind in one account and region."""
        rows = self._rows(
            "select kind, asset, digest, changed_at, deleted, position from head"
            " where kind = ? and account_id = ? and region = ? order by asset",
            (kind.value, account_id, region),
        )
        return {row[1]: _head(row) for row in rows}

    def head(self, asset: str) -> Head | None:
        """The newest known state of one asset."""
        rows = self._rows(
            "select kind, asset, digest, changed_at, deleted, position from head where asset = ?", (asset,)
        )
        return _head(rows[0]) if rows else None

    def saw(self, asset: str, since: datetime, until: datetime) -> bool:
        """Whether a state of the asset that it took in this time (the end is left out) was taken in."""
        between = (asset, micros(since), micros(until))
        rows = self._rows(
            "select 1 from entry where asset = ? and changed_at >= ? and changed_at < ?"
            " union all select 1 from taken where asset = ? and changed_at >= ? and changed_at < ?"
            " union all select 1 from head where asset = ? and changed_at >= ? and changed_at < ? limit 1",
            between * 3,
        )
        return bool(rows)

    def after(
        self,
        position: int,
        limit: int = 10_000,
        *,
        kind: str | None = None,
        upto: int | None = None,
        most_bytes: int | None = None,
    ) -> list[Entry]:
        """Entries beyond a position, in order; of one kind and up to a position if said.

        They end after `limit` of them, or with the one whose document makes `most_bytes` full.
        """
        where = "position > ? and position <= ?" + ("" if kind is None else " and kind = ?")
        values = (position, 2**62 if upto is None else upto, *(() if kind is None else (kind,)), limit)
        entries, size = list[Entry](), 0
        with self._lock, self._usable(), closing(self._connection.cursor()) as cursor:
            for row in cursor.execute(f"select * from entry where {where} order by position limit ?", values):
                entries.append(_entry(row))
                size += len(entries[-1].document)
                if most_bytes is not None and size >= most_bytes:
                    break
        return entries

    def document(self, position: int) -> bytes | None:
        """The document of an entry; None when it is forgotten."""
        rows = self._rows("select document from entry where position = ?", (position,))
        return rows[0][0] if rows else None

    def of(self, asset: str) -> list[Entry]:
        """The entries of one asset that the journal still holds, in order."""
        rows = self._rows("select * from entry where asset = ? order by position", (asset,))
        return [_entry(row) for row in rows]

    def last_position(self) -> int:
        """The position of the newest entry ever written; 0 when there is none."""
        rows = self._rows("select seq from sqlite_sequence where name = 'entry'")
        return int(rows[0][0]) if rows else 0

    def first_after(self, at: datetime) -> int | None:
        """The first position that the journal still holds of what was seen after a moment."""
        rows = self._rows("select min(position) from entry where observed_at > ?", (micros(at),))
        found: int | None = rows[0][0]
        return found

    def first_seen(self) -> datetime | None:
        """When the first entry ever was seen; None when the journal does not hold it any more."""
        rows = self._rows("select observed_at from entry where position = ?", (FIRST,))
        return moment(rows[0][0]) if rows else None

    def forget(self, position: int, older_than: datetime) -> int:
        """Drop entries up to a position that the lake holds verified, if also older; and old events."""
        with self._transaction() as connection:
            gone = connection.execute(
                "delete from entry where position <= ? and observed_at < ?", (position, micros(older_than))
            ).rowcount
            connection.execute(
                "delete from taken where observed_at < ?",
                (micros(older_than) - EVENT_MEMORY // timedelta(microseconds=1),),
            )
        return gone


def _head(row: tuple[Any, ...]) -> Head:
    kind, asset, digest_, changed_at, deleted, position = row
    return Head(
        kind=Kind(kind),
        asset=asset,
        digest=digest_,
        changed_at=moment(changed_at),
        deleted=bool(deleted),
        position=position,
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    position, kind, account_id, region, asset, changed_at, observed_at, source, *rest = row
    actor, actor_arn, deleted, digest_, document = rest
    return Entry(
        position=position,
        kind=kind,
        account_id=account_id,
        region=region,
        asset=asset,
        changed_at=changed_at,
        observed_at=observed_at,
        source=source,
        actor=actor,
        actor_arn=actor_arn,
        deleted=bool(deleted),
        digest=digest_,
        document=document,
    )


def coverage_asset(row: Coverage) -> str:
    """What a coverage row goes by in the journal."""
    return f"{row.account_id}/{row.region}/{row.operation}/{row.asset}"


def _coverage_entry(row: Coverage) -> tuple[object, ...]:
    document = coverage_document(row)
    at = micros(row.observed_at)
    who = (None, None)
    return (
        *(COVERAGE, row.account_id, row.region, coverage_asset(row), at, at, Source.API.value, *who, False),
        *(digest(document), document),
    )


def _observation_entry(observation: Observation) -> tuple[object, ...]:
    return (
        observation.kind.value,
        observation.account_id,
        observation.region,
        observation.asset,
        micros(observation.changed_at),
        micros(observation.observed_at),
        observation.source.value,
        observation.actor,
        observation.actor_arn,
        observation.deleted,
        observation.digest,
        observation.document,
    )


def _insert(connection: sqlite3.Connection, values: tuple[object, ...]) -> int:
    cursor = connection.execute("insert into entry values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    return int(cursor.lastrowid or 0)


def _take(connection: sqlite3.Connection, observation: Observation) -> str:
    """Store one observation unless it is known; the answer names the count that it belongs to."""
    head = connection.execute(
        "select digest, changed_at, deleted from head where asset = ?", (observation.asset,)
    ).fetchone()
    if head is not None:
        known_digest, known_at, known_deleted = head
        if known_digest == observation.digest and bool(known_deleted) == observation.deleted:
            return "unchanged"
        # What claims to change long after it is seen is not true: any other answer puts it right.
        believed = known_at <= micros(observation.observed_at + CLOCK_SKEW)
        late = believed and micros(observation.changed_at) < known_at
        if FORMS[observation.kind].modified is None and micros(observation.changed_at) <= known_at:
            # AWS gives no time of change for this kind: the time is when the change was seen.
            observation, late = replace(observation, changed_at=observation.observed_at), False
        if late and observation.source is Source.API:
            return "stale"
        if late and not _first_time(connection, observation):
            return "unchanged"
        if late:
            _insert(connection, _observation_entry(observation))
            return "changed"
    if observation.source is not Source.API:
        _first_time(connection, observation)
    position = _insert(connection, _observation_entry(observation))
    connection.execute(
        "insert or replace into head values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            observation.asset,
            observation.kind.value,
            observation.account_id,
            observation.region,
            observation.digest,
            micros(observation.changed_at),
            observation.deleted,
            position,
        ),
    )
    return "changed" if head is not None else "new"


def _first_time(connection: sqlite3.Connection, observation: Observation) -> bool:
    """Whether this very state of the asset was not taken in from an event before."""
    cursor = connection.execute(
        "insert or ignore into taken values (?, ?, ?, ?)",
        (
            observation.asset,
            micros(observation.changed_at),
            observation.digest,
            micros(observation.observed_at),
        ),
    )
    return cursor.rowcount == 1
