"""Envelopes of EventBridge as SageMaker sends them, well formed and not."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.errors import RecordError
from modelgov.events.shape import EPOCH, camel, moment, parse, seconds
from modelgov.events.state import told_state
from modelgov.record.observation import Kind, Source

ARN = "arn:aws:sagemaker:eu-west-1:210000000003:model-package/card-fraud/7"
ENDPOINT = "arn:aws:sagemaker:eu-west-1:210000000003:endpoint/card-fraud"
PACKAGE_EVENT = "SageMaker Model Package State Change"
ENDPOINT_EVENT = "SageMaker Endpoint State Change"
AT = datetime(2026, 9, 14, 8, 31, 7, 123000, tzinfo=UTC)
MILLISECONDS = 1789374667123
LATER = AT + timedelta(seconds=2)


def body(detail: Any, *, kind: str = PACKAGE_EVENT, arn: str = ARN, **extra: Any) -> str:
    envelope = {
        "version": "0",
        "id": "6f1d2c3b",
        "detail-type": kind,
        "source": "aws.sagemaker",
        "account": "210000000003",
        "time": "2026-09-14T08:31:07Z",
        "region": "eu-west-1",
        "resources": [arn],
        "detail": detail,
    }
    return json.dumps(envelope | extra)


def package(**extra: Any) -> dict[str, Any]:
    return {
        "ModelPackageGroupName": "card-fraud",
        "ModelPackageVersion": 7,
        "ModelPackageArn": ARN,
        "CreationTime": MILLISECONDS - 5000,
        "LastModifiedTime": MILLISECONDS,
        "ModelApprovalStatus": "Approved",
        "UpdatedModelPackageFields": ["ModelApprovalStatus"],
    } | extra


# Whole milliseconds from 2000 to 2100: what events tell.
moments = st.integers(min_value=946_684_800_000, max_value=4_102_444_800_000).map(
    lambda number: EPOCH + timedelta(milliseconds=number)
)


@given(moments)
def test_a_time_is_the_same_in_all_its_forms(at: datetime) -> None:
    milliseconds = (at - EPOCH) // timedelta(milliseconds=1)
    forms = (
        at.isoformat(),
        at.isoformat().replace("+00:00", "Z"),
        str(milliseconds),
        milliseconds,
        float(milliseconds),
    )
    assert {moment(form) for form in forms} == {at}


@given(moments)
def test_seconds_as_the_api_writes_them_come_back(at: datetime) -> None:
    assert moment(seconds(at)) == at


def test_a_time_with_nanoseconds_is_read() -> None:
    assert moment("2026-09-14T08:31:07.123456789Z") == AT.replace(microsecond=123456)


def test_a_model_package_event_is_a_notice_in_the_spelling_of_the_api() -> None:
    notice = parse(body(package()), LATER)
    assert notice is not None
    assert (notice.kind, notice.account_id, notice.region) == (
        Kind.MODEL_VERSION,
        "210000000003",
        "eu-west-1",
    )
    assert (notice.asset, notice.changed_at, notice.deleted) == (ARN, AT, False)
    assert notice.fields["LastModifiedTime"] == MILLISECONDS / 1000
    assert "UpdatedModelPackageFields" not in notice.fields


def test_an_endpoint_event_spells_its_status_and_tags_as_the_api_does() -> None:
    detail = {
        "EndpointName": "card-fraud",
        "EndpointArn": ENDPOINT,
        "EndpointStatus": "OUT_OF_SERVICE",
        "CreationTime": MILLISECONDS,
        "Tags": {"team": "fraud", "bu": "retail"},
    }
    notice = parse(body(detail, kind=ENDPOINT_EVENT, arn=ENDPOINT), LATER)
    assert notice is not None
    assert notice.fields["EndpointStatus"] == "OutOfService"
    assert notice.fields["Tags"] == [{"Key": "bu", "Value": "retail"}, {"Key": "team", "Value": "fraud"}]


@pytest.mark.parametrize(("told", "spelt"), [("IN_SERVICE", "InService"), ("FAILED", "Failed")])
def test_a_status_in_capitals_becomes_camel_case(told: str, spelt: str) -> None:
    assert camel(told) == spelt


def test_tags_that_an_event_leaves_out_are_not_taken_away() -> None:
    detail = {"EndpointArn": ENDPOINT, "CreationTime": MILLISECONDS, "Tags": {}}
    notice = parse(body(detail, kind=ENDPOINT_EVENT, arn=ENDPOINT), LATER)
    assert notice is not None
    assert "Tags" not in notice.fields


@pytest.mark.parametrize("status", ["DELETING", "Deleted"])
def test_an_event_that_speaks_of_a_deletion_says_so(status: str) -> None:
    detail = {"EndpointArn": ENDPOINT, "CreationTime": MILLISECONDS, "EndpointStatus": status}
    notice = parse(body(detail, kind=ENDPOINT_EVENT, arn=ENDPOINT), LATER)
    assert notice is not None
    assert notice.deleted


@pytest.mark.parametrize(
    "ignored",
    [
        body({}, kind="SageMaker Image State Change"),
        body(package(), source="aws.events"),
        body({}, kind="SageMaker Something Of Tomorrow"),
    ],
)
def test_an_event_about_nothing_that_is_observed_is_no_notice(ignored: str) -> None:
    assert parse(ignored, LATER) is None


@pytest.mark.parametrize(
    ("poison", "says"),
    [
        ("not json", "malformed"),
        ("[]", "object"),
        (body(package()).replace('"Approved"', "[" * 50_000 + "]" * 50_000), "recursion"),
        (body(package()).replace("card-fraud", "\\ud800"), "malformed"),
        ('{"source": "aws.sagemaker"}', "missing"),
        (body("text"), "detail"),
        (body({"ModelApprovalStatus": "Approved"}, arn="x"), "names no asset"),
        (body(package(ModelPackageArn="arn:aws:s3:::bucket")), "names no asset"),
        (body(package(ModelPackageVersion="seven")), "ModelPackageVersion"),
        (body(package(CreationTime="yesterday")), "yesterday"),
        (body(package(CreationTime=True)), "no time"),
        (body(package(CreationTime=10**30)), ""),
        (body(package(ModelLifeCycle="Production")), "ModelLifeCycle"),
        (body(package(LastModifiedTime=MILLISECONDS + 310_000)), "yet to come"),
        (body(package(), time="2099-09-14T08:31:07Z"), "yet to come"),
        (body(package(CreationTime=MILLISECONDS + 2000)), "before its asset's creation"),
        (body(package(CreationTime=253_402_300_799_000)), "before its asset's creation"),
        (body(package(ModelApprovalStatus="Blessed")), "Blessed"),
    ],
)
def test_what_is_not_of_its_form_is_refused_with_its_reason(poison: str, says: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse(poison, LATER)
    assert says in str(caught.value)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_no_detail_at_all_breaks_the_reader(value: Any) -> None:
    for detail in (value, package(LastModifiedTime=value), package(ModelMetrics=value), package(Tags=value)):
        try:
            notice = parse(body(detail), LATER)
        except RecordError:
            continue
        assert notice is not None


def test_a_change_told_by_an_event_lies_over_what_is_known_and_names_nobody() -> None:
    known = json.dumps(
        package(
            CreationTime=(MILLISECONDS - 5000) / 1000,
            LastModifiedTime=(MILLISECONDS - 5000) / 1000,
            ModelApprovalStatus="PendingManualApproval",
            Domain="fraud",
            CreatedBy={"UserProfileName": "ann"},
            LastModifiedBy={"UserProfileName": "ann"},
        )
    ).encode()
    notice = parse(body(package()), LATER)
    assert notice is not None
    state = told_state(notice, known, observed_at=AT)
    document = json.loads(state.document)
    assert (document["ModelApprovalStatus"], document["Domain"]) == ("Approved", "fraud")
    assert (state.changed_at, state.actor, state.source) == (AT, None, Source.EVENT)
    assert "LastModifiedBy" not in document


def test_a_clock_that_is_a_little_ahead_is_believed() -> None:
    notice = parse(body(package(LastModifiedTime=MILLISECONDS + 240_000)), LATER)
    assert notice is not None
    assert notice.changed_at == AT + timedelta(minutes=4)


@pytest.mark.parametrize("told", [{}, {"CreationTime": MILLISECONDS - 5000}])
def test_a_change_of_a_version_before_its_known_creation_is_refused(told: dict[str, int]) -> None:
    detail = {name: value for name, value in package().items() if name != "CreationTime"} | told
    notice = parse(body(detail), LATER)
    assert notice is not None
    known = json.dumps(package(CreationTime=MILLISECONDS / 1000 + 60)).encode()
    with pytest.raises(RecordError, match="before its asset's creation"):
        told_state(notice, known, observed_at=AT)


def test_an_endpoint_that_was_made_again_keeps_what_is_told_of_the_one_before() -> None:
    detail = {"EndpointArn": ENDPOINT, "EndpointStatus": "IN_SERVICE", "CreationTime": MILLISECONDS - 5000}
    notice = parse(body(detail, kind=ENDPOINT_EVENT, arn=ENDPOINT), LATER)
    assert notice is not None
    known = json.dumps({"EndpointArn": ENDPOINT, "CreationTime": MILLISECONDS / 1000 + 60}).encode()
    assert told_state(notice, known, observed_at=AT).changed_at == notice.changed_at
