"""The tabs of a version: what each says of a version that is watched, documented and depended on."""

from typing import Any
from urllib.parse import quote

import orjson
import pytest
from monitored_site import watch
from site_world import Site

from modelgov.control.library import load
from modelgov.control.statement import duckdb_statement
from modelgov.record.observation import Kind
from modelgov.table.tab.bins import bins
from sample import ACCOUNT, REGION, arn, seen, version
from sample_lineage import artifact, association

HERE = f"/api/v1/versions/{ACCOUNT}/{REGION}"
FULL = {
    "model_overview": {"model_owner": "lea"},
    "business_details": {"line_of_business": "Payments"},
    "intended_uses": {
        "purpose_of_model": "Find fraud",
        "intended_uses": "Cards only",
        "risk_rating": "High",
    },
    "training_details": {"training_observations": "Two years"},
    "evaluation_details": [
        {
            "name": "holdout",
            "metric_groups": [
                {
                    "name": "quality",
                    "metric_data": [
                        {"name": "auc", "type": "number", "value": 0.91, "notes": "of 2026"},
                        {"name": "auc", "type": "bar_chart", "value": [0.8], "x_axis_name": ["young"]},
                    ],
                }
            ],
        }
    ],
    "additional_information": {"ethical_considerations": "None", "caveats_and_recommendations": "None"},
}
POOR = {
    "intended_uses": {"purpose_of_model": " TBD ", "intended_uses": "Cards", "risk_rating": "Unknown"},
    "additional_information": {"ethical_considerations": "n/a"},
}


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def watched(grown_site: Site) -> Site:
    """With a monitor of data and one of predictions."""
    watch(grown_site)
    return grown_site


def with_card(number: int, content: dict[str, Any]) -> dict[str, Any]:
    told = {"ModelCardStatus": "Draft", "ModelCardContent": orjson.dumps(content).decode()}
    return version(number, status="Approved", ModelCard=told)


def test_a_feature_stands_beside_its_baseline_with_its_drift_and_the_limits_of_its_tier(
    watched: Site,
) -> None:
    (monitor,) = asked(watched, f"{HERE}/fraud/1/data")["monitors"]
    assert (monitor["endpoint_name"], monitor["monitoring_state"], monitor["baseline_state"]) == (
        *("e", "ok", "read"),
    )
    assert (monitor["rows"], monitor["baseline_rows"], monitor["executions"]) == (8, 4, 2)
    limits = monitor["limits"]
    assert (limits["psi_some"], limits["samples"]) == (0.1, 200)
    assert limits["psi"] == (0.2 if monitor["tier"] == 1 else 0.25)
    age, use, gone = monitor["features"]
    assert (age["feature"], age["psi"], age["ks"], age["violations"]) == ("age", 0.4, 0.5, ["Too far."])
    assert [point["psi"] for point in age["trend"]] == [0.01, 0.4]
    assert (age["current"]["num_missing"], age["baseline"]["num_present"]) == (4, 4)
    assert (use["feature"], use["psi"], use["ks"]) == ("use", 0.05, None)
    assert (gone["feature"], gone["psi"], gone["current"]) == ("gone", None, None)


def test_both_distributions_share_their_bins_and_each_adds_up_to_one(watched: Site) -> None:
    age, use, _ = asked(watched, f"{HERE}/fraud/1/data")["monitors"][0]["features"]
    assert [(one["low"], one["high"], one["baseline"], one["current"]) for one in age["bins"]] == [
        (None, 20.0, 0.0, 0.25),
        (20.0, 35.0, 0.5, 0.0),
        (35.0, 50.0, 0.5, 0.5),
        (50.0, None, 0.0, 0.25),
    ]
    assert [(one["label"], one["baseline"], one["current"]) for one in use["bins"]] == [
        ("car", 0.75, 0.25),
        ("home", 0.25, 0.0),
        ("boat", 0.0, 0.75),
    ]


def test_without_a_monitor_or_an_endpoint_the_data_tab_says_which(site: Site) -> None:
    (monitor,) = asked(site, f"{HERE}/fraud/1/data")["monitors"]
    assert (monitor["monitoring_state"], monitor["schedule_name"], monitor["features"]) == (
        *("unknown", None, []),
    )
    assert asked(site, f"{HERE}/fraud/2/data") == {"monitors": []}


def test_a_sketch_on_one_side_only_is_not_laid_over_buckets_of_another_width() -> None:
    buckets = orjson.dumps([{"lower_bound": 0.0, "upper_bound": 1.0, "count": 2}])
    sketch = {"buckets_json": buckets, "sketch_json": b"[[0.0, 1.0]]"}
    assert bins(sketch, {"buckets_json": buckets, "sketch_json": None}) == []
    assert [one["current"] for one in bins(None, sketch)] == [1.0]
    assert bins(None, None) == []


