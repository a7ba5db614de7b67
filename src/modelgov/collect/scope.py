"""One walk's view of one account and region: what is known of it, what was seen, what could not be.

Not seen is not absent: an asset's own describe, answering that it does not exist, makes the observation
of a deletion; or CloudTrail's word that it was deleted, where a whole list came without it (`trail`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson

from modelgov.collect.aws import Tally
from modelgov.collect.operation import Operation
from modelgov.collect.reader import Reader
from modelgov.collect.refusal import CallError
from modelgov.collect.tag import Tags
from modelgov.errors import RecordError
from modelgov.record.codec import decode, digest
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source

REPORT_MEGABYTES = 50
TRAIL_HORIZON = timedelta(days=14)
DESCRIBED_AT_ONCE = 25  # describes that wait for one commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run is: its name, whether it reads all, and how far it reaches back if not.

    `horizon` is how far the first read of what is bounded reaches back, `metric_horizon` that of metrics
    and `trail_horizon` that of CloudTrail's events; a report of a monitor that is larger than
    `report_megabytes` is not read. `only` names the operations that are made; empty makes all.
    """

    id: str
    full: bool
    overlap: timedelta
    horizon: timedelta
    metric_horizon: timedelta
    clock: Callable[[], datetime]
    report_megabytes: int = REPORT_MEGABYTES
    trail_horizon: timedelta = TRAIL_HORIZON
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The newest known state of an asset that is not known to be deleted."""

    digest: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the scope before the walk.

    `watermarks` by name of operation; `done` names the operations that this very run has read before
    it was stopped; `live` gives the newest state of every asset of a kind; `document` the newest known
    document of an asset, by its ARN; `newest` those of all assets of a kind, of any account and region.
    """

    watermarks: Mapping[str, datetime]
    done: frozenset[str]
    live: Callable[[Kind], Mapping[str, Last]]
    document: Callable[[str], bytes | None]
    newest: Callable[[Kind], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What belongs into one durable step; the watermarks are by name of operation.

    `done` says that the operation is read to its end, with nothing left unseen; `closed` that nothing of
    the whole scope can be read: what the region is then, and why.
    """

    operation: str
    observations: tuple[Observation, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    watermarks: Mapping[str, datetime] = field(default_factory=dict)
    done: bool = False
    closed: tuple[Outcome, str] | None = None


@dataclass(slots=True, kw_only=True)
class Reading:
    """How far one operation has come; `first` when nothing of the scope was asked before it."""

    operation: Operation
    started_at: datetime
    first: bool = False
    tally: Tally = field(default_factory=Tally)
    taken: set[str] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)
    lost: int = 0
    full: bool = True
    total: int | None = None
    newest: datetime | None = None
    failure: CallError | None = None

    @property
    def closed(self) -> Outcome | None:
        """What the whole region is, if the first answer says so."""
        return self.failure.closes if self.first and self.failure is not None else None

    @property
    def received(self) -> int:
        """Records that came, good or malformed, each once."""
        return len(self.taken) + len(self.spoilt)

    @property
    def short(self) -> int:
        """How many records AWS counts beyond those that came."""
        return max(0, (self.total or 0) - self.received)


def deletion(kind: Kind, scope: tuple[str, str], asset: str, *, document: bytes, at: datetime) -> Observation:
    """AWS answered that the asset does not exist; when it went is not known, so: when that was seen."""
    return Observation(
        kind=kind,
        account_id=scope[0],
        region=scope[1],
        asset=asset,
        changed_at=at,
        observed_at=at,
        source=Source.API,
        actor=None,
        actor_arn=None,
        deleted=True,
        digest=digest(document),
        document=document,
    )


class Scope:
    """What every way of reading needs: records into batches, gaps into coverage."""

    def __init__(self, reader: Reader, known: Known, run: Run) -> None:
        self.reader = reader
        self.known = known
        self.run = run
        self.tags = Tags(reader, run.clock)
        self._lives: dict[Kind, Mapping[str, Last]] = {}
        self._kept: dict[Kind, dict[str, bytes]] = {}
        self._settled: set[str] = set()
        self._vanished: dict[Kind, frozenset[str]] = {}
        self._failures: dict[Kind, CallError] = {}

    def live(self, kind: Kind) -> Mapping[str, Last]:
        """The newest state of every asset of a kind as it was before this walk looked at the kind."""
        if kind not in self._lives:
            self._lives[kind] = self.known.live(kind)
        return self._lives[kind]

    def seen(self, kind: Kind) -> Mapping[str, bytes]:
        """The documents that this walk saw of a kind that is `kept`, by asset."""
        return self._kept.get(kind, {})

    def settle(self, kind: Kind, asset: str, summary: bytes) -> None:
        """Keep what a list shows of an asset that is as it was: it is not described again."""
        self._kept.setdefault(kind, {})[asset] = summary
        self._settled.add(asset)

    def changed(self, asset: str) -> bool:
        """Whether this walk described an asset of a kind that is `kept`, since it is new or not as it was."""
        return asset not in self._settled

    def current(self, kind: Kind) -> Mapping[str, bytes]:
        """The newest document of every live asset of a kind, whether this walk saw it or an earlier one."""
        seen = self.seen(kind)
        before = [asset for asset in self.live(kind) if asset not in seen]
        newest = self.known.newest(kind) if before else {}
        return {asset: newest[asset] for asset in before if asset in newest} | dict(seen)

    def vanished(self, kind: Kind) -> frozenset[str]:
        """The known assets of a kind that its whole list came without, and their describe did not show."""
        return self._vanished.get(kind, frozenset())

    def failed(self, kind: Kind) -> CallError | None:
        """Why this walk could not see all of a kind; what hangs on it is then not all seen either."""
        return self._failures.get(kind)

    def batch(self, reading: Reading, records: Iterable[bytes]) -> Batch:
        """Records as observations; those that are not of their form as coverage."""
        observations, coverage = [], []
        now = self.run.clock()
        operation = reading.operation
        if operation.kept:
            self.live(operation.kind)  # as it was before these are recorded
        for raw in records:
            try:
                observation = decode(
                    operation.kind,
                    raw,
                    account_id=self.reader.account_id,
                    region=self.reader.region,
                    observed_at=now,
                    source=Source.API,
                )
            except RecordError as error:
                coverage.append(self._malformed(reading, raw, error))
                continue
            observations.append(observation)
            reading.taken.add(observation.asset)
            reading.newest = max(reading.newest or observation.changed_at, observation.changed_at)
            if operation.kept:
                self._kept.setdefault(operation.kind, {})[observation.asset] = observation.document
        return Batch(operation=operation.name, observations=tuple(observations), coverage=tuple(coverage))

    def _malformed(self, reading: Reading, raw: bytes, error: RecordError) -> Coverage:
        asset = _told_key(raw, reading.operation.key)
        name = asset or f"record {reading.received + 1} of {reading.operation.name}"
        reading.spoilt.add(name)
        return self.row(reading, Outcome.MALFORMED, error.what, asset=name)

    def row(self, reading: Reading, outcome: Outcome, reason: str, *, asset: str = "") -> Coverage:
        """A row of coverage: of the whole operation, or of the one asset named."""
        whole = not asset
        return Coverage(
            run=self.run.id,
            account_id=self.reader.account_id,
            region=self.reader.region,
            operation=reading.operation.name,
            outcome=outcome,
            seen=len(reading.taken) if whole else 0,
            total=reading.total if whole else None,
            calls=reading.tally.calls if whole else 0,
            throttled=reading.tally.throttled if whole else 0,
            full=reading.full,
            asset=asset,
            reason=reason,
            started_at=reading.started_at,
            observed_at=self.run.clock(),
        )

    def lost(self, reading: Reading, outcome: Outcome, reason: str, asset: str) -> Batch:
        """One asset that could not be read, by name; the rest goes on."""
        reading.lost += 1
        row = self.row(reading, outcome, reason, asset=asset)
        return Batch(operation=reading.operation.name, coverage=(row,))

    def identity(self, operation: Operation, asset: str) -> str:
        """How a describe names a known asset: as its document does, for an ARN may fold its case."""
        named = operation.describe.identity if operation.describe is not None else operation.key
        if named == operation.key:
            return asset
        document = self.known.document(asset)
        name = orjson.loads(document).get(named) if document else None
        return str(name or asset.rsplit("/", 1)[-1])

    def described(self, reading: Reading, wanted: Mapping[str, str], *, known: bool) -> Iterator[Batch]:
        """Describe each asset by its identity; `known` says that an answer of absence is a deletion."""
        records: list[bytes] = []
        describe = reading.operation.describe
        if describe is not None and describe.tagged:
            self.tags.ask(tuple(wanted), reading.tally)
        for asset, identity in wanted.items():
            try:
                records.append(self.reader.describe(reading.operation, identity, reading.tally, self.tags.of))
            except CallError as error:
                if error.absent:
                    yield from self.gone(reading, asset) if known else ()
                    continue
                if error.outcome is not Outcome.FAILED or not error.answered:
                    yield self.batch(reading, records)
                    raise
                yield self.lost(reading, error.outcome, error.what, asset)
            if len(records) >= DESCRIBED_AT_ONCE:
                yield self.batch(reading, records)
                records = []
        yield self.batch(reading, records)

    def gone(self, reading: Reading, asset: str) -> Iterator[Batch]:
        """AWS answered that a known asset does not exist."""
        document = self.known.document(asset)
        if document is None:
            reason = "AWS says that it does not exist, but its last document is not at hand."
            yield self.lost(reading, Outcome.FAILED, reason, asset)
            return
        scope = (self.reader.account_id, self.reader.region)
        gone = deletion(reading.operation.kind, scope, asset, document=document, at=self.run.clock())
        yield Batch(operation=reading.operation.name, observations=(gone,))

    def missing(self, reading: Reading) -> Iterator[Batch]:
        """What is known and did not come: described, each by itself."""
        if reading.operation.describe is None or reading.operation.bounded:
            return
        wanted = {}
        for asset in sorted(self.live(reading.operation.kind)):
            if asset not in reading.taken and asset not in reading.spoilt:
                wanted[asset] = self.identity(reading.operation, asset)
        try:
            yield from self.described(reading, wanted, known=True)
        except CallError as error:
            reading.failure = error
        self._vanished[reading.operation.kind] = frozenset(wanted.keys() - reading.taken - reading.spoilt)

    def end(self, reading: Reading, since: datetime | None) -> Batch:
        """The operation's own row, and how far the next run need not look."""
        name = reading.operation.name
        outcome, reason = self._outcome(reading)
        if since is not None:
            reading.total = None  # the count was of what changed, not of what there is
        if reading.failure is not None:
            self._failures[reading.operation.kind] = reading.failure
        row = self.row(reading, outcome, reason)
        done = outcome.complete and not reading.spoilt and not reading.lost
        marked = reading.operation.watermark is not None or reading.operation.since is not None
        if not done or not marked or reading.newest is None:
            return Batch(operation=name, coverage=(row,), done=done)
        mark = {name: max(reading.newest, since or reading.newest)}
        return Batch(operation=name, coverage=(row,), watermarks=mark, done=True)

    def _outcome(self, reading: Reading) -> tuple[Outcome, str]:
        if reading.failure is not None:
            return reading.closed or reading.failure.outcome, reading.failure.what
        if reading.short:
            return Outcome.FAILED, f"It came short by {reading.short} of {reading.total} records."
        if reading.lost:
            return Outcome.FAILED, f"{reading.lost} of its assets could not be read."
        if reading.received == 0 and not self.live(reading.operation.kind):
            return Outcome.EMPTY, ""
        return Outcome.READ, ""


def _told_key(raw: bytes, key: str) -> str:
    """The name of a record that is not of its form; empty when it does not even tell that."""
    try:
        record = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return ""
    name = record.get(key) if isinstance(record, dict) else None
    return name if isinstance(name, str) else ""
