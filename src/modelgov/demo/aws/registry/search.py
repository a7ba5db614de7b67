"""Search: every operator, nested expressions, order, pages and the count of hits.

moto ignores order, paging, Or, sub-expressions and half the operators. A page here is a join of the
records' bytes; only a filter or an order beyond the two times reads a record's fields.
"""

import base64
import binascii
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

import botocore.session
import orjson
from botocore.model import ServiceModel

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.monitoring import schedule
from modelgov.demo.aws.registry.listing import page_size
from modelgov.demo.aws.registry.record import Context, Fields, Kind, Record

_MAX_FILTERS = 20


RESOURCES = {
    "ModelPackage": Kind.PACKAGE,
    "ModelPackageGroup": Kind.GROUP,
    "Model": Kind.MODEL,
    "Endpoint": Kind.ENDPOINT,
    "TrainingJob": Kind.TRAINING_JOB,
    "HyperParameterTuningJob": Kind.TUNING_JOB,
    "Pipeline": Kind.PIPELINE,
    "PipelineExecution": Kind.PIPELINE_EXECUTION,
    "ModelCard": Kind.MODEL_CARD,
}
_SHAPES = {"HyperParameterTuningJob": "HyperParameterTuningJobSearchEntity"}


_loading = threading.Lock()  # a cache lets all who come first compute: the model would load for each


@cache
def _model() -> ServiceModel:
    return botocore.session.get_session().get_service_model("sagemaker")


def properties(resource: str) -> frozenset[str]:
    """The fields that one may filter a resource on: those of its shape."""
    with _loading:
        return frozenset(_model().shape_for(_SHAPES.get(resource, resource)).members)


def search(ctx: Context, given: Fields) -> bytes:
    """Search over one of `RESOURCES`."""
    resource: str = given["Resource"]
    size = page_size(given)
    token = given.get("NextToken")
    cursor, start, found = _continue(ctx, token) if token else ("", 0, _find(ctx, resource, given))
    page = found[start : start + size]
    rows = [_row(ctx, resource, record) for record in page if record.raw]
    tail: Fields = {"TotalHits": {"Value": len(found), "Relation": "EqualTo"}}
    if start + size < len(found):
        cursor = cursor or uuid.uuid4().hex
        ctx.registry.keep_cursor(cursor, found)
        tail["NextToken"] = base64.b64encode(f"{cursor}:{start + size}".encode()).decode()
    return b'{"Results":[' + b",".join(rows) + b"]," + orjson.dumps(tail)[1:]


def _continue(ctx: Context, token: str) -> tuple[str, int, list[Record]]:
    """Later pages follow the order of the first, whatever was changed in between."""
    try:
        cursor, _, start = base64.b64decode(token, validate=True).decode().partition(":")
        found = ctx.registry.cursor(cursor)
        if found is not None:
            return cursor, int(start), found
    except (ValueError, binascii.Error):
        pass
    raise Refusal("ValidationException", "The NextToken is not valid for this request.")


def _find(ctx: Context, resource: str, given: Fields) -> list[Record]:
    expression = given.get("SearchExpression")
    records = list(ctx.shelf.records[RESOURCES[resource]].values())
    if expression:
        _check(expression, resource)
        records = [one for one in records if _matches(_View(one), expression)]
    order = given.get("SortBy") or "LastModifiedTime"
    descending = given.get("SortOrder", "Descending") != "Ascending"
    records.sort(key=_sort_key(order), reverse=descending)
    return records


def _row(ctx: Context, resource: str, record: Record) -> bytes:
    if resource == "Endpoint" and (watching := schedule.of_endpoint(ctx, record.key)):
        schedules = orjson.dumps(watching)
        return b'{"Endpoint":%s,"MonitoringSchedules":%s}}' % (record.raw[:-1], schedules)
    if resource != "Model":
        return b'{"%s":%s}' % (resource.encode(), record.raw)
    serving = ctx.shelf.served_by.get(record.key, set())
    endpoints = [_dashboard_endpoint(ctx, name) for name in sorted(serving)]
    known = orjson.dumps([one for one in endpoints if one])
    watched = orjson.dumps(schedule.of_model(ctx, serving))
    # AWS wraps a model as its dashboard shows it: the model, the endpoints that it serves, their monitors.
    return b'{"Model":{"Model":%s,"Endpoints":%s,"MonitoringSchedules":%s}}' % (record.raw, known, watched)


def _dashboard_endpoint(ctx: Context, name: str) -> Fields:
    record = ctx.shelf.records[Kind.ENDPOINT].get(name)
    fields = record.fields() if record else {}
    wanted = ("EndpointName", "EndpointArn", "CreationTime", "LastModifiedTime", "EndpointStatus")
    return {key: fields[key] for key in wanted if key in fields}


class _View:
    """A record's properties; the fields are read only when a property needs them."""

    __slots__ = ("_fields", "_record")

    def __init__(self, record: Record) -> None:
        self._record = record
        self._fields: Fields | None = None

    def values(self, path: str) -> list[Any]:
        """The values at a dotted path: none when absent, several through a list."""
        if path == "LastModifiedTime":
            return [self._record.modified]
        if path == "CreationTime":
            return [self._record.created]
        if self._fields is None:
            self._fields = self._record.fields()
        return values_at(self._fields, path)


