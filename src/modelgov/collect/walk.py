"""One walk over all operations of one account and region: batches of what was seen and what was not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from modelgov.collect.catalog import OPERATIONS
from modelgov.collect.operation import Listing, Operation
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Run, Scope
from modelgov.record.codec import utc
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind
from modelgov.record.shape import FORMS

Summary = dict[str, Any]


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
        if not run.only or operation.name in run.only
    )


def walk(scope: Scope) -> Iterator[Batch]:
    """Every operation that this run has not read here yet, in order; one row each where there is nothing."""
    for operation in OPERATIONS:
        if operation.name in scope.known.done and not operation.kept:
            continue
        if scope.run.only and operation.name not in scope.run.only:
            continue
        first = operation is OPERATIONS[0]
        reading = Reading(operation=operation, started_at=scope.run.clock(), first=first)
        since = None if scope.run.full else scope.known.watermarks.get(operation.name)
        if operation.search is not None:
            yield from _searched(scope, reading, since)
        elif operation.read is not None:
            reading.full = scope.run.full
            yield from operation.read(scope, reading)
            yield scope.end(reading, since)
        else:
            yield from _listed(scope, reading, since)
        closed = _closed(scope, reading)
        if closed is not None:
            yield closed
            return


def _closed(scope: Scope, reading: Reading) -> Batch | None:
    """What the first operation's answer says of the whole region, if anything."""
    outcome, reader = reading.closed, scope.reader
    if outcome is None or reading.failure is None:
        return None
    reason = reading.failure.what
    rows = unread(scope.run, reader.account_id, reader.region, outcome=outcome, reason=reason)
    return Batch(
        operation=reading.operation.name,
        coverage=tuple(row for row in rows if row.operation != reading.operation.name),
        closed=(outcome, reason),
    )


def _searched(scope: Scope, reading: Reading, since: datetime | None) -> Iterator[Batch]:
    since = since if reading.operation.watermark is not None else None
    reading.full = since is None
    try:
        yield from _search(scope, reading, since)
        if since is None and reading.short:
            yield from _list_and_describe(scope, reading, None)
    except CallError as error:
        reading.failure = error
        if error.outcome is not Outcome.THROTTLED and error.answered:
            yield from _fallen_back(scope, reading, error)
    if since is None and reading.failure is None:
        yield from scope.missing(reading)
    yield scope.end(reading, since)


def _fallen_back(scope: Scope, reading: Reading, first: CallError) -> Iterator[Batch]:
    if not reading.operation.listings:
        return
    reading.total = None
    try:
        yield from _list_and_describe(scope, reading, None)
        reading.failure = None
    except CallError as second:
        same = second.outcome is Outcome.FAILED and (first.closes is None or second.closes is not None)
        reading.failure = first if same else second


def _search(scope: Scope, reading: Reading, since: datetime | None) -> Iterator[Batch]:
    operation = reading.operation
    filters: tuple[dict[str, str], ...] = ()
    after = _after(scope, reading, since)
    if after is not None:
        moment = after.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        # What was never modified may have no LastModifiedTime: its creation counts too.
        names = dict.fromkeys((operation.watermark or "CreationTime", "CreationTime"))
        filters = tuple({"Name": name, "Operator": "GreaterThanOrEqualTo", "Value": moment} for name in names)
    for page in scope.reader.search(operation, filters, reading.tally):
        reading.total = page.total if reading.total is None else reading.total
        yield scope.batch(reading, _completed(scope, reading, page.records))


def _after(scope: Scope, reading: Reading, since: datetime | None) -> datetime | None:
    """From when on a read asks: a little before its watermark, or the horizon of what is bounded."""
    if since is not None:
        return since - scope.run.overlap
    return scope.run.clock() - scope.run.horizon if reading.operation.bounded else None


def _completed(scope: Scope, reading: Reading, records: tuple[bytes, ...]) -> Iterator[bytes]:
    """Each record with what is attached to its kind, unless the same record is known already."""
    if not reading.operation.attached:
        yield from records
        return
    live = scope.live(reading.operation.kind)
    for raw in records:
        record = orjson.loads(raw)
        asset = str(record.get(reading.operation.key))
        last = live.get(asset)
        told = _changed_at(reading.operation.kind, record)
        if last is not None and told == last.changed_at and not scope.run.full:
            reading.taken.add(asset)
            continue
        if reading.failure is None:
            try:
                yield scope.reader.completed(reading.operation, record, reading.tally)
                continue
            except CallError as error:
                reading.failure = error
        # What is attached could not be read: what is known keeps its own, what is new stays without.
        if last is None:
            yield raw
        else:
            reading.taken.add(asset)


