"""Scaling targets and policies: always listed whole, for their lists have no time of change.

They have no describe of their own. What is known and was not listed is asked for once more, by the
resource that it belongs to; only an answer without it says that it is gone.
"""

from collections.abc import Callable, Iterator
from typing import Any

import orjson

from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Scope
from modelgov.record.observation import Kind

Asking = Callable[[str], dict[str, Any]]


def read_targets(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Every scalable target of SageMaker."""
    yield from _read(scope, reading, lambda resource: {"ResourceIds": [resource]})


def read_policies(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Every scaling policy of SageMaker; where there is no target there is no policy to ask for."""
    reading.failure = scope.failed(Kind.SCALING_TARGET)
    if scope.seen(Kind.SCALING_TARGET) or scope.live(Kind.SCALING_POLICY):
        yield from _read(scope, reading, lambda resource: {"ResourceId": resource})


def _read(scope: Scope, reading: Reading, asking: Asking) -> Iterator[Batch]:
    reading.full = True
    try:
        for rows in _listed(scope, reading, {}):
            yield scope.batch(reading, (orjson.dumps(row) for row in rows))
        yield from _missing(scope, reading, asking)
    except CallError as error:
        reading.failure = error


def _listed(scope: Scope, reading: Reading, more: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    (row,) = reading.operation.listings
    arguments = dict(row.arguments) | more
    return scope.reader.listed(row, arguments, reading.tally, service=reading.operation.service)


def _missing(scope: Scope, reading: Reading, asking: Asking) -> Iterator[Batch]:
    for asset in sorted(set(scope.live(reading.operation.kind)) - reading.taken - reading.spoilt):
        document = scope.known.document(asset)
        resource = orjson.loads(document).get("ResourceId") if document else None
        again = (
            [row for rows in _listed(scope, reading, asking(resource)) for row in rows] if resource else []
        )
        found = [row for row in again if row.get(reading.operation.key) == asset]
        yield scope.batch(reading, (orjson.dumps(row) for row in found))
        if not found:
            yield from scope.gone(reading, asset)
