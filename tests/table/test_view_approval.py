"""How versions came to be approved, and since when they serve: what was seen, and what was not."""

import pytest
from seeing import Seeing

from modelgov.record.observation import Kind, Observation
from sample import IMAGE, arn, at, by, called, config, endpoint, model, seen, version

VERSION = arn("model-package", "fraud/1")
REPORT = {"ModelQuality": {"Statistics": {"S3Uri": "s3://b/evaluation.json"}}}


def waiting(minute: float = 2) -> Observation:
    return seen(Kind.MODEL_VERSION, version(1, CreatedBy=by("tom")), minute)


def approved(modified: float = 9, minute: float = 20, person: str = "lea", **more: object) -> Observation:
    record = version(1, status="Approved", modified=modified, LastModifiedBy=by(person), **more)
    return seen(Kind.MODEL_VERSION, record, minute)


def test_an_approval_that_was_seen_has_its_time_its_author_and_what_it_was_made_of(seeing: Seeing) -> None:
    seeing.see(waiting(), approved(ApprovalDescription="Validated", ModelMetrics=REPORT))
    row = seeing.one("select * from version_approval")
    assert (row["approval_known_by"], row["was_pending"], row["content_seen"]) == ("transition", True, True)
    assert row["approved_at"] == row["first_approved_at"] == row["approved_no_later"] == at(10)
    assert (row["actor"], row["approval_description"]) == ("lea", "Validated")
    assert (row["image"], row["model_data_url"]) == (IMAGE, "s3://b/fraud/1")
    assert row["evaluation_uri"] == "s3://b/evaluation.json"


def test_a_version_that_was_registered_as_approved_never_waited(seeing: Seeing) -> None:
    seeing.see(seen(Kind.MODEL_VERSION, version(1, status="Approved", CreatedBy=by("tom")), 2))
    row = seeing.one("select approval_known_by, was_pending, approved_at, actor from version_approval")
    assert row == {
        "approval_known_by": "registration",
        "was_pending": False,
        "approved_at": at(1),
        "actor": "tom",
    }


def test_of_an_approval_before_the_first_sight_only_the_latest_moment_is_known(seeing: Seeing) -> None:
    seeing.see(approved())
    row = seeing.one("select * from version_approval")
    assert (row["approval_known_by"], row["approved_no_later"]) == ("none", at(10))
    assert [row[name] for name in ("approved_at", "first_approved_at", "was_pending", "actor")] == [None] * 4
    assert row["content_seen"] is False


def test_cloudtrail_knows_of_an_approval_before_the_first_sight(seeing: Seeing) -> None:
    seeing.see(approved(person="somebody"))
    seeing.see(called("CreateModelPackage", VERSION, "tom", 1))
    seeing.see(called("UpdateModelPackage", VERSION, "lea", 10, status="Approved"))
    row = seeing.one("select * from version_approval")
    assert (row["approval_known_by"], row["actor"], row["actor_source"]) == ("trail", "lea", "trail")
    assert (row["approved_at"], row["was_pending"], row["content_seen"]) == (at(10), True, True)


def test_a_change_after_the_approval_hides_what_was_approved(seeing: Seeing) -> None:
    seeing.see(approved(modified=30, minute=40))
    seeing.see(called("UpdateModelPackage", VERSION, "lea", 10, status="Approved"))
    row = seeing.one("select approval_known_by, approved_at, content_seen from version_approval")
    assert row == {"approval_known_by": "trail", "approved_at": at(10), "content_seen": False}


