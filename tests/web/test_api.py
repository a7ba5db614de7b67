"""Every route's body is of its model; errors are of theirs; exports equal the lists."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from site_world import FORMULAS, GROUP, Site

from modelgov.lake.entry import Closed
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind
from modelgov.web import (
    account_shape,
    compare_shape,
    detail_shape,
    finding_shape,
    framework_shape,
    group_shape,
    lineage_shape,
    monitor_shape,
    monitoring_shape,
    search_api,
    serving_shape,
    shape,
    team_shape,
    training_shape,
    version_shape,
)
from modelgov.web.answer import Parts
from modelgov.web.app import create_app
from sample import ACCOUNT, REGION, arn, at, read, seen, version

MODEL_VERSION = arn("model-package", "fraud/1")
TABS: dict[str, type[shape.Shape]] = {
    "": version_shape.VersionDetail,
    "/data": monitor_shape.VersionData,
    "/evaluation": monitor_shape.VersionEvaluation,
    "/training": training_shape.VersionTraining,
    "/history": version_shape.VersionHistory,
    "/documents": version_shape.VersionDocuments,
}
BODIES: dict[str, type[shape.Shape]] = {
    "/api/v1/overview?team=cards&region=eu-west-1": shape.Overview,
    "/api/v1/search?q=fraud+v2": search_api.SearchAnswer,
    "/api/v1/status": shape.Status,
    "/api/v1/overview": shape.Overview,
    "/api/v1/overview?range=7d": shape.Overview,
    "/api/v1/overview?range=all": shape.Overview,
    "/api/v1/coverage": detail_shape.Coverage,
    "/api/v1/frameworks": framework_shape.FrameworkList,
    "/api/v1/frameworks/eu-ai-act": framework_shape.FrameworkDetail,
    "/api/v1/versions": shape.VersionPage,
    "/api/v1/versions?offset=1&limit=2&sort=version": shape.VersionPage,
    "/api/v1/versions?approval_status=Approved&approval_status=Unknown&production=yes&q=f": shape.VersionPage,
    "/api/v1/versions?registered=2026-11&waiting_over_days=1&model_group=fraud": shape.VersionPage,
    "/api/v1/groups": shape.GroupPage,
    "/api/v1/groups?team=cards&sort=-versions": shape.GroupPage,
    "/api/v1/findings": finding_shape.FindingPage,
    "/api/v1/findings?severity=low&tier=4&sort=opened_at&q=description": finding_shape.FindingPage,
    "/api/v1/findings?standing=false&limit=1": finding_shape.FindingPage,
    "/api/v1/scores": finding_shape.FindingSummary,
    "/api/v1/scores?control_id=registry-description&team=fraud": finding_shape.FindingSummary,
    "/api/v1/controls": finding_shape.Controls,
    "/api/v1/teams": team_shape.Teams,
    "/api/v1/teams/cards": team_shape.TeamDetail,
    "/api/v1/teams/fraud": team_shape.TeamDetail,
    "/api/v1/endpoints": serving_shape.EndpointPage,
    "/api/v1/endpoints?idle=unknown&registered=no&sort=endpoint_name&q=sha": serving_shape.EndpointPage,
    "/api/v1/monitoring": monitoring_shape.Monitoring,
    "/api/v1/monitoring?range=90d": monitoring_shape.Monitoring,
    "/api/v1/endpoints?range=90d": serving_shape.EndpointPage,
    "/api/v1/scores?range=7d": finding_shape.FindingSummary,
    f"/api/v1/groups/{ACCOUNT}/{REGION}/fraud?range=all": group_shape.GroupDetail,
    "/api/v1/accounts": account_shape.Accounts,
    f"/api/v1/endpoints/{ACCOUNT}/{REGION}/e": serving_shape.EndpointDetail,
    f"/api/v1/endpoints/{ACCOUNT}/{REGION}/shadow": serving_shape.EndpointDetail,
    f"/api/v1/endpoints/{ACCOUNT}/{REGION}/e/metrics?range=30d": serving_shape.EndpointMetrics,
    f"/api/v1/findings/registry-description/{quote(GROUP, safe='')}": finding_shape.FindingDetail,
    f"/api/v1/findings/gone-control/{quote(GROUP, safe='')}": finding_shape.FindingDetail,
    f"/api/v1/compare?v={ACCOUNT}/{REGION}/fraud/1&v={ACCOUNT}/{REGION}/risky/1": compare_shape.Comparison,
    **{f"/api/v1/groups/{ACCOUNT}/{REGION}/{name}": group_shape.GroupDetail for name in ("fraud", "risky")},
    **{
        f"/api/v1/versions/{ACCOUNT}/{REGION}/{name}{tab}": model
        for name in ("fraud/1", "fraud/2", "fraud/3", "risky/1")
        for tab, model in TABS.items()
    },
    f"/api/v1/lineage?asset={quote(MODEL_VERSION, safe='')}": lineage_shape.LineageGraph,
    "/api/v1/lineage?asset=s3://b/train": lineage_shape.LineageGraph,
}
LISTS = {"versions": 4, "groups": 2}


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(("path", "model"), BODIES.items(), ids=list(BODIES))
def test_a_body_is_of_its_model(site: Site, path: str, model: type[shape.Shape]) -> None:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    body = model.model_validate_json(answer.content)
    assert json.loads(body.model_dump_json()).keys() == answer.json().keys()


def test_every_documented_route_is_among_those_tried(site: Site) -> None:
    documented = {
        path
        for path, methods in site.app.openapi()["paths"].items()
        if "get" in methods and not path.endswith((".csv", ".json", ".parquet", "/stream"))
    }
    tried = {path.split("?")[0] for path in BODIES}
    tried = {
        path.replace("/eu-ai-act", "/{framework}").replace("/teams/cards", "/teams/{team}") for path in tried
    }
    tried -= {"/api/v1/teams/fraud"}
    details = {
        *(f"/api/v1/versions/{{account_id}}/{{region}}/{{model_group}}/{{version}}{tab}" for tab in TABS),
        "/api/v1/findings/{control_id}/{asset}",
        "/api/v1/groups/{account_id}/{region}/{model_group}",
        "/api/v1/endpoints/{account_id}/{region}/{endpoint_name}",
        "/api/v1/endpoints/{account_id}/{region}/{endpoint_name}/metrics",
    }
    assert documented == {path for path in tried if path.count("/") < 5} | details


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nothing", 404),
        *((f"/api/v1/versions/{ACCOUNT}/{REGION}/fraud/99{tab}", 404) for tab in TABS),
        ("/api/v1/lineage", 422),
        (f"/api/v1/lineage?asset={'a' * 2001}", 422),
        (f"/api/v1/versions/{ACCOUNT}/{REGION}/none/1", 404),
        (f"/api/v1/versions/{ACCOUNT}/{REGION}/fraud/one", 422),
        (f"/api/v1/versions/{ACCOUNT}/{REGION}/fraud/99999999999999999999", 422),
        ("/api/v1/frameworks/nothing", 404),
        ("/api/v1/teams/nobody", 404),
        ("/api/v1/endpoints?sort=nothing", 422),
        ("/api/v1/endpoints?owner=lea", 422),
        ("/api/v1/versions?sort=nothing", 422),
        ("/api/v1/versions?sort=-", 422),
        ("/api/v1/versions?limit=501", 422),
        ("/api/v1/versions?offset=-1", 422),
        ("/api/v1/versions?offset=99999999999999999999", 422),
        ("/api/v1/versions?registered=2026-13", 422),
        ("/api/v1/versions?registered=0000-05", 422),
        ("/api/v1/versions?registered=٢٠٢٦-11", 422),
        ("/api/v1/versions?registered=2026-11%0A", 422),
        ("/api/v1/versions?nothing=1", 422),
        ("/api/v1/groups?approval_status=Approved", 422),
        ("/api/v1/versions.csv?sort=nothing", 422),
        (f"/api/v1/versions?q={'a' * 201}", 422),
        (f"/api/v1/groups/{ACCOUNT}/{REGION}/nothing", 404),
        (f"/api/v1/groups/{ACCOUNT}/{REGION}/fraud/nothing.csv", 404),
        ("/api/v1/versions.parquet?sort=nothing", 422),
        ("/api/v1/groups.parquet?maturity=production", 422),
        ("/assets/nothing.js", 404),
        ("/api/v1/findings/registry-description/arn:nothing", 404),
        ("/api/v1/findings?sort=title", 422),
        ("/api/v1/findings.json?sort=nothing", 422),
        ("/api/v1/findings?environment=prod", 422),
        ("/api/v1/scores?owner=lea", 422),
    ],
)
def test_an_error_is_of_its_model_with_its_status_and_the_id_of_the_request(
    site: Site, path: str, status: int
) -> None:
    answer = site.client.get(path)
    assert answer.status_code == status
    error = shape.ErrorBody.model_validate_json(answer.content)
    assert all((error.what, error.where, error.remedy))
    assert error.request_id == answer.headers["x-request-id"]


@pytest.mark.parametrize("month", ["1000-01", "9999-12"])
def test_a_month_at_the_end_of_the_calendar_is_one_in_which_nothing_was_registered(
    site: Site, month: str
) -> None:
    assert asked(site, f"/api/v1/versions?registered={month}")["total"] == 0


def test_a_method_that_a_route_lacks_is_refused_with_an_error_of_the_model(site: Site) -> None:
    answer = site.client.post("/api/v1/versions", json={})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    shape.ErrorBody.model_validate_json(answer.content)


def test_a_character_that_is_no_text_is_searched_for_and_not_found(site: Site) -> None:
    assert asked(site, "/api/v1/versions?q=%00")["total"] == 0


def test_the_overview_counts_what_was_seen(site: Site) -> None:
    found = asked(site, "/api/v1/overview")
    counts = ("versions", "groups", "production_versions", "waiting_for_approval", "waiting_over_5_days")
    assert [found[name] for name in counts] == [4, 2, 1, 1, 1]
    more = ("endpoints", "endpoints_in_service", "endpoints_unregistered")
    assert [found[name] for name in more] == [2, 2, 1]
    cost = found["cost"]
    assert cost["usd_per_month"] == pytest.approx(0.115 * 730 * 2)
    assert (cost["priced_variants"], cost["unpriced_variants"]) == (1, 1)
    assert found["versions_per_month"] == [
        {"month": "2026-11", "approved": 2, "pending": 1, "rejected": 0, "unknown": 1}
    ]
    assert sum(unit["versions"] for unit in found["business_units"]) == 4


def test_coverage_says_what_was_not_seen(site: Site) -> None:
    found = asked(site, "/api/v1/coverage")
    assert (found["complete"], found["scopes"], found["scopes_complete"]) == (False, 2, 1)
    assert found["rows"][0]["outcome"] == "malformed"
    status = asked(site, "/api/v1/status")
    assert (status["complete"], len(status["gaps"]), status["local_only"]) == (False, 1, True)


def test_a_version_page_tells_facts_numbers_reports_and_changes(site: Site) -> None:
    path = f"/api/v1/versions/{ACCOUNT}/{REGION}/fraud/2"
    found, training = asked(site, path), asked(site, f"{path}/training")
    assert {fact["name"]: fact["value"] for fact in found["facts"]}["owner"] == "lea"
    assert found["facts"][0]["conflicts"] == [
        {"value": "kim", "origin": "model card", "key": "model_overview.model_owner"}
    ]
    assert found["metrics"] == [{"name": "auc", "value": 0.9, "previous": 0.9, "previous_version": 1}]
    assert [parameter["name"] for parameter in training["parameters"]] == ["depth"]
    assert training["properties"] == {"note": "x"}
    assert training["reports"] == [
        {
            "name": "ModelMetrics.ModelQuality.Statistics",
            "content_type": "application/json",
            "s3_uri": "s3://b/q.json",
        }
    ]
    assert [(each["before"], each["after"], each["actor"]) for each in found["approvals"]] == [
        ("PendingManualApproval", "Approved", "lea"),
        (None, "PendingManualApproval", None),
    ]
    history = asked(site, f"{path}/history")["history"]
    changed = {change["field"] for change in history[0]["changes"]}
    assert {"ModelApprovalStatus", "CustomerMetadataProperties.auc"} <= changed
    assert history[-1]["changes"] == []
    assert [sibling["version"] for sibling in found["siblings"]] == [3, 2, 1]
    serving = asked(site, f"/api/v1/versions/{ACCOUNT}/{REGION}/fraud/1")["serving"]
    assert [(each["endpoint_name"], each["matched_by"]) for each in serving] == [("e", "package")]


def test_a_version_page_tells_what_trained_it_and_which_pipeline_ran_that(site: Site) -> None:
    training = asked(site, f"/api/v1/versions/{ACCOUNT}/{REGION}/fraud/1/training")["training"]
    job, pipeline = training["job"], training["pipeline"]
    assert (job["job_name"], job["job_status"], job["trained_by"]) == ("train-1", "Completed", "artifact")
    assert (job["instance_type"], job["instance_count"], job["image_digest"]) == ("ml.m5.xlarge", 2, None)
    assert job["parameters"] == [{"name": "eta", "value": "0.2"}, {"name": "max_depth", "value": "6"}]
    assert [(row["channel"], row["uri"]) for row in job["inputs"]] == [
        ("train", "s3://b/train"),
        ("validation", "s3://b/validation"),
    ]
    assert [(row["name"], row["value"]) for row in job["metrics"]] == [("validation:auc", 0.93)]
    assert job["usd_at_list_price"] == pytest.approx(600 / 3600 * 2 * 0.23)
    assert (pipeline["pipeline_name"], pipeline["execution_status"]) == ("fraud-train", "Succeeded")
    assert [(step["step_name"], step["step_kind"]) for step in pipeline["steps"]] == [
        ("Train", "Training"),
        ("Check", "Condition"),
    ]
    assert training["unseen"] == []


def test_no_training_known_is_told_apart_from_none_seen(own_site: Site) -> None:
    site, path = own_site, f"/api/v1/versions/{ACCOUNT}/{REGION}/fraud/2/training"
    jobs, executions = "Search:TrainingJob", "Search:PipelineExecution"

    def training() -> Any:
        site.hot.follow()
        return asked(site, path)["training"]

    not_read = [(row["what"], row["outcome"]) for row in training()["unseen"]]
    assert not_read == [("Training jobs", "not_read"), ("Pipeline executions", "not_read")]
    site.journal.record([], [read(operation=jobs), read(Outcome.DENIED, operation=executions)])
    assert training()["unseen"] == [
        {"what": "Pipeline executions", "outcome": "denied", "reason": "It was refused."}
    ]
    site.journal.record([], [read(operation=executions, run="run-2")])
    assert training() == {"job": None, "pipeline": None, "unseen": []}
    late = Parts(
        hot=site.hot,
        hub=site.hub,
        library=site.parts.library,
        settings=site.parts.settings,
        assignments=site.parts.assignments,
        person=site.parts.person,
        clock=lambda: at(60 * 24 * 500),
        local_only=True,
    )
    with TestClient(create_app(late), base_url="http://127.0.0.1") as client:
        unseen = client.get(path).json()["training"]["unseen"]
    assert {row["outcome"] for row in unseen} == {"too_old"}


def test_coverage_says_where_nothing_can_be_read_and_until_when_that_is_remembered(own_site: Site) -> None:
    site = own_site
    assert asked(site, "/api/v1/coverage")["closed"] == []
    shut, nowhere = (ACCOUNT, "me-south-1"), (ACCOUNT, "eu-isoe-west-1")
    site.journal.close_off(
        Closed(
            account_id=shut[0],
            region=shut[1],
            outcome=Outcome.DENIED,
            reason="It is not enabled.",
            checked_at=at(60),
        )
    )
    site.journal.record([], [read(Outcome.DENIED, where=shut), read(Outcome.NOT_OFFERED, where=nowhere)])
    site.hot.follow()
    found = {row["region"]: row for row in asked(site, "/api/v1/coverage")["closed"]}
    assert (found[shut[1]]["outcome"], found[shut[1]]["again_at"]) == ("denied", "2026-11-08T01:00:00Z")
    assert (found[nowhere[1]]["outcome"], found[nowhere[1]]["again_at"]) == ("not_offered", None)


def test_where_no_watch_listened_coverage_has_no_share_of_missed_changes(site: Site) -> None:
    events = asked(site, "/api/v1/coverage")["events"]
    assert (events["listened_from"], events["missed_share"]) == (None, None)


@pytest.mark.parametrize("name", LISTS)
def test_facets_come_with_the_first_window_only(site: Site, name: str) -> None:
    assert asked(site, f"/api/v1/{name}?limit=1")["facets"] is not None
    assert asked(site, f"/api/v1/{name}?limit=1&offset=1")["facets"] is None
    assert asked(site, f"/api/v1/{name}?limit=1")["total"] == LISTS[name]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["", "sort=model_group", "q=fraud&sort=-changed_at", "team=nobody"])
def test_an_export_equals_the_list(site: Site, name: str, query: str) -> None:
    answer = site.client.get(f"/api/v1/{name}.csv?{query}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="modelgov-')
    listed = asked(site, f"/api/v1/{name}?{query}&limit=500")["rows"]
    exported = list(csv.DictReader(io.StringIO(answer.text)))
    assert [plain(row) for row in exported] == [
        {column: written(value) for column, value in row.items()} for row in listed
    ]


def plain(row: dict[str, str]) -> dict[str, str]:
    return {name: value.removeprefix("'").replace("+00:00", "Z") for name, value in row.items()}


def written(value: Any) -> str:
    return "" if value is None else str(value)


def test_an_export_runs_no_formula_in_a_spreadsheet(site: Site) -> None:
    (row,) = csv.DictReader(io.StringIO(site.client.get("/api/v1/versions.csv?q=risky").text))
    assert (row["owner"], row["team"]) == ("'" + FORMULAS["owner"], "'+1")
    assert (row["business_unit"], row["environment"]) == ("'@SUM(1)", "'-2")
    assert asked(site, "/api/v1/versions?q=risky")["rows"][0]["owner"] == FORMULAS["owner"]


def test_times_are_utc_with_a_z(site: Site) -> None:
    row = asked(site, "/api/v1/versions?q=fraud&sort=version&limit=1")["rows"][0]
    assert row["registered_at"] == "2026-11-01T00:01:00Z"


def test_what_the_journal_takes_in_is_answered_after_the_next_step(own_site: Site) -> None:
    site = own_site
    before = asked(site, "/api/v1/status")["position"]
    site.journal.record([seen(Kind.MODEL_VERSION, version(9))], [read(run="run-9", minute=99)])
    site.hot.follow()
    assert asked(site, "/api/v1/status")["position"] == before + 2
    assert asked(site, "/api/v1/versions")["total"] == 5


def test_the_contract_that_the_front_end_is_made_from_is_the_one_that_is_served(site: Site) -> None:
    kept = Path(__file__).parents[2] / "web" / "openapi.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == site.client.get("/api/openapi.json").json()
