"""The List operations: one row each, one walk over all rows."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record

_DEFAULT_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one List operation answers: the key of its list, its fields, its default order."""

    kind: Kind
    answer: str
    name: str
    fields: tuple[str, ...]
    ascending: bool = False


GROUPS = Listing(
    kind=Kind.GROUP,
    answer="ModelPackageGroupSummaryList",
    name="ModelPackageGroupName",
    fields=(
        "ModelPackageGroupName",
        "ModelPackageGroupArn",
        "ModelPackageGroupDescription",
        "CreationTime",
        "ModelPackageGroupStatus",
    ),
    ascending=True,
)
PACKAGES = Listing(
    kind=Kind.PACKAGE,
    answer="ModelPackageSummaryList",
    name="ModelPackageName",
    fields=(
        "ModelPackageName",
        "ModelPackageGroupName",
        "ModelPackageVersion",
        "ModelPackageArn",
        "ModelPackageDescription",
        "CreationTime",
        "ModelPackageStatus",
        "ModelApprovalStatus",
        "ModelLifeCycle",
        "ModelPackageRegistrationType",
    ),
    ascending=True,
)
MODELS = Listing(
    kind=Kind.MODEL, answer="Models", name="ModelName", fields=("ModelName", "ModelArn", "CreationTime")
)
CONFIGS = Listing(
    kind=Kind.CONFIG,
    answer="EndpointConfigs",
    name="EndpointConfigName",
    fields=("EndpointConfigName", "EndpointConfigArn", "CreationTime"),
)
ENDPOINTS = Listing(
    kind=Kind.ENDPOINT,
    answer="Endpoints",
    name="EndpointName",
    fields=("EndpointName", "EndpointArn", "CreationTime", "LastModifiedTime", "EndpointStatus"),
)

_TIME_FILTERS: tuple[tuple[str, Callable[[Record, float], bool]], ...] = (
    ("CreationTimeAfter", lambda record, limit: record.created > limit),
    ("CreationTimeBefore", lambda record, limit: record.created < limit),
    ("LastModifiedTimeAfter", lambda record, limit: record.modified > limit),
    ("LastModifiedTimeBefore", lambda record, limit: record.modified < limit),
)
_VALUE_FILTERS = (("ModelApprovalStatus", "ModelApprovalStatus"), ("StatusEquals", "EndpointStatus"))


def listing(row: Listing) -> Callable[[Context, Fields], bytes]:
    """The operation that answers this row."""

    def answer(ctx: Context, given: Fields) -> bytes:
        records = [record for record in _candidates(ctx, row, given) if _wanted(record, row, given)]
        _sort(records, row, given)
        start = _offset(given.get("NextToken"))
        size = page_size(given)
        page = [_summary(record, row) for record in records[start : start + size]]
        reply: Fields = {row.answer: page}
        if start + size < len(records):
            reply["NextToken"] = base64.b64encode(str(start + size).encode()).decode()
        return orjson.dumps(reply)

    return answer


def page_size(given: Fields) -> int:
    """MaxResults: 10 when not said, 1 to 100 otherwise."""
    size = given.get("MaxResults", _DEFAULT_PAGE)
    if not isinstance(size, int) or not 1 <= size <= 100:
        message = f"Value '{size}' at 'maxResults' failed to satisfy constraint: between 1 and 100"
        raise Refusal("ValidationException", message)
    return size


def _candidates(ctx: Context, row: Listing, given: Fields) -> list[Record]:
    every = ctx.shelf.records[row.kind]
    if row.kind is not Kind.PACKAGE:
        return list(every.values())
    if group := given.get("ModelPackageGroupName"):
        return list(ctx.shelf.versions.get(ctx.shelf.name(Kind.GROUP, group), ()))
    # AWS: without a group and a type, a list of packages means the unversioned ones.
    kind = given.get("ModelPackageType", "Unversioned")
    return [one for one in every.values() if kind == "Both" or _is_version(one) == (kind == "Versioned")]


def _is_version(record: Record) -> bool:
    return record.key.count("/") == 2


def _wanted(record: Record, row: Listing, given: Fields) -> bool:
    for name, passes in _TIME_FILTERS:
        if name in given and not passes(record, given[name]):
            return False
    needs = [(field, given[name]) for name, field in _VALUE_FILTERS if name in given]
    contains = given.get("NameContains")
    if not needs and not contains:
        return True
    fields = record.fields()
    if contains and contains.lower() not in _name(fields, row).lower():
        return False
    return all(fields.get(field) == value for field, value in needs)


def _name(fields: Fields, row: Listing) -> str:
    return str(fields.get(row.name) or fields.get("ModelPackageGroupName") or "")


def _sort(records: list[Record], row: Listing, given: Fields) -> None:
    order = given.get("SortOrder")
    descending = order == "Descending" if order else not row.ascending
    keys: dict[str, Callable[[Record], Any]] = {
        "Name": lambda record: record.key,
        "Status": lambda record: record.fields().get("EndpointStatus", ""),
        "LastModifiedTime": lambda record: record.modified,
    }
    records.sort(key=keys.get(given.get("SortBy", ""), lambda record: record.created), reverse=descending)


def _summary(record: Record, row: Listing) -> Fields:
    fields = record.fields()
    return {name: fields[name] for name in row.fields if name in fields}


def _offset(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.b64decode(token, validate=True))
    except (ValueError, binascii.Error):
        raise Refusal("ValidationException", f"Invalid pagination token: {token}") from None
