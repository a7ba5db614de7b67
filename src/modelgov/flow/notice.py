"""What the notices of one asset become: the state that each tells, and the asset as it reads back now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from modelgov.collect.aws import Door, Tally
from modelgov.collect.catalog import BY_KIND, DESCRIBES
from modelgov.collect.reader import Reader, enter
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import deletion
from modelgov.errors import RecordError
from modelgov.events.shape import TIMES, Notice
from modelgov.events.state import told_state
from modelgov.lake.journal import Journal
from modelgov.record.codec import decode
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import FORMS

TICK = timedelta(milliseconds=1)  # events tell times to the millisecond
# What an asset names, and the kind of what it names: read too when it is not known yet.
NAMED: dict[Kind, tuple[Kind, str]] = {
    Kind.MODEL_VERSION: (Kind.MODEL_GROUP, "model-package-group"),
    Kind.ENDPOINT: (Kind.ENDPOINT_CONFIG, "endpoint-config"),
    Kind.ENDPOINT_CONFIG: (Kind.MODEL, "model"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What notices are held against. `documents` gives the newest known document of an asset."""

    door: Door
    journal: Journal
    clock: Callable[[], datetime]
    documents: Callable[[str], bytes | None]
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What belongs into one durable step.

    `refused` are notices that tell what cannot be, `ignored` counts those about what nobody ever saw.
    """

    observations: tuple[Observation, ...]
    coverage: tuple[Coverage, ...]
    refused: tuple[tuple[Notice, RecordError], ...]
    ignored: int


def take(outside: Outside, notices: tuple[Notice, ...]) -> Taken:
    """All notices at hand of one asset, in any order -> observations, oldest first."""
    return _Taking(outside, tuple(sorted(notices, key=lambda notice: notice.changed_at))).taken()


class _Taking:
    def __init__(self, outside: Outside, notices: tuple[Notice, ...]) -> None:
        self._outside = outside
        self._notices = notices
        self._last = notices[-1]
        self._started = outside.clock()
        self._coverage: list[Coverage] = []
        self._refused: list[tuple[Notice, RecordError]] = []
        self._ignored = 0
        self._gone = False

    def taken(self) -> Taken:
        seen: Observation | None = None
        others: tuple[Observation, ...] = ()
        try:
            reader = enter(self._outside.door, self._last.account_id, self._last.region)
            seen = self._read(reader, self._last.kind, self._identity(), self._last.asset)
            others = tuple(self._companions(reader, seen)) if seen is not None else ()
        except CallError as error:
            self._gone = error.absent
            if not self._gone:
                self._unread(error.outcome, self._last.asset, error.what)
        told = tuple(self._told(seen))
        states = told if seen is None else (*told, self._sourced(seen))
        states = tuple(sorted(states, key=lambda state: state.changed_at))
        last = self._deletion(told) if self._gone else ()
        return Taken(
            observations=(*others, *states, *last),
            coverage=tuple(self._coverage),
            refused=tuple(self._refused),
            ignored=self._ignored,
        )

    def _read(self, reader: Reader, kind: Kind, identity: str, asset: str) -> Observation | None:
        """The asset as it is now; None, and a row of coverage, when its record is malformed."""
        raw = reader.describe(BY_KIND[kind], identity, Tally())
        try:
            return decode(
                kind,
                raw,
                account_id=reader.account_id,
                region=reader.region,
                observed_at=self._outside.clock(),
                source=Source.EVENT,
            )
        except RecordError as error:
            self._unread(Outcome.MALFORMED, asset, error.what)
            return None

    def _identity(self) -> str:
        field = DESCRIBES[self._last.kind].identity
        return str(self._last.fields.get(field) or self._last.asset.rsplit("/", 1)[-1])

    def _unread(self, outcome: Outcome, asset: str, reason: str) -> None:
        row = Coverage(
            run=self._outside.run,
            account_id=self._last.account_id,
            region=self._last.region,
            operation=DESCRIBES[self._last.kind].call,
            outcome=outcome,
            asset=asset,
            reason=reason,
            started_at=self._started,
            observed_at=self._outside.clock(),
        )
        self._coverage.append(row)

    def _told(self, seen: Observation | None) -> Iterator[Observation]:
        """The states that events tell and the asset no longer shows, each unless it is known."""
        newest: bytes | None = None
        for notice in self._notices:
            if notice.hint:
                continue
            at = notice.changed_at
            if seen is not None and (_shows(seen, notice) or self._outdone(seen, notice)):
                continue
            if self._outside.journal.saw(notice.asset, at, at + TICK):
                continue
            base = newest or self._outside.documents(notice.asset) or (seen.document if seen else None)
            try:
                state = told_state(notice, base, observed_at=self._outside.clock())
            except RecordError as error:
                if base is None and self._gone:
                    self._ignored += 1
                else:
                    self._refused.append((notice, error))
                continue
            newest = state.document
            yield state

    def _outdone(self, seen: Observation, notice: Notice) -> bool:
        """What was read back beats what was told of a later time; named unless the two agree."""
        if notice.changed_at < seen.changed_at:
            return False
        if FORMS[notice.kind].modified in notice.fields and not _agrees(seen, notice):
            at = notice.changed_at.isoformat()
            reason = f"An event told of a change at {at} that was not there when it was read back."
            self._unread(Outcome.FAILED, notice.asset, reason)
        return True

    def _sourced(self, seen: Observation) -> Observation:
        """What was read back came by an event if one of them told of this very state."""
        if any(_shows(seen, notice) for notice in self._notices):
            return seen
        return replace(seen, source=Source.API)

    def _deletion(self, told: tuple[Observation, ...]) -> tuple[Observation, ...]:
        notice = self._last
        document = told[-1].document if told else self._outside.documents(notice.asset)
        if document is None:
            return ()  # never seen, and nothing of it can be read: nothing to say that it is gone
        scope = (notice.account_id, notice.region)
        gone = deletion(notice.kind, scope, notice.asset, document=document, at=self._outside.clock())
        if not notice.deleted and FORMS[notice.kind].modified is not None:
            return (gone,)
        # The event is of the deletion itself: its time is when it happened.
        at = max(notice.told_at, notice.changed_at)
        return (replace(gone, changed_at=at, source=Source.EVENT),)

    def _companions(self, reader: Reader, seen: Observation) -> Iterator[Observation]:
        """The group of a version; the config of an endpoint, and the models of a config."""
        named = NAMED.get(seen.kind)
        if named is None:
            return
        kind, resource = named
        for name in sorted(_names(seen)):
            prefix = seen.asset.split(":", 5)[:5]
            asset = ":".join((*prefix, f"{resource}/{name}"))
            if self._is_known(asset):
                continue
            try:
                found = self._read(reader, kind, name, asset)
            except CallError as error:
                if not error.absent:
                    self._unread(error.outcome, asset, error.what)
                continue
            if found is not None:
                yield replace(found, source=Source.API)
                yield from self._companions(reader, found)

    def _is_known(self, asset: str) -> bool:
        """An ARN may hold the name with its case folded."""
        prefix, _, name = asset.rpartition("/")
        heads = (self._outside.journal.head(f"{prefix}/{spelt}") for spelt in (name, name.lower()))
        return any(head is not None and not head.deleted for head in heads)


def _shows(seen: Observation, notice: Notice) -> bool:
    """Whether the asset as read back is in the state that the notice is about."""
    if notice.hint or FORMS[notice.kind].modified is None:
        return True
    return abs(seen.changed_at - notice.changed_at) < TICK


def _agrees(seen: Observation, notice: Notice) -> bool:
    """Whether the asset as read back has all that the notice tells, but for its times."""
    document: dict[str, Any] = orjson.loads(seen.document)
    return all(document.get(name) == notice.fields[name] for name in notice.fields.keys() - TIMES)


def _names(seen: Observation) -> set[str]:
    """The names of the assets that this one names."""
    document: dict[str, Any] = orjson.loads(seen.document)
    match seen.kind:
        case Kind.MODEL_VERSION:
            names = {document.get("ModelPackageGroupName")}
        case Kind.ENDPOINT:
            names = {document.get("EndpointConfigName")}
        case Kind.ENDPOINT_CONFIG:
            names = {variant.get("ModelName") for variant in document.get("ProductionVariants", ())}
        case _:
            names = set()
    return {str(name) for name in names if name}
