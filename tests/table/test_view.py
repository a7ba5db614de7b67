"""What each view says, over small observations put through the journal."""

from dataclasses import replace
from typing import Any

import pytest
from seeing import Seeing

from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind, Source
from modelgov.table import covered, detail
from modelgov.table.tab.summary import summary, version_row
from sample import (
    ACCOUNT,
    OTHER_ACCOUNT,
    OTHER_REGION,
    REGION,
    START,
    account,
    arn,
    at,
    by,
    config,
    endpoint,
    group,
    model,
    read,
    seen,
    serving,
    version,
)

V = Kind.MODEL_VERSION
FRAUD_1 = arn("model-package", "fraud/1")


def card(owner: str) -> dict[str, str]:
    return {
        "ModelCardStatus": "Draft",
        "ModelCardContent": '{"model_overview": {"model_owner": "' + owner + '"}}',
    }


def test_an_owner_is_the_versions_then_the_groups_then_the_cards_then_the_accounts_then_the_units(
    seeing: Seeing,
) -> None:
    everywhere = version(1, CustomerMetadataProperties={"Owner": "property"}, ModelCard=card("card"))
    steps = [
        (Kind.ACCOUNT, account(units={"owner": "unit"}), "unit", "unit tag"),
        (Kind.ACCOUNT, account(own={"owner": "account"}, units={"owner": "unit"}), "account", "account tag"),
        (V, version(1, modified=1, ModelCard=card("card")), "card", "model card"),
        (Kind.MODEL_GROUP, group(tagged={"model-owner": "group"}), "group", "group tag"),
        (V, everywhere | {"LastModifiedTime": at(9).timestamp()}, "property", "version property"),
    ]
    seeing.see(seen(Kind.MODEL_GROUP, group()), seen(V, version(1)))
    row = "select owner, owner_source from model_version"
    assert seeing.one(row) == {"owner": "unassigned", "owner_source": "none"}
    for minute, (kind, record, owner, source) in enumerate(steps, start=61):
        seeing.see(seen(kind, record, minute))
        assert seeing.one(row) == {"owner": owner, "owner_source": source}


def summarised(seeing: Seeing) -> dict[str, Any]:
    hot = seeing.hot()
    row = version_row(hot, (ACCOUNT, REGION, "fraud", 1))
    assert row is not None
    return summary(hot, row, seeing.settings)


def test_the_better_spelling_counts_and_the_others_are_kept_as_conflicts(seeing: Seeing) -> None:
    seeing.see(
        seen(Kind.MODEL_GROUP, group(tagged={"ModelOwner": "kim", "owner": "lea", "model-owner": "LEA "})),
        seen(V, version(1)),
    )
    assert seeing.one("select owner, owner_source from model_version")["owner"] == "lea"
    found = summarised(seeing)
    (owner,) = [fact for fact in found["facts"] if fact["name"] == "owner"]
    assert (owner["value"], owner["source"]["key"]) == ("lea", "owner")
    assert [conflict["value"] for conflict in owner["conflicts"]] == ["kim"]


def test_of_keys_that_differ_in_case_only_one_counts_and_it_is_the_same_on_every_page(
    seeing: Seeing,
) -> None:
    said = {"OWNER": "b", "Owner": "c", "owner": "a"}
    seeing.see(seen(Kind.MODEL_GROUP, group()), seen(V, version(1, CustomerMetadataProperties=said)))
    found = summarised(seeing)
    (fact,) = [fact for fact in found["facts"] if fact["name"] == "owner"]
    assert seeing.one("select owner from model_version") == {"owner": fact["value"]} == {"owner": "b"}


def test_a_blank_value_says_nothing(seeing: Seeing) -> None:
    seeing.see(seen(Kind.MODEL_GROUP, group(tagged={"owner": "  ", "team": "cards"})), seen(V, version(1)))
    assert seeing.one("select owner, team from model_group") == {"owner": "unassigned", "team": "cards"}


