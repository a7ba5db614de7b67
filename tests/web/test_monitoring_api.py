"""Monitoring over HTTP: coverage, failures in plain words, drift; and the map of accounts."""

from typing import Any

import pytest
from site_world import Site

from modelgov.control.limit import drift_limits
from modelgov.record.observation import Kind
from modelgov.table.failure import explained, known_failures
from sample import ACCOUNT, REGION, read, seen
from sample_monitoring import T0, definition, execution, report, reported, schedule

REASON = "ClientError: Job inputs had no data"


@pytest.fixture(scope="module", autouse=True)
def watched(site: Site) -> None:
    """One endpoint with a monitor that measured drift, and one whose monitor fails."""
    site.journal.record(
        [
            seen(Kind.MONITORING_DEFINITION, definition()),
            seen(Kind.MONITORING_SCHEDULE, schedule()),
            seen(Kind.MONITORING_EXECUTION, execution()),
            reported(
                report(
                    Drifts=[
                        {"Feature": "age", "Method": "sketch", "Psi": 0.2, "Ks": 0.1, "CurrentCount": 900},
                        {"Feature": "income", "Method": "sketch", "Psi": 0.5, "Ks": 0.3, "CurrentCount": 900},
                        {"Feature": "city", "Method": "words", "CurrentCount": 900},
                    ]
                ),
            ),
            seen(Kind.MONITORING_SCHEDULE, schedule("fails", EndpointName="shadow")),
            seen(
                Kind.MONITORING_EXECUTION,
                execution("fails", "Failed", T0 + 60, EndpointName="shadow", FailureReason=REASON),
            ),
        ],
        [read(operation="ListMonitoringSchedules")],
    )
    site.hot.follow()


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_production_endpoints_are_counted_by_what_watches_them(site: Site) -> None:
    found = asked(site, "/api/v1/monitoring")
    types = {row["monitoring_type"]: row for row in found["types"]}
    assert (types["DataQuality"]["monitored"], types["DataQuality"]["failing"]) == (1, 1)
    assert types["ModelBias"]["none"] == 2
    assert sum(types["ModelBias"]["obstacles"].values()) == 2
    assert {row["endpoint_name"] for row in found["endpoints"]} == {"e", "shadow"}
    assert {row["in_production"] for row in found["endpoints"]} == {None}
    assert all(len(row["monitors"]) == 4 for row in found["endpoints"])


def test_a_failing_monitor_says_why_in_plain_words_and_in_aws_s(site: Site) -> None:
    (row,) = asked(site, "/api/v1/monitoring")["failing"]
    assert (row["schedule_name"], row["executions"], row["failed_executions"]) == ("fails", 1, 1)
    assert row["last_failure_reason"] == REASON
    assert row["means"] == "Nothing was captured in the hours that the monitor looks at."
    assert row["checked"] is not None


def test_the_farthest_feature_comes_first_and_one_without_a_distance_last(site: Site) -> None:
    (row,) = asked(site, "/api/v1/monitoring")["drift"]
    assert (row["endpoint_name"], row["model_group"], row["version"]) == ("e", "fraud", 1)
    assert [(one["feature"], one["psi"]) for one in row["features"]] == [
        ("income", 0.5),
        ("age", 0.2),
        ("city", None),
    ]
    assert row["worst_psi"] == 0.5
    assert row["limits"] == drift_limits(site.parts.library, row["tier"])


def test_a_higher_tier_has_a_lower_limit(site: Site) -> None:
    assert [drift_limits(site.parts.library, tier)["psi"] for tier in (1, 2, 4)] == [0.2, 0.25, 0.25]


@pytest.mark.parametrize(
    ("message", "means"),
    [
        (
            "ClientError: Could not assume role arn:aws:iam::1:role/x",
            "SageMaker may not act as the role of the monitor.",
        ),
        ("AlgorithmError: java.lang.OutOfMemoryError", "Its instance has too little memory for the data."),
        (
            "ClientError: Data download failed:NoSuchKey (404): The specified key does not exist.",
            "A file that it needs is not there, such as its baseline.",
        ),
        ("ClientError: Data upload failed: AccessDenied", "Its role may not read or write what it needs."),
    ],
)
def test_known_messages_have_words(message: str, means: str) -> None:
    found = explained(message)
    assert found is not None
    assert found.means == means


def test_a_message_that_is_not_known_has_none() -> None:
    assert explained("Something new") is None
    assert explained(None) is None


def test_every_kind_of_failure_says_what_to_do() -> None:
    for failure in known_failures():
        assert failure.means.endswith(".")
        assert failure.remedy.endswith(".")
        assert all(word == word.lower() for word in failure.words)


def test_the_map_says_what_every_place_holds_and_how_far_it_was_read(site: Site) -> None:
    found = asked(site, "/api/v1/accounts")
    accounts = {row["account_id"]: row for row in found["accounts"]}
    (home,) = [cell for cell in accounts[ACCOUNT]["cells"] if cell["region"] == REGION]
    assert (home["versions"], home["endpoints"], home["in_service"]) == (4, 2, 2)
    assert home["read_state"] == "partly"  # one record was left out
    assert home["gaps"] == 1
    assert home["last_seen_at"] is not None
    assert accounts["2"]["account_name"] == "2"
    assert accounts["222222222222"]["cells"] == []
    assert {"eu", REGION} <= set(found["regions"])


def test_a_time_range_is_of_what_executions_measured_and_not_of_what_is_watched(site: Site) -> None:
    """The execution is of the first of November."""
    whole, first, later = (
        asked(site, f"/api/v1/monitoring{query}") for query in ("", "?to=2026-11-01", "?from=2026-11-02")
    )
    assert (later["drift"], later["quality"]) == ([], [])
    for name in ("types", "endpoints", "failing"):
        assert whole[name] == first[name] == later[name]
    (row,) = first["drift"]
    assert row["points"] == [{"at": row["scheduled_at"], "value": 0.5}]
    assert whole["drift"] == [row | {"points": []}]
