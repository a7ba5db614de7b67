"""Tags of many assets at once: the Resource Groups Tagging API answers a hundred where ListTags answers one.

Its index lags, holds only what is or was tagged, and may not know every type of resource. So the tags that it
shows are taken; that it does not show an asset means no tags only where the asset is old enough to be in it,
and where it has shown others of that type or ListTags has agreed with it on some. Else, and where it refuses,
ListTags is asked.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson

from modelgov.collect.aws import Tally
from modelgov.collect.reader import Reader
from modelgov.collect.refusal import CallError
from modelgov.record.codec import utc

SERVICE = "resourcegroupstaggingapi"
AT_ONCE = 100
INDEXED_AFTER = timedelta(hours=1)
SAMPLE = 5  # assets of a type on which ListTags must agree that they have no tags
TIMES = ("CreationTime", "LastModifiedTime")


class Tags:
    """The tags of one account and region: `ask` for many, then take those `of` each."""

    def __init__(self, reader: Reader, clock: Callable[[], datetime]) -> None:
        self._reader = reader
        self._clock = clock
        self._answering = True
        self._types: set[str] = set()
        self._doubted: set[str] = set()
        self._agreed = Counter[str]()
        self._asked: set[str] = set()
        self._shown: dict[str, list[Any]] = {}

    def ask(self, assets: Sequence[str], tally: Tally) -> None:
        """Look up the assets that are about to be described; one alone is not worth it."""
        self._asked, self._shown = set(), {}
        home = f":{self._reader.region}:{self._reader.account_id}:"  # others' are not in our index
        own = [asset for asset in assets if home in asset]
        if len(own) < 2 or not self._answering:
            return
        try:
            for start in range(0, len(own), AT_ONCE):
                self._take(own[start : start + AT_ONCE], tally)
        except (CallError, orjson.JSONDecodeError):
            self._answering = False  # ListTags tells the same, call by call

    def _take(self, assets: Sequence[str], tally: Tally) -> None:
        body = self._reader.call("GetResources", {"ResourceARNList": list(assets)}, tally, service=SERVICE)
        answer = orjson.loads(body)
        for row in answer.get("ResourceTagMappingList", ()):
            arn = str(row.get("ResourceARN"))
            self._shown[arn.lower()] = row.get("Tags", [])
            self._types.add(_type(arn))
        if not answer.get("PaginationToken"):  # else it has not shown all
            self._asked |= {asset.lower() for asset in assets}

    def of(self, arn: str, record: Mapping[str, Any], tally: Tally) -> list[Any]:
        """The tags of one asset, whose record or summary tells how old it is."""
        folded, kind = arn.lower(), _type(arn)
        if folded in self._shown:
            return self._shown[folded]
        expected = folded in self._asked and self._indexed(record)
        if expected and self._believed(kind):
            return []
        tags = self._reader.tags(arn, tally)
        if expected and tags:
            self._doubted.add(kind)
        elif expected:
            self._agreed[kind] += 1
        return tags

    def _believed(self, kind: str) -> bool:
        return kind not in self._doubted and (kind in self._types or self._agreed[kind] >= SAMPLE)

    def _indexed(self, record: Mapping[str, Any]) -> bool:
        told = [utc(record[name]) for name in TIMES if isinstance(record.get(name), int | float)]
        return bool(told) and self._clock() - max(told) > INDEXED_AFTER


def _type(arn: str) -> str:
    """The type of resource that an ARN names.

    >>> _type("arn:aws:sagemaker:eu-west-1:210000000001:model-card/card-fraud")
    'model-card'
    """
    return arn.split(":", 5)[-1].partition("/")[0]
