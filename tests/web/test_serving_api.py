"""Endpoints over HTTP: the list and its counts, one in full, its metrics over time."""

from typing import Any

import pytest
from site_world import Site

from modelgov.record.observation import Kind
from sample import ACCOUNT, REGION, arn, seen
from sample_finding import finding
from sample_serving import component, metrics, policy, target

HOURS = list(range(24 * 15, 24 * 16))  # the first fifteen days have no datapoint
SPAN = (0, 24 * 16)
HOME = f"{ACCOUNT}/{REGION}"
SERVING = arn("endpoint", "e")


@pytest.fixture(scope="module", autouse=True)
def used(site: Site) -> None:
    """One endpoint that is asked every hour of a day, one whose every hour was asked about and is empty."""
    spent = [10] * len(HOURS)
    latency = [20.0] * 23 + [None]
    site.journal.record(
        [
            seen(
                Kind.ENDPOINT_METRIC,
                metrics(
                    HOURS,
                    span=SPAN,
                    Invocations=spent,
                    Errors4xx=[1] * len(HOURS),
                    Errors5xx=[0] * len(HOURS),
                    ModelLatencyP50=latency,
                    Cpu=[50.0] * len(HOURS),
                ),
            ),
            seen(Kind.ENDPOINT_METRIC, metrics([], span=SPAN, name="shadow")),
            seen(Kind.SCALING_TARGET, target()),
            seen(Kind.SCALING_POLICY, policy()),
            seen(
                Kind.FINDING,
                finding(
                    FindingId=f"utilisation-over/{SERVING}", ControlId="utilisation-over", JudgedAsset=SERVING
                ),
            ),
        ]
    )
    site.hot.follow()


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def row(site: Site, name: str) -> Any:
    (found,) = [one for one in asked(site, "/api/v1/endpoints")["rows"] if one["endpoint_name"] == name]
    return found


def test_an_endpoint_has_its_traffic_its_errors_and_what_they_cost(site: Site) -> None:
    found = row(site, "e")
    assert (found["invocations_per_day"], found["invocations_30d"]) == (240 / 7, 240)
    assert found["error_share"] == pytest.approx(0.1)
    assert found["usd_per_month"] == pytest.approx(2 * 730 * 0.115)
    assert found["usd_per_1000"] == pytest.approx(1000 * 2 * 730 * 0.115 / (240 / 7 * 365 / 12))
    assert (found["idle"], found["registered"], found["team"]) == ("used", "yes", "cards")
    assert found["gpu_share_mean"] is None


def test_the_fit_is_what_the_controls_of_utilisation_say(site: Site) -> None:
    assert row(site, "e")["fit"] == "over"
    assert row(site, "shadow")["fit"] == "unknown"


def test_an_endpoint_without_requests_is_idle_and_what_no_version_explains_is_unregistered(
    site: Site,
) -> None:
    found = row(site, "shadow")
    assert (found["idle"], found["idle_days"], found["registered"]) == ("idle", 14, "no")
    assert found["invocations_per_day"] == 0
    assert found["usd_per_month"] is None
    assert found["priced_by"] == "no price known"


def test_counts_are_of_what_the_filters_leave(site: Site) -> None:
    found = asked(site, "/api/v1/endpoints")["summary"]
    assert (found["endpoints"], found["in_service"], found["unregistered"], found["idle"]) == (2, 2, 1, 1)
    assert (found["unpriced"], found["unmeasured"], found["idle_usd_per_month"]) == (1, 1, None)
    assert (found["invocations_30d"], found["errors_4xx_30d"]) == (240, 24)
    narrowed = asked(site, "/api/v1/endpoints?registered=yes")
    assert [one["endpoint_name"] for one in narrowed["rows"]] == ["e"]
    assert narrowed["summary"]["unregistered"] == 0
    assert {one["value"] for one in narrowed["facets"]["registered"]} == {"yes", "no"}
    assert asked(site, "/api/v1/endpoints?offset=1")["summary"] is None


def test_the_month_so_far_ends_where_was_looked_last(site: Site) -> None:
    month = asked(site, "/api/v1/endpoints")["summary"]["month"]
    assert month["month"] == "2026-11"
    assert month["usd"] == pytest.approx(2 * 0.115)  # collected one hour after the beginning
    assert month["projected_usd"] == pytest.approx(2 * 0.115 * 720)


