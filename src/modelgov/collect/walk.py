"""One walk over all operations of one account and region: batches of what was seen and what was not.

Not seen is not absent: only an asset's own describe, answering that it does not exist, makes the
observation of a deletion.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import orjson

from modelgov.collect.aws import Reader, Tally
from modelgov.collect.operation import BY_KIND, OPERATIONS, Operation
from modelgov.collect.refusal import CallError
from modelgov.errors import RecordError
from modelgov.record.codec import decode, digest
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source

DESCRIBED_AT_ONCE = 25  # describes that wait for one commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run is: its name, whether it reads all, and how far it reaches back if not."""

    id: str
    full: bool
    overlap: timedelta
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the scope before the walk.

    `watermarks` by name of operation; `live` gives the digest of every asset of a kind that is not
    known to be deleted; `document` the newest known document of an asset, by its ARN.
    """

    watermarks: Mapping[str, datetime]
    live: Callable[[Kind], Mapping[str, str]]
    document: Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What belongs into one durable step; the watermarks are by name of operation."""

    operation: str
    observations: tuple[Observation, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    watermarks: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Reading:
    """How far one operation has come."""

    operation: Operation
    started_at: datetime
    tally: Tally = field(default_factory=Tally)
    taken: set[str] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)
    lost: int = 0
    full: bool = True
    total: int | None = None
    newest: datetime | None = None
    failure: CallError | None = None

    @property
    def received(self) -> int:
        """Records that came, good or malformed, each once."""
        return len(self.taken) + len(self.spoilt)


def unread(run: Run, account_id: str, region: str, *, outcome: Outcome, reason: str) -> tuple[Coverage, ...]:
    """A row for every operation of a scope that nobody could enter.

    One row each, so that whoever relies on an operation finds its newest state under its own name.
    """
    now = run.clock()
    return tuple(
        Coverage(
            run=run.id,
            account_id=account_id,
            region=region,
            operation=operation.name,
            outcome=outcome,
            reason=reason,
            started_at=now,
            observed_at=now,
        )
        for operation in OPERATIONS
    )


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


