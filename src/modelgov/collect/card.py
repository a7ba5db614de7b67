"""Model cards that stand by themselves: every version of each, since a version keeps what it said."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from modelgov.collect.operation import listing
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Scope
from modelgov.record.codec import utc
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind

CARDS = listing("ListModelCards", "ModelCardSummaries")
VERSIONS = listing("ListModelCardVersions", "ModelCardVersionSummaryList")


def read_cards(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Describe the versions that are new or whose status has changed; there is no bulk read of them."""
    reading.full = True
    known: dict[str, list[str]] = {}
    for asset in sorted(scope.live(Kind.MODEL_CARD)):
        known.setdefault(asset.rpartition("/")[0], []).append(asset)
    try:
        for cards in scope.reader.listed(CARDS, {}, reading.tally):
            changed = [
                card
                for card in cards
                if not _settled(scope, reading, card, known.pop(str(card.get("ModelCardArn")), []))
            ]
            scope.tags.ask([str(card.get("ModelCardArn")) for card in changed], reading.tally)
            for card in changed:
                yield from _versions(scope, reading, card)
        for arn, assets in known.items():
            yield from _unlisted(scope, reading, arn, assets)
    except CallError as error:
        reading.failure = error


def _settled(scope: Scope, reading: Reading, card: Mapping[str, Any], known: list[str]) -> bool:
    """Whether a card is as it was."""
    live, told = scope.live(Kind.MODEL_CARD), card.get("LastModifiedTime")
    newest = f"{card.get('ModelCardArn')}/{len(known)}"
    # Only the newest version of a card ever changes; events may have told of it alone.
    settled = told is not None and newest in live and live[newest].changed_at == utc(told)
    if settled:
        reading.taken.update(known)
    return settled


def _versions(scope: Scope, reading: Reading, card: Mapping[str, Any]) -> Iterator[Batch]:
    live, name = scope.live(Kind.MODEL_CARD), str(card.get("ModelCardName", ""))
    tags: list[Any] | None = None
    for page in scope.reader.listed(VERSIONS, {"ModelCardName": name}, reading.tally):
        for version in page:
            asset = f"{version.get('ModelCardArn')}/{version.get('ModelCardVersion')}"
            last, told = live.get(asset), version.get("LastModifiedTime") or version.get("CreationTime")
            if last is not None and told is not None and utc(told) == last.changed_at:
                reading.taken.add(asset)
                continue
            try:
                record = _record(scope, reading, name, version.get("ModelCardVersion"))
                if tags is None:
                    tags = scope.tags.of(str(card.get("ModelCardArn")), card, reading.tally)
            except CallError as error:
                if error.absent:
                    continue  # deleted since it was listed
                if error.outcome is not Outcome.FAILED or not error.answered:
                    raise
                yield scope.lost(reading, error.outcome, error.what, asset)
                continue
            yield scope.batch(reading, (orjson.dumps(record | {"Tags": tags}),))


def _unlisted(scope: Scope, reading: Reading, arn: str, assets: list[str]) -> Iterator[Batch]:
    """A known card that no list named: AWS itself must say that it is gone, with all its versions."""
    try:
        _record(scope, reading, arn.rpartition("/")[2], None)
    except CallError as error:
        if not error.absent:
            raise
        for asset in assets:
            yield from scope.gone(reading, asset)


def _record(scope: Scope, reading: Reading, name: str, number: int | None) -> dict[str, Any]:
    given: dict[str, Any] = {"ModelCardName": name}
    if number is not None:
        given["ModelCardVersion"] = number
    record: dict[str, Any] = orjson.loads(scope.reader.call("DescribeModelCard", given, reading.tally))
    return record