def test_the_page_of_an_endpoint_says_what_it_serves_and_what_scales_it(site: Site) -> None:
    found = asked(site, f"/api/v1/endpoints/{HOME}/e")
    (variant,) = found["variants"]
    assert (variant["model_group"], variant["version"], variant["approval_status"]) == (
        "fraud",
        1,
        "Approved",
    )
    assert [one["month"] for one in found["months"]] == ["2026-11"]
    assert (found["scaling"][0]["min_capacity"], found["scaling"][0]["target_value"]) == (1, 70.0)
    assert found["data_capture"] is None or found["data_capture"] is False
    assert {one["monitoring_state"] for one in found["monitors"]} == {"unknown"}
    assert [one["control_id"] for one in found["findings"]] == ["utilisation-over", "latency-p99-slow"]


def test_an_hour_without_a_datapoint_is_a_gap(site: Site) -> None:
    found = asked(site, f"/api/v1/endpoints/{HOME}/e/metrics")
    (part,) = found["parts"]
    assert (found["step_hours"], len(part["at"])) == (4, 30 * 6)
    assert part["invocations"] == [None] * (29 * 6) + [40.0] * 6
    assert (part["errors_4xx"][-1], part["cpu_percent"][-1], part["latency_p50_ms"][-1]) == (4.0, 50.0, 20.0)


def test_metrics_that_were_never_read_are_no_part(site: Site) -> None:
    assert asked(site, f"/api/v1/endpoints/{HOME}/nothing/metrics")["parts"] == []
    assert site.client.get(f"/api/v1/endpoints/{HOME}/e/metrics?range=8d").status_code == 422


def test_an_endpoint_that_is_not_there_is_said_to_be_missing(site: Site) -> None:
    answer = site.client.get(f"/api/v1/endpoints/{HOME}/nothing")
    assert answer.status_code == 404
    assert answer.json()["what"] == f"There is no endpoint nothing in account {ACCOUNT}, {REGION}."


def test_the_list_is_a_file_too(site: Site) -> None:
    lines = site.client.get("/api/v1/endpoints.csv?sort=endpoint_name").text.splitlines()
    assert [line.split(",")[3] for line in lines] == ["endpoint_name", "e", "shadow"]


def test_what_was_kept_follows_the_tables(own_site: Site) -> None:
    assert row(own_site, "e")["invocations_30d"] is None
    own_site.journal.record([seen(Kind.ENDPOINT_METRIC, metrics([0], Invocations=[5]))])
    own_site.hot.follow()
    assert row(own_site, "e")["invocations_30d"] == 5
    own_site.journal.record([seen(Kind.INFERENCE_COMPONENT, component())])
    own_site.hot.follow()
    assert row(own_site, "e")["endpoint_status"] == "InService"


def test_metrics_of_a_range_begin_where_cloudwatch_was_asked_first(site: Site) -> None:
    found = asked(site, f"/api/v1/endpoints/{HOME}/e/metrics?from=2026-10-01&to=2026-11-03")
    (part,) = found["parts"]
    assert (found["since"][:10], found["until"][:10]) == ("2026-11-01", "2026-11-04")
    assert (found["step_hours"], len(part["at"]), set(part["invocations"])) == (1, 3 * 24, {None})
    before = asked(site, f"/api/v1/endpoints/{HOME}/e/metrics?to=2026-10-01")
    assert [part["at"] for part in before["parts"]] == [[]]


def test_requests_errors_and_cost_over_the_list_are_of_the_range(site: Site) -> None:
    """It served since the first; what it was asked on the sixteenth is to come by the clock of the site."""
    whole, november, october = (
        asked(site, f"/api/v1/endpoints{query}")["summary"]
        for query in ("", "?from=2026-11-01", "?from=2026-10-01&to=2026-10-31")
    )
    assert whole.pop("period") is None
    assert {**november, "period": None} == {**october, "period": None} == {**whole, "period": None}
    assert (november["period"]["first_month"], november["period"]["last_month"]) == ("2026-11", "2026-11")
    assert november["period"]["usd"] == whole["month"]["usd"]
    assert november["period"]["unmeasured"] == 2
    assert (october["period"]["usd"], october["period"]["first_month"]) == (None, None)
    assert asked(site, f"/api/v1/endpoints/{HOME}/e?to=2026-10-31")["months"] == []