def test_facts_of_a_group_of_the_same_name_elsewhere_are_not_mixed_in(seeing: Seeing) -> None:
    elsewhere = (OTHER_ACCOUNT, OTHER_REGION)
    seeing.see(
        seen(Kind.MODEL_GROUP, group(tagged={"owner": "lea"})),
        seen(Kind.MODEL_GROUP, group(where=elsewhere)),
        seen(V, version(1)),
        seen(V, version(1, where=elsewhere)),
    )
    assert seeing.ask("select account_id, owner from model_version order by account_id") == [
        {"account_id": ACCOUNT, "owner": "lea"},
        {"account_id": OTHER_ACCOUNT, "owner": "unassigned"},
    ]


PRODUCTION = "select version, production, endpoints from model_version order by version"


def test_a_version_is_in_production_when_an_endpoint_in_service_runs_its_package(seeing: Seeing) -> None:
    seeing.see(*serving())
    assert seeing.ask(PRODUCTION) == [
        {"version": 1, "production": True, "endpoints": 1},
        {"version": 2, "production": False, "endpoints": 0},
    ]
    row = seeing.one(
        "select matched_by, model_version_arn, version, instance_count, usd_per_month from endpoint"
    )
    assert row == {
        "matched_by": "package",
        "model_version_arn": FRAUD_1,
        "version": 1,
        "instance_count": 2,
        "usd_per_month": pytest.approx(0.115 * 730 * 2),
    }


@pytest.mark.parametrize("status", ["Creating", "Failed", "OutOfService", "Deleting"])
def test_an_endpoint_that_is_not_in_service_makes_no_production(seeing: Seeing, status: str) -> None:
    seeing.see(*serving(), seen(Kind.ENDPOINT, endpoint("e", "c", status, modified=70), 71))
    assert seeing.ask(PRODUCTION)[0] == {"version": 1, "production": False, "endpoints": 1}


def test_an_endpoint_that_is_deleted_runs_nothing(seeing: Seeing) -> None:
    seeing.see(*serving(), seen(Kind.ENDPOINT, endpoint("e", "c"), 71, deleted=True))
    assert seeing.ask("select endpoint_name from endpoint") == []
    assert seeing.ask(PRODUCTION)[0] == {"version": 1, "production": False, "endpoints": 0}


def test_a_model_without_a_package_is_matched_by_its_artifact_to_the_newest_version_of_it(
    seeing: Seeing,
) -> None:
    same: dict[str, Any] = {"InferenceSpecification": {"Containers": [{"ModelDataUrl": "s3://b/same"}]}}
    seeing.see(
        *serving()[:2],
        *(seen(V, version(number, **same)) for number in (1, 2)),
        seen(Kind.MODEL, model("m", ModelDataUrl="s3://b/same")),
        *serving()[5:],
    )
    assert seeing.one("select matched_by, version from endpoint") == {"matched_by": "artifact", "version": 2}


def test_an_endpoint_that_no_version_explains_is_shadow(seeing: Seeing) -> None:
    seeing.see(*serving()[:4], seen(Kind.MODEL, model("m", ModelDataUrl="s3://b/elsewhere")), *serving()[5:])
    row = seeing.one("select matched_by, model_version_arn, model_name from endpoint")
    assert row == {"matched_by": "none", "model_version_arn": None, "model_name": "m"}


@pytest.mark.parametrize("unseen", [Kind.ENDPOINT_CONFIG, Kind.MODEL])
def test_an_endpoint_whose_config_or_model_was_not_seen_is_unknown_not_shadow(
    seeing: Seeing, unseen: Kind
) -> None:
    seeing.see(*(observation for observation in serving() if observation.kind is not unseen))
    assert seeing.one("select matched_by from endpoint") == {"matched_by": "unknown"}