def _changed_at(kind: Kind, summary: Summary) -> datetime | None:
    form = FORMS[kind]
    told = summary.get(form.modified or form.created) or summary.get(form.created)
    return utc(told) if isinstance(told, int | float) else None


def _listed(scope: Scope, reading: Reading, since: datetime | None) -> Iterator[Batch]:
    """What has no `Search`: its list, and a describe of what is new or changed."""
    since = since if reading.operation.since is not None else None
    reading.full = since is None
    try:
        yield from _list_and_describe(scope, reading, since)
    except CallError as error:
        reading.failure = error
    if since is None and reading.failure is None:
        yield from scope.missing(reading)
    yield scope.end(reading, since)


def _list_and_describe(scope: Scope, reading: Reading, since: datetime | None) -> Iterator[Batch]:
    operation = reading.operation
    identity = operation.describe.identity if operation.describe is not None else ""
    for row in operation.listings:
        for summaries in _pages(scope, reading, row, since):
            if isinstance(summaries, Batch):
                yield summaries
                continue
            fresh = _fresh(scope, reading, summaries)
            if operation.describe is None:
                found = tuple(orjson.dumps(summary) for summary in fresh.values())
                yield scope.batch(reading, _completed(scope, reading, found))
                continue
            wanted = {arn: str(summary.get(identity, "")) for arn, summary in fresh.items()}
            yield from scope.described(reading, wanted, known=False)


def _pages(
    scope: Scope, reading: Reading, row: Listing, since: datetime | None
) -> Iterator[list[Summary] | Batch]:
    """The pages of a list, or those of each item that it is asked of; an item that fails is named."""
    service = reading.operation.service
    arguments = _arguments(scope, reading, row, since)
    if row.within is None:
        yield from scope.reader.listed(row, arguments, reading.tally, service=service)
        return
    above = row.within
    for items in scope.reader.listed(above.listing, {}, reading.tally, service=service):
        for item in items:
            given = arguments | {above.argument: item.get(above.identity)}
            try:
                yield from scope.reader.listed(row, given, reading.tally, service=service)
            except CallError as error:
                if error.absent:
                    continue  # deleted since it was listed
                if error.outcome is not Outcome.FAILED or not error.answered:
                    raise
                yield scope.lost(reading, error.outcome, error.what, str(item.get(above.identity)))


def _arguments(scope: Scope, reading: Reading, row: Listing, since: datetime | None) -> dict[str, Any]:
    arguments = dict(row.arguments)
    after = _after(scope, reading, since)
    if after is not None and reading.operation.since is not None:
        arguments[reading.operation.since] = after
    return arguments


def _fresh(scope: Scope, reading: Reading, summaries: list[Summary]) -> dict[str, Summary]:
    """The summaries by asset, less what came already and what is known to be as it was."""
    operation = reading.operation
    live = scope.live(operation.kind)
    fresh: dict[str, Summary] = {}
    for summary in summaries:
        arn = str(summary.get(operation.key, ""))
        if arn in reading.taken or arn in reading.spoilt:
            continue
        last = live.get(arn)
        told = _changed_at(operation.kind, summary)
        settled = operation.search is None and FORMS[operation.kind].modified in summary
        if last is not None and (told == last.changed_at if settled else _final(scope, operation, summary)):
            reading.taken.add(arn)
            reading.newest = max(reading.newest or last.changed_at, last.changed_at)
            if operation.kept:
                scope.settle(operation.kind, arn, orjson.dumps(summary))
            continue
        fresh[arn] = summary
    return fresh


def _final(scope: Scope, operation: Operation, summary: Summary) -> bool:
    """Whether an asset has come to its end, and all that its list shows of it is known so."""
    if operation.final is None:
        return False
    field, value = operation.final
    if summary.get(field) != value:
        return False
    document = scope.known.newest(operation.kind).get(str(summary.get(operation.key)))
    known = orjson.loads(document) if document is not None else {}
    shown = summary.keys() & set(FORMS[operation.kind].fields)
    return all(summary[name] == known.get(name) for name in shown)