class _Item:
    """One element of a list, for filters that must hold in the same element."""

    def __init__(self, element: Any, prefix: str) -> None:
        self._element, self._prefix = element, prefix

    def values(self, path: str) -> list[Any]:
        """The values at a path that starts with the list's own."""
        return values_at(self._element, path.removeprefix(self._prefix))


def values_at(node: Any, path: str) -> list[Any]:
    """Walk a dotted path; a key may itself hold dots, and `Tags.key` reads the list of tags as a map."""
    if not path:
        return node if isinstance(node, list) else [node]
    if isinstance(node, list):
        if node and isinstance(node[0], dict) and set(node[0]) == {"Key", "Value"}:
            return [tag["Value"] for tag in node if tag["Key"] == path]
        return [value for element in node for value in values_at(element, path)]
    if not isinstance(node, dict):
        return []
    if path in node:
        return values_at(node[path], "")
    head, _, rest = path.partition(".")
    return values_at(node[head], rest) if rest and head in node else []


def _check(expression: Fields, resource: str) -> None:
    filters = expression.get("Filters", [])
    if len(filters) > _MAX_FILTERS:
        raise Refusal("ValidationException", "A search expression holds at most 20 filters.")
    for one in filters:
        if one["Name"].partition(".")[0] not in properties(resource):
            raise Refusal("ValidationException", f"Unknown property name: {one['Name']}")
        if one.get("Operator") in {"Exists", "NotExists"} and "Value" in one:
            raise Refusal("ValidationException", f"{one['Operator']} takes no Value.")
    for inner in expression.get("SubExpressions", []):
        _check(inner, resource)


def _matches(view: _View | _Item, expression: Fields) -> bool:
    parts: list[bool] = [_passes(view, one) for one in expression.get("Filters", [])]
    parts += [_nested(view, one) for one in expression.get("NestedFilters", [])]
    parts += [_matches(view, one) for one in expression.get("SubExpressions", [])]
    if not parts:
        return True
    return any(parts) if expression.get("Operator") == "Or" else all(parts)


def _nested(view: _View | _Item, nested: Fields) -> bool:
    path = nested["NestedPropertyName"]
    items = [_Item(element, f"{path}.") for element in view.values(path)]
    return any(all(_passes(item, one) for one in nested["Filters"]) for item in items)


_Comparison = Callable[[Any, Any], bool]
_ORDERED: dict[str, _Comparison] = {
    "GreaterThan": lambda seen, wanted: seen > wanted,
    "GreaterThanOrEqualTo": lambda seen, wanted: seen >= wanted,
    "LessThan": lambda seen, wanted: seen < wanted,
    "LessThanOrEqualTo": lambda seen, wanted: seen <= wanted,
    "Equals": lambda seen, wanted: seen == wanted,
}


def _passes(view: _View | _Item, one: Fields) -> bool:
    seen = view.values(one["Name"])
    operator, wanted = one.get("Operator", "Equals"), str(one.get("Value", ""))
    match operator:
        case "Exists":
            return bool(seen)
        case "NotExists":
            return not seen
        case "NotEquals":
            return not any(_compare("Equals", value, wanted) for value in seen)
        case "Contains":
            return any(wanted in str(value) for value in seen)
        case "In":
            choices = [choice.strip() for choice in wanted.split(",")]
            return any(_compare("Equals", value, choice) for value in seen for choice in choices)
        case _ if operator in _ORDERED:
            return any(_compare(operator, value, wanted) for value in seen)
    raise Refusal("ValidationException", f"Value '{operator}' is not an operator of Search.")


def _compare(operator: str, seen: Any, wanted: str) -> bool:
    if isinstance(seen, bool):
        return _ORDERED[operator](str(seen).lower(), wanted.lower())
    if isinstance(seen, int | float):
        number = _number(wanted)
        return number is not None and _ORDERED[operator](seen, number)
    if operator != "Equals" and (number := _number(wanted)) is not None:
        # AWS compares a metric kept as text by its number.
        shown = _number(str(seen))
        return shown is not None and _ORDERED[operator](shown, number)
    return _ORDERED[operator](str(seen), wanted)


def _number(text: str) -> float | None:
    """A number, or a time written as Search wants it (`YYYY-mm-ddTHH:MM:SS`, UTC when it names no zone)."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _sort_key(path: str) -> Callable[[Record], Any]:
    if path == "LastModifiedTime":
        return lambda record: (record.modified, record.key)
    if path == "CreationTime":
        return lambda record: (record.created, record.key)

    def by_value(record: Record) -> tuple[int, float, str, str]:
        value = next(iter(values_at(record.fields(), path)), None)
        if value is None:
            return (0, 0.0, "", record.key)
        number = float(value) if isinstance(value, int | float) else _number(str(value))
        return (1, number, "", record.key) if number is not None else (2, 0.0, str(value), record.key)

    return by_value