def test_a_package_that_is_not_in_the_registry_that_was_seen_is_still_named(seeing: Seeing) -> None:
    seeing.see(*(observation for observation in serving() if observation.kind is not V))
    row = seeing.one("select matched_by, model_version_arn, version from endpoint")
    assert row == {"matched_by": "package", "model_version_arn": FRAUD_1, "version": None}


def test_an_endpoint_moves_with_its_config(seeing: Seeing) -> None:
    seeing.see(
        *serving(),
        seen(Kind.MODEL, model("m2", ModelPackageName=arn("model-package", "fraud/2"))),
        seen(Kind.ENDPOINT_CONFIG, config("c2", "m2")),
        seen(Kind.ENDPOINT, endpoint("e", "c2", modified=70), 71),
    )
    assert [row["production"] for row in seeing.ask(PRODUCTION)] == [False, True]


def test_an_instance_type_without_a_price_has_no_cost_rather_than_none_to_pay(seeing: Seeing) -> None:
    seeing.see(*serving()[:5], seen(Kind.ENDPOINT_CONFIG, config("c", "m", "ml.new.large")), serving()[6])
    assert seeing.one("select usd_per_month from endpoint") == {"usd_per_month": None}


APPROVALS = """
    select approval_status_before as before, approval_status as after, actor, changed_at
    from approval order by changed_at
"""


def test_approvals_are_transitions_with_who_and_when_and_what_came_before(seeing: Seeing) -> None:
    seeing.see(
        seen(V, version(1), 2),
        seen(V, version(1, modified=4, ModelPackageDescription="other words"), 5),
        seen(V, version(1, status="Approved", modified=9, LastModifiedBy=by("lea")), 10),
        seen(V, version(1, status="Rejected", modified=19, LastModifiedBy=by("kim")), 20),
    )
    assert seeing.ask(APPROVALS) == [
        {"before": None, "after": "PendingManualApproval", "actor": None, "changed_at": at(1)},
        {"before": "PendingManualApproval", "after": "Approved", "actor": "lea", "changed_at": at(10)},
        {"before": "Approved", "after": "Rejected", "actor": "kim", "changed_at": at(20)},
    ]


def test_approvals_that_arrive_out_of_order_stand_in_the_order_in_which_they_were_made(
    seeing: Seeing,
) -> None:
    rejected = seen(V, version(1, status="Rejected", modified=19), 20, source=Source.EVENT)
    approved = seen(V, version(1, status="Approved", modified=9), 21, source=Source.EVENT)
    seeing.see(seen(V, version(1), 2), rejected, approved)
    assert [(row["before"], row["after"]) for row in seeing.ask(APPROVALS)] == [
        (None, "PendingManualApproval"),
        ("PendingManualApproval", "Approved"),
        ("Approved", "Rejected"),
    ]
    assert seeing.one("select approval_status from model_version") == {"approval_status": "Rejected"}


def test_changes_say_what_changed_and_from_what_to_what(seeing: Seeing) -> None:
    def staged(stage: str, modified: float) -> dict[str, object]:
        life = {"Stage": stage, "StageStatus": "Running"}
        return version(1, status="Approved", modified=modified, ModelLifeCycle=life)

    seeing.see(
        seen(Kind.MODEL_GROUP, group()),
        seen(V, version(1)),
        seen(V, version(1, status="Approved", modified=9)),
        seen(V, staged("Staging", 19)),
        seen(V, staged("Staging", 19), 80, deleted=True),
        seen(Kind.ENDPOINT, endpoint("e", "c", "Creating"), 90),
        seen(Kind.ENDPOINT, endpoint("e", "c", "InService", modified=91), 91),
    )
    rows = seeing.ask("select kind, what, before, after, name from change order by position")
    assert [tuple(row.values()) for row in rows] == [
        ("model_group", "registered", None, None, "fraud"),
        ("model_version", "registered", None, "PendingManualApproval", "fraud version 1"),
        ("model_version", "approval", "PendingManualApproval", "Approved", "fraud version 1"),
        ("model_version", "stage", None, "Staging", "fraud version 1"),
        ("model_version", "deleted", None, None, "fraud version 1"),
        ("endpoint", "endpoint", None, "Creating", "e"),
        ("endpoint", "endpoint", "Creating", "InService", "e"),
    ]


