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
    try:
        for cards in scope.reader.listed(CARDS, {}, reading.tally):
            for card in cards:
                yield from _versions(scope, reading, card)
    except CallError as error:
        reading.failure = error


def _versions(scope: Scope, reading: Reading, card: Mapping[str, Any]) -> Iterator[Batch]:
    name = str(card.get("ModelCardName", ""))
    live = scope.live(Kind.MODEL_CARD)
    tags: list[Any] | None = None
    for page in scope.reader.listed(VERSIONS, {"ModelCardName": name}, reading.tally):
        for version in page:
            asset = f"{version.get('ModelCardArn')}/{version.get('ModelCardVersion')}"
            last, told = live.get(asset), version.get("LastModifiedTime") or version.get("CreationTime")
            if last is not None and told is not None and utc(told) == last.changed_at:
                reading.taken.add(asset)
                continue
            given = {"ModelCardName": name, "ModelCardVersion": version.get("ModelCardVersion")}
            try:
                record = orjson.loads(scope.reader.call("DescribeModelCard", given, reading.tally))
                tags = (
                    scope.reader.tags(str(card.get("ModelCardArn")), reading.tally) if tags is None else tags
                )
            except CallError as error:
                if error.absent:
                    continue  # deleted since it was listed
                if error.outcome is not Outcome.FAILED or not error.answered:
                    raise
                yield scope.lost(reading, error.outcome, error.what, asset)
                continue
            yield scope.batch(reading, (orjson.dumps(record | {"Tags": tags}),))
