"""Lists of lineage: what was created since the last read, or all with a look at what is gone.

The item of a list is the record, so that a hundred cost one call.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Scope


def read_entities(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Artifacts or contexts; in a full read each known one that did not come is described."""
    since = _since(scope, reading)
    try:
        yield from _listed(scope, reading, since)
    except CallError as error:
        reading.failure = error
        return
    if since is None:
        yield from scope.missing(reading)


def read_associations(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Associations; in a full read each known one that did not come is asked for by its two ends."""
    since = _since(scope, reading)
    try:
        yield from _listed(scope, reading, since)
        if since is None:
            yield from _asked_again(scope, reading)
    except CallError as error:
        reading.failure = error


def _since(scope: Scope, reading: Reading) -> datetime | None:
    since = None if scope.run.full else scope.known.watermarks.get(reading.operation.name)
    reading.full = since is None
    return since


def _listed(scope: Scope, reading: Reading, since: datetime | None) -> Iterator[Batch]:
    (row,) = reading.operation.listings
    arguments: dict[str, Any] = dict(row.arguments)
    if since is not None and reading.operation.since is not None:
        arguments[reading.operation.since] = since - scope.run.overlap
    for page in scope.reader.listed(row, arguments, reading.tally):
        yield scope.batch(reading, (orjson.dumps(item) for item in page))


def _asked_again(scope: Scope, reading: Reading) -> Iterator[Batch]:
    (row,) = reading.operation.listings
    for asset in sorted(scope.live(reading.operation.kind)):
        if asset in reading.taken or asset in reading.spoilt:
            continue
        source, _, destination = asset.partition("/arn:")
        ends = {"SourceArn": source, "DestinationArn": f"arn:{destination}"}
        found = [item for page in scope.reader.listed(row, ends, reading.tally) for item in page]
        if found:
            yield scope.batch(reading, (orjson.dumps(item) for item in found))
        else:
            yield from scope.gone(reading, asset)
