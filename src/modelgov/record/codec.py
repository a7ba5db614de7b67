"""JSON from AWS -> observations: validated, made canonical, digested. The one parse at the edge."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
import orjson

from modelgov.errors import RecordError
from modelgov.record.column import Column, Each, Form, Table, Type
from modelgov.record.coverage import Coverage
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import FORMS, TABLES

PYTHON_TYPES: dict[Type, Any] = {
    Type.TEXT: str,
    Type.LONG: Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)],  # what the lake can hold
    Type.DOUBLE: float,
    Type.BOOLEAN: bool,
    Type.TIME: float,
    Type.JSON: Any,
}
LISTED_TYPES: dict[Type, Any] = {name: list[kind | None] for name, kind in PYTHON_TYPES.items()}  # type: ignore[valid-type]


class IamIdentity(msgspec.Struct, rename="pascal"):
    """Who called, as IAM knows them."""

    arn: str | None = None


class UserContext(msgspec.Struct, rename="pascal"):
    """`CreatedBy` and `LastModifiedBy`: a Studio profile, an IAM identity, or both."""

    user_profile_name: str | None = None
    user_profile_arn: str | None = None
    iam_identity: IamIdentity | None = None


def _struct(name: str, tree: Mapping[str, Any]) -> Any:
    fields = [(key, _annotation(f"{name}_{key}", node) | None, None) for key, node in tree.items()]
    return msgspec.defstruct(name, fields)


def _annotation(name: str, node: Any) -> Any:
    """A column is a leaf; digits name an item of a list, which then all must be of that form."""
    if isinstance(node, dict):
        if 0 in node:
            return list[_annotation(name, node[0])]  # type: ignore[misc]
        return _struct(name, node)
    return node


def _plant(tree: dict[Any, Any], column: Column, *, listed: bool = False) -> None:
    *way, leaf = column.path
    for step in way:
        tree = tree.setdefault(step, {})
    tree[leaf] = LISTED_TYPES[column.type] if listed else PYTHON_TYPES[column.type]


def _grow(tree: dict[Any, Any], table: Table) -> None:
    """Add what one table reads."""
    part = table.part
    if part is None or part.each is Each.SERIES:
        for column in table.columns:
            if "$" not in column.path:
                _plant(tree, column, listed=part is not None and column.path[0] == part.field)
        return
    if part.each is Each.ENTRY:
        tree[part.field] = dict[str, str]
        return
    item: dict[Any, Any] = {}
    for column in table.columns:
        _plant(item, column)
    tree[part.field] = {0: item}
    if part.single is not None:
        tree[part.single] = item


def _tree(kind: Kind) -> dict[Any, Any]:
    """The nested form that all tables of the kind read, so that what is kept can be flattened."""
    tree: dict[Any, Any] = {}
    for table in (table for table in TABLES if table.kind is kind):
        _grow(tree, table)
    form = FORMS[kind]
    shared = {
        "Tags": {0: {"Key": str, "Value": str}},
        "CreatedBy": UserContext,
        "LastModifiedBy": UserContext,
    }
    tree |= {field: shape for field, shape in shared.items() if field in form.fields}
    for name, annotation in ((form.arn, str), (form.created, float), (form.modified, float)):
        if name is not None:
            tree.setdefault(name, annotation)
    return tree


DECODERS: dict[Kind, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(_struct(kind.value, _tree(kind))) for kind in Kind
}


def short_actor(arn: str) -> str:
    """The person or role in an ARN: the session name of an assumed role, else the last part.

    >>> short_actor("arn:aws:sts::210000000003:assumed-role/ModelApprover/lea@example.com")
    'lea@example.com'
    """
    return arn.rsplit("/", 1)[-1]


def _actor(record: Mapping[str, Any]) -> tuple[str | None, str | None]:
    context = record.get("LastModifiedBy") or record.get("CreatedBy")
    if context is None:
        return None, None
    user = msgspec.convert(context, UserContext)
    if user.iam_identity is not None and user.iam_identity.arn is not None:
        return user.user_profile_name or short_actor(user.iam_identity.arn), user.iam_identity.arn
    return user.user_profile_name, user.user_profile_arn


def _changed_at(record: Mapping[str, Any], form: Form) -> datetime:
    """When it changed, else when it was created; both must be times, since the lake holds both."""
    times = [_time(record, form.created)]
    if form.modified is not None and record.get(form.modified) is not None:
        times.append(_time(record, form.modified))
    return times[-1]


def _time(record: Mapping[str, Any], name: str) -> datetime:
    try:
        return utc(record[name])
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ValueError(f"{name} is not a time but {record[name]}") from error


def _canonical(record: Mapping[str, Any], form: Form) -> bytes:
    kept = {  # no null, no empty list, no empty object
        name: value for name in form.fields if (value := record.get(name)) or value in (0, "")
    }
    for name in (form.created, form.modified):
        if name in kept:  # one way to write a time: a whole second is an int in some answers
            kept[name] = float(kept[name])
    if "Tags" in kept:
        kept["Tags"] = sorted(kept["Tags"], key=lambda tag: str(tag["Key"]))
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)


def digest(document: bytes) -> str:
    """SHA-256 of a canonical document, in hex."""
    return hashlib.sha256(document).hexdigest()


def utc(seconds: float) -> datetime:
    """Epoch seconds, as the API gives them -> UTC to the microsecond."""
    return datetime.fromtimestamp(round(seconds, 6), UTC)


def decode(
    kind: Kind, raw: bytes, *, account_id: str, region: str, observed_at: datetime, source: Source
) -> Observation:
    """One record's JSON, as `Search` or a describe answers it -> an observation.

    Raises RecordError, naming the asset and the field, when a field is not of its type or the
    record lacks its ARN or its creation time.
    """
    form = FORMS[kind]
    record: Any = None
    try:
        record = orjson.loads(raw)
        DECODERS[kind].decode(raw)
        asset = _asset(record, form)
        actor, actor_arn = _actor(record)
        changed_at = _changed_at(record, form)
        document = _canonical(record, form)
    except (KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError) as error:
        named = record.get(form.arn) if isinstance(record, dict) else None
        raise _refused(error, f"{kind.value} {named or 'without ARN'} in {account_id} {region}") from error
    return Observation(
        kind=kind,
        account_id=account_id,
        region=region,
        asset=asset,
        changed_at=changed_at,
        observed_at=observed_at,
        source=source,
        actor=actor,
        actor_arn=actor_arn,
        deleted=False,
        digest=digest(document),
        document=document,
    )


def _asset(record: Mapping[str, Any], form: Form) -> str:
    """The ARN, with its number where the versions of one ARN are each an asset."""
    for name in filter(None, (form.arn, form.number)):
        if record.get(name) in (None, "", [], {}):  # what a document leaves out
            raise KeyError(name)
    return str(record[form.arn]) if form.number is None else f"{record[form.arn]}/{record[form.number]}"


def _refused(error: Exception, where: str) -> RecordError:
    return RecordError(
        what=f"A record from AWS is not of its form: {_reason(error)}.",
        where=where,
        remedy="Look at the record with the AWS CLI; it is left out until it reads well.",
    )


def _reason(error: Exception) -> str:
    match error:
        case KeyError():
            return f"it has no {error.args[0]}"
        case msgspec.ValidationError():
            return str(error).replace("`", "").replace("$.", "")
        case _:
            return str(error)


def coverage_document(coverage: Coverage) -> bytes:
    """A coverage row as the JSON that the journal keeps and the lake flattens."""
    return orjson.dumps(coverage, option=orjson.OPT_SORT_KEYS)
