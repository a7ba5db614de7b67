"""Who did it, where the asset's own record names nobody and CloudTrail does."""

from dataclasses import replace

import pytest
from seeing import Seeing

from modelgov.record.observation import Kind, Observation, Source
from sample import arn, at, called, endpoint, group, seen, version

VERSION = arn("model-package", "fraud/1")
APPROVALS = "select actor, actor_source, approval_status from approval order by changed_at desc limit 1"
GONE = "select actor, actor_source, changed_at, source from change where what = 'deleted'"


def approved(minute: float = 10) -> tuple[Observation, Observation]:
    """A version that an event told of as approved, without naming anybody."""
    first = seen(Kind.MODEL_VERSION, version(1), 2)
    told = version(1, status="Approved", modified=minute - 1)
    return first, seen(Kind.MODEL_VERSION, told, minute, source=Source.EVENT)


def test_an_event_of_the_trail_shows_who_called_from_where_and_what_was_answered(seeing: Seeing) -> None:
    seeing.see(called("UpdateModelPackage", VERSION, "lea", 5, error="AccessDenied", status="Approved"))
    row = seeing.one("select * from trail_event")
    assert (row["event_name"], row["event_at"], row["error_code"]) == (
        "UpdateModelPackage",
        at(5),
        "AccessDenied",
    )
    assert (row["actor"], row["identity_type"]) == ("lea", "AssumedRole")
    assert (row["resource_arn"], row["source_ip"]) == (VERSION, "203.0.113.7")
    assert row["request_parameters"] == '{"modelApprovalStatus":"Approved"}'


def test_an_approval_that_nobody_signed_has_the_trails_caller(seeing: Seeing) -> None:
    seeing.see(*approved(), called("UpdateModelPackage", VERSION, "lea", 10, status="Approved"))
    assert seeing.one(APPROVALS) == {"actor": "lea", "actor_source": "trail", "approval_status": "Approved"}
    row = seeing.one("select actor, actor_source from change where what = 'approval'")
    assert row == {"actor": "lea", "actor_source": "trail"}


def test_the_records_own_actor_comes_before_the_trails(seeing: Seeing) -> None:
    who = {"IamIdentity": {"Arn": "arn:aws:sts::111111111111:assumed-role/ModelApprover/ben"}}
    record = version(1, status="Approved", modified=9, LastModifiedBy=who)
    seeing.see(seen(Kind.MODEL_VERSION, record, 12))
    seeing.see(called("UpdateModelPackage", VERSION, "lea", 10, status="Approved"))
    assert seeing.one(APPROVALS) == {"actor": "ben", "actor_source": "record", "approval_status": "Approved"}


@pytest.mark.parametrize(
    "other",
    [
        called("UpdateModelPackage", VERSION, "lea", 10, status="Rejected"),
        called("UpdateModelPackage", VERSION, "lea", 10, status="Approved", error="AccessDenied"),
        called("UpdateModelPackage", VERSION, "lea", 10),  # it changed something else
        called("UpdateModelPackage", VERSION, "lea", 12, status="Approved"),
        called("UpdateModelPackage", arn("model-package", "fraud/2"), "lea", 10, status="Approved"),
    ],
    ids=["another status", "refused", "no status", "another time", "another version"],
)
def test_an_event_of_another_change_names_nobody(seeing: Seeing, other: Observation) -> None:
    seeing.see(*approved(), other)
    assert seeing.one(APPROVALS) == {"actor": None, "actor_source": None, "approval_status": "Approved"}


def test_where_two_may_have_done_it_nobody_is_named(seeing: Seeing) -> None:
    seeing.see(*approved())
    for person in ("lea", "ben"):
        seeing.see(called("UpdateModelPackage", VERSION, person, 10, status="Approved"))
    assert seeing.one(APPROVALS)["actor"] is None


@pytest.mark.parametrize(
    ("state", "call"),
    [
        (seen(Kind.MODEL_VERSION, version(1), 5), "DeleteModelPackage"),
        (seen(Kind.ENDPOINT, endpoint("E", "c"), 5), "DeleteEndpoint"),
        (seen(Kind.MODEL_GROUP, group(), 5), "DeleteModelPackageGroup"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_deletion_that_was_noticed_later_has_who_and_when_from_the_trail(
    seeing: Seeing, state: Observation, call: str
) -> None:
    gone = replace(state, deleted=True, changed_at=at(60), observed_at=at(60))
    seeing.see(state, gone)
    assert seeing.one(GONE)["actor"] is None
    # AWS folds the case of names in some ARNs.
    seeing.see(called(call, state.asset.lower(), "lea", 30), called(call, state.asset, "ben", 70))
    assert seeing.one(GONE) == {
        "actor": "lea",
        "actor_source": "trail",
        "changed_at": at(30),
        "source": "trail",
    }


def test_a_deletion_of_what_had_the_name_before_is_not_its_own(seeing: Seeing) -> None:
    record = endpoint("e", "c") | {"CreationTime": at(40).timestamp(), "LastModifiedTime": at(40).timestamp()}
    state = seen(Kind.ENDPOINT, record, 45)
    seeing.see(state, replace(state, deleted=True, changed_at=at(60), observed_at=at(60)))
    seeing.see(called("DeleteEndpoint", state.asset, "lea", 30))
    assert seeing.one(GONE)["actor"] is None
