"""Endpoint configs: those that live endpoints name, and in a full run those that were known before."""

from collections.abc import Iterator

import orjson

from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Scope
from modelgov.record.codec import digest
from modelgov.record.observation import Kind


def read_configs(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Describe what is new, what a changed endpoint names again, and in a full run all."""
    named = _named(scope)
    known = {asset.rsplit("/", 1)[-1].lower(): asset for asset in scope.live(Kind.ENDPOINT_CONFIG)}
    fresh = {name: name for name in sorted(named) if name.lower() not in known}
    again = {
        known[name.lower()]: name
        for name, changed in sorted(named.items())
        if name.lower() in known and (changed or scope.run.full)
    }
    if scope.run.full:
        for asset in sorted(set(known.values()) - again.keys()):
            again[asset] = scope.identity(reading.operation, asset)
    try:
        yield from scope.described(reading, fresh, known=False)
        yield from scope.described(reading, again, known=True)
    except CallError as error:
        reading.failure = error
    # Configs of endpoints that nobody saw are not seen either.
    reading.failure = reading.failure or scope.failed(Kind.ENDPOINT)


def _named(scope: Scope) -> dict[str, bool]:
    """The configs that live endpoints name, and whether one of these endpoints has changed."""
    before = scope.live(Kind.ENDPOINT)
    named: dict[str, bool] = {}
    for asset, document in scope.seen(Kind.ENDPOINT).items():
        name = orjson.loads(document).get("EndpointConfigName")
        if name is not None:
            last = before.get(asset)
            changed = last is None or last.digest != digest(document)
            named[name] = named.get(name, False) or changed
    return named