def test_a_deleted_version_is_gone_from_the_list_and_from_the_counts_of_its_group(seeing: Seeing) -> None:
    seeing.see(*serving(), seen(V, version(2), 70, deleted=True))
    assert seeing.one("select count(*) as n from model_version") == {"n": 1}
    assert seeing.one("select versions, approved, pending, latest_version, production from model_group") == {
        "versions": 1,
        "approved": 1,
        "pending": 0,
        "latest_version": 1,
        "production": 1,
    }


def test_a_group_without_versions_counts_none(seeing: Seeing) -> None:
    seeing.see(seen(Kind.MODEL_GROUP, group()))
    row = seeing.one("select versions, production, latest_version, created_at from model_group")
    assert row == {"versions": 0, "production": 0, "latest_version": None, "created_at": START}


def test_a_version_without_status_is_unknown_and_one_without_group_is_not_listed(seeing: Seeing) -> None:
    without = version(1)
    del without["ModelApprovalStatus"]
    alone = {"ModelPackageName": "x", "ModelPackageArn": arn("model-package", "x"), "CreationTime": 1.0}
    seeing.see(seen(V, without), seen(V, alone))
    assert seeing.ask("select approval_status from model_version") == [{"approval_status": "Unknown"}]


GAPS = "select operation, outcome, gap, named_asset, run from coverage order by operation, named_asset"


def test_a_gap_about_a_record_stays_until_the_record_is_seen(seeing: Seeing) -> None:
    left_out = read(Outcome.MALFORMED, asset=FRAUD_1, minute=60)
    seeing.see(coverage=[read(), left_out])
    for minute in (70, 80):
        seeing.see(coverage=[read(run=f"run-{minute}", minute=minute)])
        assert [(row["gap"], row["named_asset"]) for row in seeing.ask(GAPS)] == [
            (False, ""),
            (True, FRAUD_1),
        ]
    seeing.see(seen(V, version(1), 90))
    assert [(row["gap"], row["named_asset"]) for row in seeing.ask(GAPS)] == [(False, "")]


def test_the_newest_run_speaks_for_each_account_and_region(seeing: Seeing) -> None:
    there = (OTHER_ACCOUNT, REGION)
    seeing.see(coverage=[read(Outcome.DENIED), read(Outcome.DENIED, where=there)])
    seeing.see(coverage=[read(run="run-2", minute=70)])
    rows = seeing.ask("select account_id, outcome, gap, run from coverage order by account_id")
    assert [tuple(row.values()) for row in rows] == [
        (ACCOUNT, "read", False, "run-2"),
        (OTHER_ACCOUNT, "denied", True, "run-1"),
    ]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_was_refused_throttled_failed_or_malformed_is_a_gap(seeing: Seeing, outcome: Outcome) -> None:
    seeing.see(coverage=[read(outcome)])
    complete = outcome in (Outcome.READ, Outcome.EMPTY, Outcome.NOT_OFFERED)
    assert seeing.one("select gap from coverage") == {"gap": not complete}
    assert detail.status(seeing.hot())["complete"] is complete


def test_an_account_goes_by_its_name_where_one_is_known(seeing: Seeing) -> None:
    seeing.see(*serving(), seen(V, version(1, where=(OTHER_ACCOUNT, REGION))))
    rows = seeing.ask("select distinct account_id, account_name from model_version order by account_id")
    assert [row["account_name"] for row in rows] == ["payments", OTHER_ACCOUNT]