class Walk:
    """The state of one walk; `batches` is the walk itself."""

    def __init__(self, reader: Reader, known: Known, run: Run) -> None:
        self._reader = reader
        self._known = known
        self._run = run
        self._lives: dict[Kind, Mapping[str, str]] = {}
        self._configs: dict[str, bool] = {}  # config named by a live endpoint -> whether that changed
        self._held: dict[str, datetime] = {}  # the endpoints' watermark, until their configs are read

    def _live(self, kind: Kind) -> Mapping[str, str]:
        if kind not in self._lives:
            self._lives[kind] = self._known.live(kind)
        return self._lives[kind]

    def batches(self) -> Iterator[Batch]:
        """Groups, versions, models, endpoints, then the configs that live endpoints name."""
        endpoints: Reading | None = None
        for operation in OPERATIONS:
            reading = Reading(operation=operation, started_at=self._run.clock())
            if operation.search is not None:
                yield from self._searched(reading)
                endpoints = reading if operation.kind is Kind.ENDPOINT else endpoints
            else:
                yield from self._named(reading, endpoints)

    def _searched(self, reading: Reading) -> Iterator[Batch]:
        operation = reading.operation
        since = None if self._run.full else self._known.watermarks.get(operation.name)
        reading.full = since is None
        try:
            yield from self._search(reading, since)
            if since is None and self._short(reading):
                yield from self._listed(reading)
        except CallError as error:
            reading.failure = error
            if error.outcome is not Outcome.THROTTLED and error.answered:
                yield from self._fallen_back(reading, error)
        if since is None and reading.failure is None:
            yield from self._missing(reading)
        yield self._end(reading, since)

    def _fallen_back(self, reading: Reading, first: CallError) -> Iterator[Batch]:
        reading.total = None
        try:
            yield from self._listed(reading)
            reading.failure = None
        except CallError as second:
            reading.failure = second if second.outcome is not Outcome.FAILED else first

    def _search(self, reading: Reading, since: datetime | None) -> Iterator[Batch]:
        filters: tuple[dict[str, str], ...] = ()
        if since is not None and reading.operation.watermark is not None:
            moment = (since - self._run.overlap).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
            # What was never modified may have no LastModifiedTime: its creation counts too.
            names = dict.fromkeys((reading.operation.watermark, "CreationTime"))
            filters = tuple(
                {"Name": name, "Operator": "GreaterThanOrEqualTo", "Value": moment} for name in names
            )
        for page in self._reader.search(reading.operation, filters, reading.tally):
            reading.total = page.total if reading.total is None else reading.total
            yield self._batch(reading, page.records)

    def _batch(self, reading: Reading, records: tuple[bytes, ...]) -> Batch:
        observations, coverage = [], []
        now = self._run.clock()
        for raw in records:
            try:
                observation = decode(
                    reading.operation.kind,
                    raw,
                    account_id=self._reader.account_id,
                    region=self._reader.region,
                    observed_at=now,
                    source=Source.API,
                )
            except RecordError as error:
                coverage.append(self._malformed(reading, raw, error))
                continue
            observations.append(observation)
            self._note(reading, observation)
        return Batch(
            operation=reading.operation.name, observations=tuple(observations), coverage=tuple(coverage)
        )

    def _note(self, reading: Reading, observation: Observation) -> None:
        reading.taken.add(observation.asset)
        reading.newest = max(reading.newest or observation.changed_at, observation.changed_at)
        if observation.kind is Kind.ENDPOINT:
            name = orjson.loads(observation.document).get("EndpointConfigName")
            if name is not None:
                changed = self._live(Kind.ENDPOINT).get(observation.asset) != observation.digest
                self._configs[name] = self._configs.get(name, False) or changed

    def _malformed(self, reading: Reading, raw: bytes, error: RecordError) -> Coverage:
        asset = _told_key(raw, reading.operation.key)
        name = asset or f"record {reading.received + 1} of {reading.operation.name}"
        reading.spoilt.add(name)
        return self._row(reading, Outcome.MALFORMED, error.what, asset=name)

    def _row(self, reading: Reading, outcome: Outcome, reason: str, *, asset: str = "") -> Coverage:
        whole = not asset
        return Coverage(
            run=self._run.id,
            account_id=self._reader.account_id,
            region=self._reader.region,
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
            observed_at=self._run.clock(),
        )

    def _short(self, reading: Reading) -> int:
        return max(0, (reading.total or 0) - reading.received)

    def _listed(self, reading: Reading) -> Iterator[Batch]:
        """List and describe what did not come yet."""
        wanted: dict[str, str] = {}
        identity = reading.operation.describe.identity
        for listing in reading.operation.listings:
            for summaries in self._reader.listed(listing, reading.tally):
                for summary in summaries:
                    arn = str(summary.get(reading.operation.key, ""))
                    if arn not in reading.taken and arn not in reading.spoilt:
                        wanted[arn] = str(summary.get(identity, ""))
        yield from self._described(reading, wanted, known=False)

    def _missing(self, reading: Reading) -> Iterator[Batch]:
        """What is known and did not come: described, each by itself."""
        wanted = {}
        for asset in sorted(self._live(reading.operation.kind)):
            if asset not in reading.taken and asset not in reading.spoilt:
                wanted[asset] = self._identity(reading.operation, asset)
        try:
            yield from self._described(reading, wanted, known=True)
        except CallError as error:
            reading.failure = error

    def _identity(self, operation: Operation, asset: str) -> str:
        """How a describe names a known asset: as its document does, for an ARN may fold its case."""
        if operation.describe.identity == operation.key:
            return asset
        document = self._known.document(asset)
        name = orjson.loads(document).get(operation.describe.identity) if document else None
        return str(name or asset.rsplit("/", 1)[-1])

    def _described(self, reading: Reading, wanted: Mapping[str, str], *, known: bool) -> Iterator[Batch]:
        """Describe each; `known` says that an answer of absence is a deletion."""
        records: list[bytes] = []
        for asset, identity in wanted.items():
            try:
                records.append(self._reader.describe(reading.operation, identity, reading.tally))
            except CallError as error:
                if error.absent:
                    yield from self._gone(reading, asset) if known else ()
                    continue
                if error.outcome is not Outcome.FAILED or not error.answered:
                    yield self._batch(reading, tuple(records))
                    raise
                reading.lost += 1
                row = self._row(reading, error.outcome, error.what, asset=asset)
                yield Batch(operation=reading.operation.name, coverage=(row,))
            if len(records) >= DESCRIBED_AT_ONCE:
                yield self._batch(reading, tuple(records))
                records = []
        yield self._batch(reading, tuple(records))

    def _gone(self, reading: Reading, asset: str) -> Iterator[Batch]:
        document = self._known.document(asset)
        if document is None:
            reading.lost += 1
            reason = "AWS says that it does not exist, but its last document is not at hand."
            row = self._row(reading, Outcome.FAILED, reason, asset=asset)
            yield Batch(operation=reading.operation.name, coverage=(row,))
            return
        scope = (self._reader.account_id, self._reader.region)
        gone = deletion(reading.operation.kind, scope, asset, document=document, at=self._run.clock())
        yield Batch(operation=reading.operation.name, observations=(gone,))

    def _end(self, reading: Reading, since: datetime | None) -> Batch:
        name = reading.operation.name
        outcome, reason = self._outcome(reading)
        if since is not None:
            reading.total = None  # the count was of what changed, not of what there is
        row = self._row(reading, outcome, reason)
        if not outcome.complete or reading.spoilt or reading.lost or reading.newest is None:
            return Batch(operation=name, coverage=(row,))
        if reading.operation.watermark is None:
            return Batch(operation=name, coverage=(row,))
        mark = {name: max(reading.newest, since or reading.newest)}
        if reading.operation.kind is Kind.ENDPOINT:
            self._held, mark = mark, {}
        return Batch(operation=name, coverage=(row,), watermarks=mark)

    def _outcome(self, reading: Reading) -> tuple[Outcome, str]:
        if reading.failure is not None:
            return reading.failure.outcome, reading.failure.what
        if short := self._short(reading):
            return Outcome.FAILED, f"It came short by {short} of {reading.total} records."
        if reading.lost:
            return Outcome.FAILED, f"{reading.lost} of its assets could not be read."
        if reading.received == 0 and not self._live(reading.operation.kind):
            return Outcome.EMPTY, ""
        return Outcome.READ, ""

    def _named(self, reading: Reading, endpoints: Reading | None) -> Iterator[Batch]:
        """Configs: what live endpoints name; in a full run also what was known before."""
        try:
            yield from self._described_configs(reading)
        except CallError as error:
            reading.failure = error
        if reading.failure is None and endpoints is not None and endpoints.failure is not None:
            reading.failure = endpoints.failure  # configs of endpoints that nobody saw are not seen either
        outcome, reason = self._outcome(reading)
        row = self._row(reading, outcome, reason)
        whole = outcome.complete and not reading.spoilt
        yield Batch(operation=reading.operation.name, coverage=(row,), watermarks=self._held if whole else {})

    def _described_configs(self, reading: Reading) -> Iterator[Batch]:
        known = {asset.rsplit("/", 1)[-1].lower(): asset for asset in self._live(Kind.ENDPOINT_CONFIG)}
        fresh = {name: name for name in sorted(self._configs) if name.lower() not in known}
        again = {
            known[name.lower()]: name
            for name, changed in sorted(self._configs.items())
            if name.lower() in known and (changed or self._run.full)
        }
        if self._run.full:
            for asset in sorted(set(known.values()) - again.keys()):
                again[asset] = self._identity(BY_KIND[Kind.ENDPOINT_CONFIG], asset)
        yield from self._described(reading, fresh, known=False)
        yield from self._described(reading, again, known=True)


def _told_key(raw: bytes, key: str) -> str:
    """The name of a record that is not of its form; empty when it does not even tell that."""
    try:
        record = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return ""
    name = record.get(key) if isinstance(record, dict) else None
    return name if isinstance(name, str) else ""
