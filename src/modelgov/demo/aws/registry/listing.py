"""The List operations: one row each, one walk over all rows."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record

_DEFAULT_PAGE = 10
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one List operation answers: the key of its list, its fields, its default order.

    `equals` and `times` are filters that this operation alone has, `shown` is what its summary is taken from.
    """

    kind: Kind
    answer: str
    name: str
    fields: tuple[str, ...]
    ascending: bool = False
    status: str = "EndpointStatus"
    equals: tuple[tuple[str, str], ...] = ()
    times: tuple[str, ...] = ()
    shown: Callable[[Fields], Fields] = dict


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
COMPONENTS = Listing(
    kind=Kind.COMPONENT,
    answer="InferenceComponents",
    name="InferenceComponentName",
    fields=(
        "CreationTime",
        "InferenceComponentArn",
        "InferenceComponentName",
        "EndpointArn",
        "EndpointName",
        "VariantName",
        "InferenceComponentStatus",
        "LastModifiedTime",
    ),
    status="InferenceComponentStatus",
)

_TIME_FILTERS: tuple[tuple[str, Callable[[Record, float], bool]], ...] = (
    ("CreationTimeAfter", lambda record, limit: record.created > limit),
    ("CreationTimeBefore", lambda record, limit: record.created < limit),
    ("LastModifiedTimeAfter", lambda record, limit: record.modified > limit),
    ("LastModifiedTimeBefore", lambda record, limit: record.modified < limit),
)
_VALUE_FILTERS = (
    ("ModelApprovalStatus", "ModelApprovalStatus"),
    ("EndpointNameEquals", "EndpointName"),
    ("VariantNameEquals", "VariantName"),
)


def listing(row: Listing) -> Callable[[Context, Fields], bytes]:
    """The operation that answers this row."""

    def answer(ctx: Context, given: Fields) -> bytes:
        records = [record for record in _candidates(ctx, row, given) if _wanted(record, row, given)]
        _sort(records, row, given)
        page, token = paged(records, given)
        return orjson.dumps({row.answer: [_summary(record, row) for record in page]} | token)

    return answer


def paged(rows: list[_Row], given: Fields) -> tuple[list[_Row], Fields]:
    """The rows of the page that is asked for, and the token of the next one if there is one."""
    page, token = page_of(rows, given.get("NextToken"), page_size(given))
    return page, {"NextToken": token} if token else {}


def page_of(rows: list[_Row], token: str | None, size: int) -> tuple[list[_Row], str | None]:
    """The rows of a page of this size, and the token of the next page."""
    start = _offset(token)
    after = base64.b64encode(str(start + size).encode()).decode()
    return rows[start : start + size], after if start + size < len(rows) else None


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
    filters = (*_VALUE_FILTERS, ("StatusEquals", row.status), *row.equals)
    needs = [(field, given[name]) for name, field in filters if name in given]
    contains = given.get("NameContains")
    between = [(given.get(f"{name}After"), name, given.get(f"{name}Before")) for name in row.times]
    if not needs and not contains and not any(after or before for after, _, before in between):
        return True
    fields = row.shown(record.fields())
    for after, name, before in between:
        if (after and fields[name] <= after) or (before and fields[name] >= before):
            return False
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
        "Status": lambda record: record.fields().get(row.status, ""),
        "LastModifiedTime": lambda record: record.modified,
        "ScheduledTime": lambda record: record.fields()["ScheduledTime"],
    }
    records.sort(key=keys.get(given.get("SortBy", ""), lambda record: record.created), reverse=descending)


def _summary(record: Record, row: Listing) -> Fields:
    fields = row.shown(record.fields())
    return {name: fields[name] for name in row.fields if name in fields}


def _offset(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.b64decode(token, validate=True))
    except (ValueError, binascii.Error):
        raise Refusal("ValidationException", f"Invalid pagination token: {token}") from None