def test_a_metric_is_held_against_the_monitor_the_version_before_and_the_one_in_production(
    watched: Site,
) -> None:
    watched.journal.record([seen(Kind.MODEL_VERSION, with_card(4, FULL))])
    watched.hot.follow()
    first = asked(watched, f"{HERE}/fraud/1/evaluation")
    assert first["production"] is None  # it is the one in production itself
    (auc,) = first["metrics"]
    assert (auc["value"], auc["threshold"], auc["breached"]) == (0.9, 0.85, False)
    quality = next(one for one in first["monitors"] if one["monitoring_type"] == "ModelQuality")
    (metric,) = quality["metrics"]
    assert (metric["value"], metric["breached"]) == (0.8, True)
    assert [point["value"] for point in metric["trend"]] == [0.9, 0.8]
    second = asked(watched, f"{HERE}/fraud/2/evaluation")
    assert (second["production"]["version"], second["metrics"][0]["production"]) == (1, 0.9)
    assert [report["s3_uri"] for report in second["reports"]] == ["s3://b/q.json"]
    (told,) = asked(watched, f"{HERE}/fraud/4/evaluation")["metrics"]
    assert (told["evaluation"], told["value"], told["notes"], told["threshold"]) == (
        *("holdout", 0.91, "of 2026", None),
    )
    (segment,) = asked(watched, f"{HERE}/fraud/4/evaluation")["segments"]
    assert segment["values"] == [{"name": "young", "value": 0.8}]


def test_the_score_of_a_card_is_that_of_the_control(grown_site: Site) -> None:
    cards = {4: FULL, 5: POOR, 6: {}}
    grown_site.journal.record(
        [seen(Kind.MODEL_VERSION, with_card(number, card)) for number, card in cards.items()]
    )
    grown_site.hot.follow()
    control = load().by_id["documentation-card-complete"]
    with grown_site.hot.session() as session:
        judged = {row["asset"]: row["card_score"] for row in session.records(duckdb_statement(control))}
    scores = {number: asked(grown_site, f"{HERE}/fraud/{number}/documents") for number in cards}
    assert {number: found["score"] for number, found in scores.items()} == {
        number: judged[arn("model-package", f"fraud/{number}")] for number in cards
    }
    assert (scores[4]["score"], scores[5]["score"]) == (100, 15)
    assert scores[4]["needed"] in control.parameters["score"].by_tier.values() or scores[4]["needed"] == 60
    assert scores[4]["content"] == FULL
    purpose = next(part for part in scores[5]["parts"] if part["name"] == "purpose")
    assert (purpose["filled"], purpose["said"]) == (False, " TBD ")


def test_lineage_goes_both_ways_over_accounts_and_counts_what_depends_on_data(grown_site: Site) -> None:
    site = grown_site
    far = arn("endpoint", "far", account="222222222222")
    site.journal.record(
        [
            seen(Kind.LINEAGE_ARTIFACT, artifact()),
            seen(Kind.LINEAGE_ASSOCIATION, association(destination=far)),
        ]
    )
    site.hot.follow()
    graph = asked(site, f"/api/v1/lineage?asset={quote(arn('model-package', 'fraud/1'), safe='')}")
    at = {node["asset"]: node for node in graph["nodes"]}
    assert at[arn("endpoint", "e")]["distance"] > 0 > at["s3://b/train"]["distance"]
    assert (at[graph["start"]]["name"], at[graph["start"]]["version"]) == ("fraud/1", 1)
    assert at[arn("endpoint", "e")]["status"] == "InService"
    data = asked(site, "/api/v1/lineage?asset=s3://b/train/")
    assert data["start"] == "s3://b/train"
    assert {"payments", "lending"} <= set(data["depends"]["accounts"])
    assert (data["depends"]["endpoints"], data["depends"]["endpoints_in_service"]) == (2, 1)
    assert data["depends"]["versions"] >= 1


def test_an_asset_that_nothing_names_has_a_lineage_of_itself(site: Site) -> None:
    graph = asked(site, "/api/v1/lineage?asset=nothing")
    assert [node["asset"] for node in graph["nodes"]] == ["nothing"]
    assert graph["depends"]["assets"] == 0


def test_an_input_says_who_else_used_it(site: Site) -> None:
    job = asked(site, f"{HERE}/fraud/1/training")["training"]["job"]
    assert [(one["data_version"], one["other_jobs"]) for one in job["inputs"]] == [(None, 0), (None, 0)]


@pytest.mark.parametrize("tab", ["data", "evaluation", "training", "history", "documents"])
def test_a_version_without_anything_has_every_tab(site: Site, tab: str) -> None:
    asked(site, f"{HERE}/fraud/3/{tab}")


def test_a_time_range_narrows_trends_and_not_the_newest_report(own_site: Site) -> None:
    """One execution is of the first of November, the newest a week later."""
    watch(own_site)
    whole, later, before = (
        asked(own_site, f"{HERE}/fraud/1/data{query}")["monitors"][0]["features"][0]
        for query in ("", "?from=2026-11-02", "?to=2026-10-31")
    )
    assert [[point["psi"] for point in one["trend"]] for one in (whole, later, before)] == [
        [0.01, 0.4],
        [0.4],
        [],
    ]
    assert {**whole, "trend": []} == {**later, "trend": []} == before
    told = asked(own_site, f"{HERE}/fraud/1/evaluation?to=2026-11-01")["monitors"]
    (metric,) = next(one for one in told if one["monitoring_type"] == "ModelQuality")["metrics"]
    assert (metric["value"], [point["value"] for point in metric["trend"]]) == (0.8, [0.9])
