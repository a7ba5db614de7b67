"""Records -> observations: what is kept, what is the same, and what is refused, naming asset and field."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import botocore.session
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import RECORDS

from modelgov.collect.catalog import BY_KIND
from modelgov.errors import RecordError
from modelgov.record.codec import coverage_document, decode, digest, short_actor, utc
from modelgov.record.column import Each, Table, Type
from modelgov.record.coverage import Outcome
from modelgov.record.observation import JUDGED, Kind, Observation, Source
from modelgov.record.shape import FORMS, TABLES
from sample import (
    ACCOUNT,
    REGION,
    START,
    Record,
    at,
    by,
    group,
    read,
    seen,
    tags,
    version,
)


def named(kind: Kind) -> str:
    """What the kind's sample is known by: its ARN, with its number where the kind has one."""
    record, form = RECORDS[kind](), FORMS[kind]
    return record[form.arn] if form.number is None else f"{record[form.arn]}/{record[form.number]}"


ARNS = {kind: named(kind) for kind in FORMS}


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
@settings(max_examples=20)
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
    if table.part is not None and table.part.each is Each.SERIES and path[0] == table.part.field:
        value = [value]
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    if table.part is None or table.part.each is Each.SERIES:
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
        assert RECORDS[kind]()[FORMS[kind].arn] in refused.value.where
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
    Kind.MODEL_CARD: ("sagemaker", "ModelCard", ()),
    Kind.TRAINING_JOB: ("sagemaker", "SearchRecord", ("TrainingJob",)),
    Kind.TUNING_JOB: ("sagemaker", "SearchRecord", ("HyperParameterTuningJob",)),
    Kind.PROCESSING_JOB: ("sagemaker", "DescribeProcessingJobResponse", ()),
    Kind.TRANSFORM_JOB: ("sagemaker", "DescribeTransformJobResponse", ()),
    Kind.PIPELINE: ("sagemaker", "SearchRecord", ("Pipeline",)),
    Kind.PIPELINE_EXECUTION: ("sagemaker", "SearchRecord", ("PipelineExecution",)),
    Kind.LINEAGE_ARTIFACT: ("sagemaker", "ArtifactSummary", ()),
    Kind.LINEAGE_CONTEXT: ("sagemaker", "ContextSummary", ()),
    Kind.LINEAGE_ASSOCIATION: ("sagemaker", "AssociationSummary", ()),
    Kind.MODEL_GROUP_POLICY: ("sagemaker", "GetModelPackageGroupPolicyOutput", ()),
    Kind.RESOURCE_SHARE: ("ram", "ResourceShare", ()),
    Kind.MONITORING_SCHEDULE: ("sagemaker", "DescribeMonitoringScheduleResponse", ()),
    Kind.MONITORING_DEFINITION: ("sagemaker", "DescribeDataQualityJobDefinitionResponse", ()),
    Kind.MONITORING_EXECUTION: ("sagemaker", "MonitoringExecutionSummary", ()),
    Kind.MONITORING_ALERT: ("sagemaker", "MonitoringAlertSummary", ()),
    Kind.MONITORING_ALERT_CHANGE: ("sagemaker", "MonitoringAlertHistorySummary", ()),
    Kind.MONITORING_REPORT: ("s3", "GetObjectOutput", ()),
    Kind.INFERENCE_COMPONENT: ("sagemaker", "DescribeInferenceComponentOutput", ()),
    Kind.SCALING_TARGET: ("application-autoscaling", "ScalableTarget", ()),
    Kind.SCALING_POLICY: ("application-autoscaling", "ScalingPolicy", ()),
    Kind.ENDPOINT_METRIC: ("cloudwatch", "GetMetricDataOutput", ()),
    Kind.TRAIL_EVENT: ("cloudtrail", "Event", ()),
    **dict.fromkeys(JUDGED, ("cloudtrail", "Event", ())),  # AWS knows nothing of them: see OURS
}
# What is joined from other answers: the list that it comes from, where botocore has it in that form.
OURS: dict[Kind, dict[str, str]] = {
    Kind.ACCOUNT: {"UnitPath": "", "AllTags": ""},
    Kind.PROCESSING_JOB: {"Tags": "TagList"},
    Kind.TRANSFORM_JOB: {"Tags": "TagList"},
    Kind.PIPELINE_EXECUTION: {"Steps": "PipelineExecutionStepList"},
    Kind.MODEL_GROUP_POLICY: dict.fromkeys(
        ("PolicyId", "ModelPackageGroupArn", "ModelPackageGroupName", "CreationTime", "Grants"), ""
    ),
    Kind.RESOURCE_SHARE: dict.fromkeys(("seenBy", "resourceOwner", "resources", "principals"), ""),
    # The answers of the four types of definition differ in the names of four fields.
    Kind.MONITORING_DEFINITION: {
        f"{name}{part}": "MonitoringOutputConfig" if part == "JobOutputConfig" else f"{name}{part}"
        for name in ("ModelQuality", "ModelBias", "ModelExplainability")
        for part in ("BaselineConfig", "AppSpecification", "JobInput", "JobOutputConfig")
    },
    Kind.MONITORING_EXECUTION: {"Asset": ""},
    Kind.MONITORING_ALERT: {"Asset": "", "MonitoringScheduleName": ""},
    Kind.MONITORING_ALERT_CHANGE: {"Asset": ""},
    Kind.MONITORING_REPORT: dict.fromkeys(FORMS[Kind.MONITORING_REPORT].fields, ""),
    Kind.INFERENCE_COMPONENT: {"Tags": "TagList"},
    Kind.ENDPOINT_METRIC: dict.fromkeys(FORMS[Kind.ENDPOINT_METRIC].fields, ""),
    Kind.TRAIL_EVENT: dict.fromkeys(FORMS[Kind.TRAIL_EVENT].fields[4:], ""),
    **{kind: dict.fromkeys(FORMS[kind].fields, "") for kind in JUDGED},
}
SCALARS = {
    Type.TEXT: {"string"},
    Type.LONG: {"integer", "long"},
    Type.DOUBLE: {"float", "double"},
    Type.BOOLEAN: {"boolean"},
    Type.TIME: {"timestamp"},
    Type.JSON: {"structure", "list", "map"},
}