def test_a_gap_about_a_record_closes_when_a_later_full_read_does_not_name_it(seeing: Seeing) -> None:
    """A record that reads well again in its old state stores nothing: only the read tells."""
    full = replace(read(), full=True)
    seeing.see(coverage=[read(Outcome.MALFORMED, asset=FRAUD_1), full])
    assert FRAUD_1 in {row["named_asset"] for row in seeing.ask(GAPS)}
    seeing.see(coverage=[replace(full, run="run-2")])
    assert [(row["gap"], row["named_asset"]) for row in seeing.ask(GAPS)] == [(False, "")]


def test_a_read_back_that_failed_is_a_gap_until_the_next_search(seeing: Seeing) -> None:
    denied = read(Outcome.DENIED, run="watching", operation="DescribeModelPackage", asset=FRAUD_1)
    seeing.see(coverage=[read(), denied])
    seeing.see(seen(V, version(1), 90, source=Source.EVENT))  # what the event alone told of it
    assert [(row["operation"], row["gap"]) for row in seeing.ask(GAPS)] == [
        ("DescribeModelPackage", True),
        ("Search:ModelPackage", False),
    ]
    seeing.see(coverage=[read(run="run-2", minute=70)])
    assert [row["operation"] for row in seeing.ask(GAPS)] == ["Search:ModelPackage"]


READ_BACKS = ("DescribeModelPackage", "DescribeEndpoint", "DescribeEndpointConfig")


@pytest.mark.parametrize("operation", READ_BACKS)
def test_a_read_back_that_failed_is_closed_only_by_a_complete_read_of_its_kind(
    seeing: Seeing, operation: str
) -> None:
    closing = operation if operation.endswith("Config") else operation.replace("Describe", "Search:")
    named = read(Outcome.MALFORMED, run="watching", operation=operation, asset="the asset")
    seeing.see(coverage=[read(operation="Search:Model"), named])
    gaps = "select named_asset from coverage where named_asset <> ''"
    for outcome, other in ((Outcome.DENIED, closing), (Outcome.READ, "Search:Model")):
        seeing.see(coverage=[read(outcome, run="run-2", operation=other)])
        assert seeing.ask(gaps) == [{"named_asset": "the asset"}]
    seeing.see(coverage=[read(Outcome.EMPTY, run="run-3", operation=closing)])
    assert seeing.ask(gaps) == []


def test_where_nobody_ever_searched_a_read_back_makes_no_scope(seeing: Seeing) -> None:
    elsewhere = (OTHER_ACCOUNT, OTHER_REGION)
    forged = read(Outcome.DENIED, operation="DescribeEndpoint", asset="the asset", where=elsewhere)
    seeing.see(coverage=[read(), forged])
    assert covered.coverage(seeing.hot(), at(60))["scopes"] == 1


def test_an_endpoint_that_changed_but_not_in_status_is_no_change_to_show(seeing: Seeing) -> None:
    for minute, runs in enumerate(("c", "d"), start=1):
        seeing.see(seen(Kind.ENDPOINT, endpoint("e", runs, modified=minute), 60 + minute))
    changes = seeing.ask("select before, after from change where kind = 'endpoint'")
    assert changes == [{"before": None, "after": "InService"}]


def test_an_account_that_settings_named_once_and_the_organisation_later_is_one(seeing: Seeing) -> None:
    named = {"Id": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:root", "JoinedTimestamp": at(500).timestamp()}
    seeing.see(*serving(), replace(seen(Kind.ACCOUNT, named, 500), account_id=ACCOUNT))
    assert seeing.ask("select account_id, account_name from account") == [
        {"account_id": ACCOUNT, "account_name": "payments"}
    ]
    assert seeing.one("select count(*) as n from model_version") == {"n": 2}


def test_a_state_from_the_future_is_kept_and_is_never_the_newest(seeing: Seeing) -> None:
    seeing.see(seen(V, version(1, status="Approved", modified=1_000_000), source=Source.EVENT))
    seeing.see(seen(V, version(1, status="Rejected", modified=1), 61))
    assert seeing.one("select approval_status from model_version") == {"approval_status": "Rejected"}
    assert seeing.one("select count(*) as n from model_version_observation") == {"n": 2}
