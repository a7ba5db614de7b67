"""The page of one model group: what it is, what its versions did, where they serve, how they do."""

import csv
import io
from typing import Any

import orjson
from site_world import Site

from modelgov.record.codec import decode
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import FORMS
from sample import (
    ACCOUNT,
    OTHER_ACCOUNT,
    REGION,
    Record,
    arn,
    at,
    config,
    endpoint,
    group,
    model,
    seen,
    version,
)
from sample_monitoring import execution, report, schedule

GROUP = f"/api/v1/groups/{ACCOUNT}/{REGION}"


def stored(kind: Kind, record: Record) -> Observation:
    """What is named by where it is stored, in the account and region of the rest."""
    return decode(
        kind,
        orjson.dumps(record),
        account_id=ACCOUNT,
        region=REGION,
        observed_at=at(60),
        source=Source.API,
    )


def asked(site: Site, name: str = "fraud") -> Any:
    answer = site.client.get(f"{GROUP}/{name}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_head_says_who_and_what_for_and_where_each_was_found(site: Site) -> None:
    page = asked(site)
    facts = {fact["name"]: (fact["value"], fact["origin"]) for fact in page["facts"]}
    row = page["row"]
    assert {name: value for name, (value, _) in facts.items()} == {name: row[name] for name in facts}
    assert facts["intended_use"] == ("unassigned", "none")
    assert page["tier"] in (1, 2, 3, 4)
    assert page["tier_reason"]


def test_its_versions_their_approvals_and_deployments_are_told(site: Site) -> None:
    page = asked(site)
    assert [row["version"] for row in page["versions"]] == [3, 2, 1]
    assert [(row["version"], row["after"]) for row in page["approvals"]] == [
        (1, "Approved"),
        (2, "PendingManualApproval"),
        (2, "Approved"),
    ]
    assert [(row["version"], row["endpoint_name"], row["serves"]) for row in page["deployments"]] == [
        (1, "e", True)
    ]
    (serving,) = page["serving"]
    assert (serving["version"], serving["endpoint_name"]) == (1, "e")
    assert serving["since"] == page["deployments"][0]["first_served_at"]
    assert serving["usd_per_month"] > 0


def test_maturity_tells_prototypes_from_what_is_approved_and_what_serves(site: Site) -> None:
    page = asked(site)
    assert {row["version"]: row["maturity"] for row in page["versions"]} == {
        1: "production",
        2: "validated",
        3: "unknown",
    }
    assert [row["maturity"] for row in asked(site, "risky")["versions"]] == ["prototype"]


def test_a_metric_is_followed_over_the_versions_that_state_it(grown_site: Site) -> None:
    for number, auc in ((1, "0.7"), (2, "0.8"), (3, "not measured")):
        said = {"auc": auc, "rows": str(number), "param.depth": "6"}
        record = version(number, of="trend", CustomerMetadataProperties=said)
        grown_site.journal.record([seen(Kind.MODEL_VERSION, record)], [])
    grown_site.journal.record([seen(Kind.MODEL_GROUP, group("trend"))], [])
    grown_site.hot.follow()
    auc, rows = asked(grown_site, "trend")["metrics"]
    assert (auc["name"], auc["better"], rows["name"], rows["better"]) == ("auc", "higher", "rows", None)
    assert [(point["version"], point["value"]) for point in auc["points"]] == [(1, 0.7), (2, 0.8)]
    told = grown_site.client.get(f"{GROUP}/trend/metrics.csv").text
    assert [row[:3] for row in csv.reader(io.StringIO(told))][:3] == [
        ["metric", "better", "version"],
        ["auc", "higher", "1"],
        ["auc", "higher", "2"],
    ]


def test_drift_of_an_endpoint_is_the_worst_feature_with_enough_values(grown_site: Site) -> None:
    few = {"Method": "sketch", "BaselineCount": 400, "CurrentCount": 20}
    enough = {"Method": "sketch", "BaselineCount": 400, "CurrentCount": 400}
    drifts = [
        {"Feature": "age", "Psi": 0.3, **enough},
        {"Feature": "income", "Psi": 0.1, **enough},
        {"Feature": "rare", "Psi": 9.0, **few},
    ]
    grown_site.journal.record(
        [
            seen(Kind.MONITORING_SCHEDULE, schedule()),
            seen(Kind.MONITORING_EXECUTION, execution()),
            stored(Kind.MONITORING_REPORT, report(Drifts=drifts)),
        ],
        [],
    )
    grown_site.hot.follow()
    page = asked(grown_site)
    (trend,) = page["drift"]
    assert (trend["endpoint_name"], trend["versions"]) == ("e", [1])
    (point,) = trend["points"]
    assert (point["feature"], point["psi"], point["features"], point["too_few"]) == ("age", 0.3, 2, 1)
    assert page["psi_limit"] in (0.2, 0.25)
    assert "age" in grown_site.client.get(f"{GROUP}/fraud/drift.csv").text


def test_an_endpoint_of_another_account_is_part_of_where_a_group_serves(grown_site: Site) -> None:
    def there(kind: Kind, record: Record, what: str) -> Observation:
        return seen(kind, record | {FORMS[kind].arn: arn(what, "far", OTHER_ACCOUNT, REGION)})

    package = arn("model-package", "fraud/2")
    grown_site.journal.record(
        [
            there(Kind.MODEL, model("far", ModelPackageName=package), "model"),
            there(Kind.ENDPOINT_CONFIG, config("far", "far"), "endpoint-config"),
            there(Kind.ENDPOINT, endpoint("far", "far"), "endpoint"),
        ],
        [],
    )
    grown_site.hot.follow()
    page = asked(grown_site)
    found = {(row["version"], row["account_name"]) for row in page["serving"]}
    assert (2, "lending") in found
    assert {row["version"]: row["maturity"] for row in page["versions"]}[2] == "production"


def test_the_time_line_is_a_csv_in_the_order_of_time(site: Site) -> None:
    answer = site.client.get(f"{GROUP}/fraud/timeline.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert {row["what"] for row in rows} == {"registered", "approval", "deployed"}


def test_findings_of_the_group_its_versions_and_its_endpoints_are_counted(site: Site) -> None:
    found = asked(site)["findings"]
    assert found["judged_at"] is not None
    assert (found["failed"], found["standing"]) == (1, 2)
    assert {row["judged_asset"] for row in found["worst"]} == {
        arn("model-package-group", "fraud"),
        arn("endpoint", "e"),
    }


def test_a_time_range_is_of_what_happened_and_not_of_the_versions(site: Site) -> None:
    whole = asked(site)
    answer = site.client.get(f"/api/v1/groups/{ACCOUNT}/{REGION}/fraud?to=2026-10-31")
    october = answer.json()
    assert october["shown"] == {"first": None, "last": "2026-10-31"}
    assert (october["approvals"], october["deployments"], october["metrics"], october["drift"]) == (
        [],
        [],
        [],
        [],
    )
    for name in ("versions", "row", "facts", "tier"):
        assert october[name] == whole[name]
    assert [one["since"] for one in october["serving"]] == [one["since"] for one in whole["serving"]]
    sheet = site.client.get(f"/api/v1/groups/{ACCOUNT}/{REGION}/fraud/timeline.csv?to=2026-10-31")
    assert sheet.text.splitlines() == ["at,version,what,before,after,actor"]
