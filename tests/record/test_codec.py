"""Records -> observations: what is kept, what is the same, and what is refused, naming asset and field."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import botocore.session
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.collect.catalog import BY_KIND
from modelgov.errors import RecordError
from modelgov.record.codec import coverage_document, decode, digest, short_actor, utc
from modelgov.record.column import Each, Table, Type
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import FORMS, TABLES
from sample import (
    ACCOUNT,
    REGION,
    START,
    Record,
    account,
    at,
    by,
    config,
    endpoint,
    group,
    model,
    read,
    seen,
    tags,
    version,
)

RECORDS: dict[Kind, Callable[[], Record]] = {
    Kind.ACCOUNT: lambda: account(own={"owner": "lea"}),
    Kind.MODEL_GROUP: lambda: group(tagged={"owner": "lea"}),
    Kind.MODEL_VERSION: lambda: version(CustomerMetadataProperties={"auc": "0.9"}),
    Kind.MODEL: lambda: model("m", ModelDataUrl="s3://b/m"),
    Kind.ENDPOINT_CONFIG: lambda: config("c", "m"),
    Kind.ENDPOINT: lambda: endpoint("e", "c"),
}
ARNS = {kind: RECORDS[kind]()[form.arn] for kind, form in FORMS.items()}


def taken(kind: Kind, raw: bytes) -> Observation:
    return decode(kind, raw, account_id=ACCOUNT, region=REGION, observed_at=at(1), source=Source.API)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_canonical_document_decodes_to_itself(kind: Kind) -> None:
    first = taken(kind, orjson.dumps(RECORDS[kind]()))
    again = taken(kind, first.document)
    assert again == first
    assert first.digest == digest(first.document)
    assert (first.asset, first.kind, first.deleted) == (ARNS[kind], kind, False)


@pytest.mark.parametrize("kind", list(Kind))
@given(order=st.randoms(use_true_random=False))
def test_neither_the_order_of_keys_nor_of_tags_changes_the_digest(kind: Kind, order: Any) -> None:
    record = RECORDS[kind]()
    if "Tags" in FORMS[kind].fields:
        record["Tags"] = tags({"a": "1", "b": "2", "c": "3"})
    before = taken(kind, orjson.dumps(record)).digest
    names = list(record)
    order.shuffle(names)
    if "Tags" in record:
        order.shuffle(record["Tags"])
    assert taken(kind, orjson.dumps({name: record[name] for name in names})).digest == before


@pytest.mark.parametrize("kind", list(Kind))
def test_a_time_in_whole_seconds_may_be_an_integer(kind: Kind) -> None:
    record = RECORDS[kind]()
    form = FORMS[kind]
    before = taken(kind, orjson.dumps(record))
    for name in filter(None, (form.created, form.modified)):
        record[name] = int(record[name])
    assert taken(kind, orjson.dumps(record)) == before


@pytest.mark.parametrize("kind", list(Kind))
def test_fields_that_search_does_not_answer_and_empty_ones_are_left_out(kind: Kind) -> None:
    record = RECORDS[kind]()
    before = taken(kind, orjson.dumps(record))
    more = record | {"ResponseMetadata": {"a": 1}, "ModelPackageVersionTotal": 3, "Reasons": []}
    empty = {name: None for name in FORMS[kind].fields if name not in record}
    assert taken(kind, orjson.dumps(more | empty)) == before


def test_the_time_of_change_is_that_of_modification_else_that_of_creation() -> None:
    assert seen(Kind.MODEL_VERSION, version(1, modified=5)).changed_at == at(6)
    unmodified = version(1)
    del unmodified["LastModifiedTime"]
    assert seen(Kind.MODEL_VERSION, unmodified).changed_at == at(1)
    assert seen(Kind.MODEL_GROUP, group()).changed_at == START


@given(st.integers(0, 4_000_000_000_000_000))
def test_epoch_seconds_keep_their_microseconds(value: int) -> None:
    when = utc(value / 1e6)
    assert (when - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1e6 == pytest.approx(value, abs=0.5)


STUDIO = {"UserProfileName": "lea-profile", "UserProfileArn": "arn:aws:sagemaker:x:1:user-profile/d/lea"}


@pytest.mark.parametrize(
    ("context", "actor", "arn"),
    [
        (by("lea"), "lea", by("lea")["IamIdentity"]["Arn"]),
        (STUDIO, "lea-profile", STUDIO["UserProfileArn"]),
        (STUDIO | by("s"), "lea-profile", by("s")["IamIdentity"]["Arn"]),
        ({"IamIdentity": {"PrincipalId": "x"}}, None, None),
        ({}, None, None),
    ],
)
def test_who_did_it_is_the_studio_profile_else_the_iam_identity(
    context: Record, actor: str | None, arn: str | None
) -> None:
    found = seen(Kind.MODEL_VERSION, version(LastModifiedBy=context))
    assert (found.actor, found.actor_arn) == (actor, arn)


def test_who_changed_it_comes_before_who_created_it() -> None:
    assert seen(Kind.MODEL_VERSION, version(CreatedBy=by("lea"))).actor == "lea"
    assert seen(Kind.MODEL_VERSION, version(CreatedBy=by("lea"), LastModifiedBy=by("kim"))).actor == "kim"
    assert seen(Kind.MODEL_VERSION, version()).actor is None


def test_the_short_form_of_an_actor_is_the_last_part() -> None:
    assert short_actor("arn:aws:iam::1:user/team/lea") == "lea"
    assert short_actor("arn:aws:iam::1:root") == "arn:aws:iam::1:root"


def leaves() -> list[tuple[Kind, str, dict[str, Any]]]:
    """For every typed column, a record whose value there is of another type."""
    wrong: dict[Type, Any] = {
        Type.TEXT: 7,
        Type.LONG: "seven",
        Type.DOUBLE: "much",
        Type.BOOLEAN: "yes",
        Type.TIME: "today",
    }
    found = []
    for table in (table for table in TABLES if table.kind is not None):
        for column in table.columns:
            if column.type is Type.JSON or "$" in column.path:
                continue
            value = broken(table, column.path, wrong[column.type])
            assert table.kind is not None
            found.append((table.kind, str(column.path[-1]), value))
    return found


def broken(table: Table, path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    if table.part is None:
        return dict(value)
    if table.part.each is Each.ENTRY:
        return {table.part.field: {"a": 7}}
    return {table.part.field: [value]}


@pytest.mark.parametrize(("kind", "field", "value"), leaves())
def test_a_field_of_another_type_is_refused_by_asset_and_field(
    kind: Kind, field: str, value: dict[str, Any]
) -> None:
    with pytest.raises(RecordError) as refused:
        taken(kind, orjson.dumps(RECORDS[kind]() | value))
    if field not in ("key", "value") and field != FORMS[kind].arn:
        assert field in refused.value.what
        assert ARNS[kind] in refused.value.where
    assert "Expected" in refused.value.what


@pytest.mark.parametrize("kind", list(Kind))
def test_a_record_without_arn_or_creation_time_is_refused(kind: Kind) -> None:
    for name in (FORMS[kind].arn, FORMS[kind].created):
        record = RECORDS[kind]()
        del record[name]
        with pytest.raises(RecordError, match=f"it has no {name}"):
            taken(kind, orjson.dumps(record))


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        (Kind.ENDPOINT, {"Tags": {"a": "b"}}, "Tags"),
        (Kind.ENDPOINT, {"Tags": [{"Value": "b"}]}, "Key"),
        (Kind.MODEL, {"Tags": [{"Key": "a", "Value": 1}]}, "Tags"),
        (Kind.MODEL_VERSION, {"LastModifiedBy": "lea"}, "LastModifiedBy"),
        (Kind.MODEL_VERSION, {"CreationTime": 1e300}, "CreationTime"),
        (Kind.MODEL_VERSION, {"LastModifiedTime": 1e17}, "LastModifiedTime"),
        (Kind.MODEL_VERSION, {"ModelPackageVersion": 2**63}, "ModelPackageVersion"),
        (Kind.MODEL_VERSION, {"InferenceSpecification": {"Containers": [None]}}, "Containers"),
    ],
)
def test_what_the_lake_could_not_hold_is_refused_here(kind: Kind, change: Record, says: str) -> None:
    with pytest.raises(RecordError) as refused:
        taken(kind, orjson.dumps(RECORDS[kind]() | change))
    assert says in refused.value.what


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'"x"', b'{"a":1e999}', b"\xff"])
def test_what_is_no_record_at_all_is_refused(raw: bytes) -> None:
    with pytest.raises(RecordError):
        taken(Kind.MODEL_VERSION, raw)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists) | st.text()
)
def test_any_value_in_any_field_is_taken_or_refused_but_breaks_nothing(value: Any) -> None:
    for kind, form in FORMS.items():
        for name in form.fields:
            try:
                raw = orjson.dumps(RECORDS[kind]() | {name: value})
            except TypeError:  # not JSON at all
                return
            try:
                found = taken(kind, raw)
            except RecordError:
                continue
            assert taken(kind, found.document).digest == found.digest


def test_a_coverage_row_is_written_with_its_words() -> None:
    written = orjson.loads(coverage_document(read(Outcome.DENIED, asset="arn")))
    assert (written["outcome"], written["asset"], written["total"]) == ("denied", "arn", None)
    columns = next(table for table in TABLES if table.kind is None).columns
    assert {str(column.path[0]) for column in columns} <= written.keys()


# --- against AWS's own model ------------------------------------------------------------------

ANSWERS: dict[Kind, tuple[str, str, tuple[str, ...]]] = {
    Kind.MODEL_GROUP: ("sagemaker", "SearchRecord", ("ModelPackageGroup",)),
    Kind.MODEL_VERSION: ("sagemaker", "SearchRecord", ("ModelPackage",)),
    Kind.MODEL: ("sagemaker", "SearchRecord", ("Model", "Model")),
    Kind.ENDPOINT_CONFIG: ("sagemaker", "DescribeEndpointConfigOutput", ()),
    Kind.ENDPOINT: ("sagemaker", "SearchRecord", ("Endpoint",)),
    Kind.ACCOUNT: ("organizations", "Account", ()),
}
OURS = {Kind.ACCOUNT: {"UnitPath", "AllTags"}}  # joined from other answers
SCALARS = {
    Type.TEXT: {"string"},
    Type.LONG: {"integer", "long"},
    Type.DOUBLE: {"float", "double"},
    Type.BOOLEAN: {"boolean"},
    Type.TIME: {"timestamp"},
    Type.JSON: {"structure", "list", "map"},
}


@pytest.fixture(scope="module")
def shapes() -> dict[Kind, Any]:
    loader = botocore.session.get_session()
    found = {}
    for kind, (service, name, way) in ANSWERS.items():
        shape = loader.get_service_model(service).shape_for(name)
        for step in way:
            shape = shape.members[step]
        found[kind] = shape
    return found


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kept_field_is_one_that_aws_answers(shapes: dict[Kind, Any], kind: Kind) -> None:
    form = FORMS[kind]
    known = shapes[kind].members.keys() | OURS.get(kind, set())
    assert set(form.fields) <= known
    assert {form.arn, form.created} <= set(form.fields)
    if kind in BY_KIND:
        assert (ANSWERS[kind][2] or ()) == BY_KIND[kind].record


def typed() -> list[tuple[Table, Any]]:
    return [
        (table, column)
        for table in TABLES
        for column in table.columns
        if table.kind is not None
        and (table.part.field if table.part else column.path[0]) not in OURS.get(table.kind, set())
    ]


@pytest.mark.parametrize(("table", "column"), typed(), ids=lambda found: found.name)
def test_every_column_is_of_the_type_that_aws_gives_its_path(
    shapes: dict[Kind, Any], table: Table, column: Any
) -> None:
    assert table.kind is not None
    shape: Any = shapes[table.kind]
    path = column.path[: column.path.index("$")] if "$" in column.path else column.path
    if table.part is not None:
        holder = shape.members[table.part.field]
        shape = holder.member if table.part.each is Each.ITEM else None
        if table.part.single is not None:
            assert shape.name == shapes[table.kind].members[table.part.single].name
    if shape is None:
        assert (holder.key.type_name, holder.value.type_name) == ("string", "string")
        return
    for step in path:
        shape = shape.member if isinstance(step, int) else shape.members[step]
    assert shape.type_name in SCALARS[column.type]
