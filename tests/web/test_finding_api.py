"""Findings over HTTP: the list, its counts, one of them, controls and teams."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from site_world import GROUP, Site

from modelgov import wire
from modelgov.lake.store import Lake
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.web.app import create_app
from sample import arn, at, seen
from sample_finding import finding
from served import served_parts

ENDPOINT = arn("endpoint", "e")


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def one(control: str, asset: str) -> str:
    return f"/api/v1/findings/{control}/{quote(asset, safe='')}"


def test_the_list_has_failures_first_by_severity_then_what_could_not_be_judged(site: Site) -> None:
    found = asked(site, "/api/v1/findings")
    assert [(row["control_id"], row["status"]) for row in found["rows"]] == [
        ("registry-description", "fail"),
        ("latency-p99-slow", "unknown"),
    ]
    assert found["rows"][0]["title"] == "Every model group has a description"
    assert found["rows"][1]["due_at"] is None
    labels = {row["value"]: row["label"] for row in found["facets"]["control_id"]}
    assert labels["registry-description"] == "Every model group has a description"
    assert {row["value"] for row in found["facets"]["control_group"]} == {"latency", "registry"}


@pytest.mark.parametrize(
    ("query", "controls"),
    [
        ("standing=false", ["gone-control"]),
        ("q=group+has+a+desc", ["registry-description"]),
        ("status=unknown", ["latency-p99-slow"]),
        ("control_group=registry&severity=low", ["registry-description"]),
        ("q=nothing+of+the+kind", []),
    ],
)
def test_the_list_is_narrowed(site: Site, query: str, controls: list[str]) -> None:
    assert [row["control_id"] for row in asked(site, f"/api/v1/findings?{query}")["rows"]] == controls


def test_exports_have_the_rows_of_the_list(site: Site) -> None:
    rows = asked(site, "/api/v1/findings")["rows"]
    assert asked(site, "/api/v1/findings.json") == rows
    assert asked(site, "/api/v1/findings.json?q=nothing+of+the+kind") == []
    lines = site.client.get("/api/v1/findings.csv").text.splitlines()
    assert (len(lines), lines[0].split(",")) == (3, list(rows[0]))


def test_a_finding_tells_evidence_reads_and_history(site: Site) -> None:
    found = asked(site, one("registry-description", GROUP))
    assert found["row"]["reason"] == "It has no description."
    assert found["due_days"] == 180
    assert {row["name"]: (row["form"], row["value"]) for row in found["evidence"]} == {
        "owner": ("text", "lea"),
        "created_at": ("time", "2026-11-01T00:00:00+00:00"),
        "versions": ("number", 3),
    }
    assert all(row["meaning"] for row in found["evidence"])
    assert [(read["operation"], read["outcome"]) for read in found["reads"]] == [
        ("Search:ModelPackageGroup", "not_read")
    ]
    turn = found["history"][0]
    assert (turn["turn"], turn["snapshots"], turn["journal_position"]) == ("opened", 1, 70)
    assert "select" in found["control"]["statement"]


def test_a_finding_tells_since_when_it_is_so_and_whom_to_ask(site: Site) -> None:
    found = asked(site, one("registry-description", GROUP))
    assert [(row["what"], row["form"], row["at"]) for row in found["since"]] == [
        ("Model group created", "time", "2026-11-01T00:00:00+00:00")
    ]
    assert found["ask"] == [
        {"who": "payments@example.com", "source": "the account's address in AWS Organizations"}
    ]
    assert found["mostly_written"].keys() == {"business_unit", "environment"}


def test_a_chart_without_points_is_there_and_empty(site: Site) -> None:
    chart = asked(site, one("latency-p99-slow", ENDPOINT))["chart"]
    assert (chart["points"], chart["form"], chart["of"]["variant_name"]) == ([], "milliseconds", "main")


def test_a_finding_of_a_control_that_is_gone_is_shown_all_the_same(site: Site) -> None:
    found = asked(site, one("gone-control", GROUP))
    assert (found["control"], found["chart"], found["row"]["title"]) == (None, None, "gone-control")


def test_counts_keep_what_is_unknown_apart_and_weeks_before_the_first_are_unknown(site: Site) -> None:
    found = asked(site, "/api/v1/scores")
    assert found["counts"] == {"passed": 3, "failed": 1, "unknown": 2, "exempt": 1}
    weeks = [row["failed"] for row in found["trend"]]
    assert (len(weeks), weeks[0], weeks[-1]) == (26, None, 1)
    assert asked(site, "/api/v1/scores?team=nobody")["counts"]["passed"] == 0
    assert asked(site, "/api/v1/scores?control_id=drift-psi")["control"]["id"] == "drift-psi"


def test_controls_and_teams_are_counted(site: Site) -> None:
    controls = {row["id"]: row["counts"] for row in asked(site, "/api/v1/controls")["rows"]}
    assert controls["registry-description"]["failed"] == 1
    assert controls["drift-psi"] is None
    teams = {row["team"]: row for row in asked(site, "/api/v1/teams")["rows"]}
    assert teams.keys() == {"cards", "fraud", "+1", "unassigned"}
    team = teams["fraud"]
    assert team["counts"]["passed"] == 3
    assert [group["group"] for group in team["groups"]] == ["registry"]
    assert [(step["passed"], step["failed"]) for step in team["trend"]] == [(3, 1)]


def test_the_overview_and_the_version_page_show_findings(site: Site) -> None:
    overview = asked(site, "/api/v1/overview")
    assert [row["control_id"] for row in overview["decisions"]] == ["registry-description"]
    assert (overview["judged"]["low"], overview["judged"]["unknown"]) == (1, 1)
    assert [row["version"] for row in overview["waiting"]] != []
    version = asked(site, "/api/v1/versions/111111111111/eu-west-1/fraud/1")
    assert "registry-description" in [row["control_id"] for row in version["findings"]]


def test_a_finding_that_turns_is_shown_at_once(own_site: Site) -> None:
    site = own_site
    assert asked(site, "/api/v1/findings")["total"] == 2
    turned = finding(
        FindingId=f"registry-description/{GROUP}",
        JudgedAsset=GROUP,
        Status="pass",
        Change="resolved",
        EvaluatedAt=at(60).timestamp(),
    )
    site.journal.record([seen(Kind.FINDING, turned)])
    touched = site.hot.follow()
    assert touched is not None
    assert "finding" in touched.kinds
    assert asked(site, "/api/v1/findings")["total"] == 1
    assert [turn["turn"] for turn in asked(site, one("registry-description", GROUP))["history"]] == [
        "resolved",
        "opened",
    ]


def test_where_nothing_was_ever_judged_no_number_is_told(tmp_path: Path, empty_lake: Lake) -> None:
    chosen = Settings(data=str(tmp_path))
    hot = wire.hot_tables(chosen, wire.journal(chosen), empty_lake)
    parts = served_parts(chosen, hot, lambda: at(0))
    with TestClient(create_app(parts), base_url="http://127.0.0.1") as client:
        scores = client.get("/api/v1/scores").json()
        overview = client.get("/api/v1/overview").json()
        teams = json.loads(client.get("/api/v1/teams").content)
    assert (scores["evaluated_at"], scores["counts"]) == (None, None)
    assert {row["failed"] for row in scores["trend"]} == {None}
    assert (overview["judged"]["evaluated_at"], teams["rows"]) == (None, [])


def test_the_trend_of_a_short_range_has_a_point_a_day_and_of_a_long_one_a_week(site: Site) -> None:
    whole, days, weeks = (
        asked(site, f"/api/v1/scores{query}") for query in ("", "?from=2026-10-30", "?range=90d")
    )
    assert (days["step_days"], weeks["step_days"], whole["step_days"]) == (1, 7, 7)
    assert [point["begins_on"] for point in days["trend"]][:3] == ["2026-10-30", "2026-10-31", "2026-11-01"]
    assert days["trend"][0]["failed"] is None
    assert days["trend"][-1]["failed"] == weeks["trend"][-1]["failed"] == whole["trend"][-1]["failed"]
    assert weeks["trend"] == whole["trend"][-len(weeks["trend"]) :]
    assert days["counts"] == weeks["counts"] == whole["counts"]