@pytest.fixture(scope="module")
def aws() -> Any:
    """AWS's own model, read once: that of SageMaker alone takes a quarter of a second."""
    return cache(botocore.session.get_session().get_service_model)


@pytest.fixture(scope="module")
def shapes(aws: Any) -> dict[Kind, Any]:
    found = {}
    for kind, (service, name, way) in ANSWERS.items():
        shape = aws(service).shape_for(name)
        for step in way:
            shape = shape.members[step]
        found[kind] = shape
    return found


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kept_field_is_one_that_aws_answers(shapes: dict[Kind, Any], kind: Kind) -> None:
    form = FORMS[kind]
    known = shapes[kind].members.keys() | OURS.get(kind, {}).keys()
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
        and OURS.get(table.kind, {}).get(table.part.field if table.part else str(column.path[0])) != ""
    ]


@pytest.mark.parametrize(("table", "column"), typed(), ids=lambda found: found.name)
def test_every_column_is_of_the_type_that_aws_gives_its_path(
    aws: Any, shapes: dict[Kind, Any], table: Table, column: Any
) -> None:
    assert table.kind is not None
    sagemaker = aws("sagemaker")
    shape: Any = shapes[table.kind]
    path = column.path[: column.path.index("$")] if "$" in column.path else column.path
    joined = OURS.get(table.kind, {})
    if table.part is None and path[0] in joined:
        shape, path = sagemaker.shape_for(joined[str(path[0])]), path[1:]
    if table.part is not None:
        field = table.part.field
        holder = sagemaker.shape_for(joined[field]) if field in joined else shape.members[field]
        shape = holder.member if table.part.each is Each.ITEM else None
        if table.part.single is not None:
            assert shape.name == shapes[table.kind].members[table.part.single].name
    if shape is None:
        assert (holder.key.type_name, holder.value.type_name) == ("string", "string")
        return
    for step in path:
        shape = shape.member if isinstance(step, int) else shape.members[step]
    assert shape.type_name in SCALARS[column.type]