def test_an_approval_that_was_refused_is_none(seeing: Seeing) -> None:
    seeing.see(approved())
    seeing.see(called("UpdateModelPackage", VERSION, "lea", 10, status="Approved", error="AccessDenied"))
    assert seeing.one("select approval_known_by from version_approval")["approval_known_by"] == "none"


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("sts::1:assumed-role/ModelApprover/lea@example.com", "person"),
        ("iam::1:user/lea", "person"),
        # A person whose name holds such a word is still a person.
        ("sts::1:assumed-role/ModelApprover/pipeline.lead@example.com", "person"),
        ("sts::1:assumed-role/MLPipeline/fraud-release", "automation"),
        ("sts::1:assumed-role/Release/GitHubActions", "automation"),
        ("sts::1:assumed-role/Approver/i-0abc", "automation"),
        ("sts::1:assumed-role/ModelApprover/botocore-session-1", "unnamed"),
        ("iam::1:root", "unnamed"),
    ],
)
def test_a_role_or_a_session_tells_whether_a_person_approved(seeing: Seeing, who: str, kind: str) -> None:
    signed = {"IamIdentity": {"Arn": f"arn:aws:{who}"}}
    record = version(1, status="Approved", modified=9, LastModifiedBy=signed)
    seeing.see(waiting(), seen(Kind.MODEL_VERSION, record, 20))
    assert seeing.one("select approver_kind from version_approval")["approver_kind"] == kind


def test_who_approved_before_the_first_sight_is_not_seen(seeing: Seeing) -> None:
    seeing.see(approved())
    assert seeing.one("select approver_kind from version_approval")["approver_kind"] == "unseen"


@pytest.mark.parametrize("status", ["PendingManualApproval", "Rejected"])
def test_what_is_not_approved_now_has_no_approval(seeing: Seeing, status: str) -> None:
    seeing.see(waiting(), approved(), seen(Kind.MODEL_VERSION, version(1, status=status, modified=30), 40))
    assert seeing.ask("select * from version_approval") == []


def test_an_approval_given_again_counts_from_then_and_is_known_since_the_first(seeing: Seeing) -> None:
    revoked = seen(Kind.MODEL_VERSION, version(1, status="Rejected", modified=30), 40)
    seeing.see(waiting(), approved(), revoked, approved(modified=50, minute=60, person="ana"))
    row = seeing.one("select approved_at, first_approved_at, actor from version_approval")
    assert row == {"approved_at": at(51), "first_approved_at": at(10), "actor": "ana"}


def test_a_version_serves_since_the_first_state_that_was_seen_of_its_endpoint(seeing: Seeing) -> None:
    runs = config("c", "m") | {"CreationTime": at(3).timestamp()}
    seeing.see(
        waiting(),
        seen(Kind.MODEL, model("m", ModelPackageName=VERSION)),
        seen(Kind.ENDPOINT_CONFIG, runs),
        seen(Kind.ENDPOINT, endpoint("e", "c", "Creating"), 4),
        seen(Kind.ENDPOINT, endpoint("e", "c", modified=5), 6),
        seen(Kind.ENDPOINT, endpoint("e", "c", modified=90), 95),
    )
    row = seeing.one("select * from version_served")
    assert (row["model_version_arn"], row["endpoint_name"]) == (VERSION, "e")
    assert (row["first_served_at"], row["served_no_earlier"]) == (at(5), at(3))


def test_what_served_and_is_gone_has_served(seeing: Seeing) -> None:
    seeing.see(
        waiting(),
        seen(Kind.MODEL, model("m", ModelPackageName=VERSION)),
        seen(Kind.ENDPOINT_CONFIG, config("c", "m")),
        seen(Kind.ENDPOINT, endpoint("e", "c", modified=5), 6),
        seen(Kind.ENDPOINT, endpoint("e", "c", modified=5), 60, deleted=True),
    )
    assert seeing.one("select first_served_at from version_served")["first_served_at"] == at(5)


def test_an_endpoint_shows_the_image_that_was_asked_for_and_the_digest_that_runs(seeing: Seeing) -> None:
    record = endpoint("e", "c")
    images = [{"SpecifiedImage": "x:1", "ResolvedImage": "x@sha256:1", "ResolutionTime": 1.0}]
    record["ProductionVariants"][0]["DeployedImages"] = images
    seeing.see(seen(Kind.ENDPOINT_CONFIG, config("c", "m")), seen(Kind.ENDPOINT, record))
    row = seeing.one("select deployed_image, image_digest from endpoint")
    assert row == {"deployed_image": "x:1", "image_digest": "sha256:1"}
