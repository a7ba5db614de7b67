"""Teams over HTTP: validations that failed, time to approve, cost, and the steps behind them."""

from typing import Any

import pytest
from site_world import Site

from modelgov.record.observation import Kind, Source
from modelgov.table.teamed import wilson
from sample import at, seen, tags, version
from sample_training import execution, pipeline


def run(name: str, of: str, outcome: str, minute: float) -> dict[str, Any]:
    """An execution with one condition that came to a result."""
    step = {
        "StepName": "CheckAuc",
        "StepStatus": "Succeeded",
        "StartTime": at(minute).timestamp(),
        "FailureReason": "auc 0.71 is below 0.80" if outcome == "False" else None,
        "Metadata": {"Condition": {"Outcome": outcome}},
    }
    return execution(name, of=of) | {"Steps": [step]}


@pytest.fixture(scope="module", autouse=True)
def worked(site: Site) -> None:
    """A team whose every second validation fails, one whose none does, and an approval after a day."""
    runs = [
        seen(Kind.PIPELINE_EXECUTION, run(f"{team}-{number}", team, outcome, number))
        for team, outcomes in (("cards", ("True", "False") * 4), ("loans", ("True",) * 8))
        for number, outcome in enumerate(outcomes)
    ]
    site.journal.record(
        [
            *(seen(Kind.PIPELINE, pipeline(team, Tags=tags({"team": team}))) for team in ("cards", "loans")),
            *runs,
            seen(Kind.MODEL_VERSION, version(9, of="fraud"), minute=61),
            seen(
                Kind.MODEL_VERSION,
                version(9, of="fraud", status="Approved", modified=24 * 60),
                minute=25 * 60,
                source=Source.EVENT,
            ),
        ]
    )
    site.hot.follow()


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_share_of_failures_has_its_interval_beside_that_of_the_organisation(site: Site) -> None:
    found = asked(site, "/api/v1/teams")
    rows = {row["team"]: row["measures"] for row in found["rows"]}
    assert (rows["cards"]["validations"], rows["cards"]["failures"]) == (8, 4)
    assert (rows["cards"]["failure_low"], rows["cards"]["failure_high"]) == wilson(4, 8)
    assert rows["loans"]["failure_rate"] == 0
    assert found["organisation"]["failure_rate"] == 0.25
    assert [month["month"] for month in rows["cards"]["months"]] == ["2026-11"]


def test_a_team_without_validations_has_no_share(site: Site) -> None:
    rows = {row["team"]: row["measures"] for row in asked(site, "/api/v1/teams")["rows"]}
    assert rows["unassigned"]["validations"] == 0
    assert rows["unassigned"]["failure_rate"] is None
    assert rows["unassigned"]["failure_low"] is None


def test_the_time_to_approve_is_of_versions_that_waited(site: Site) -> None:
    cards = asked(site, "/api/v1/teams/cards")["row"]["measures"]
    assert cards["approvals"] == 2  # the other one waited for three minutes
    assert cards["approve_hours_p90"] == pytest.approx(24)
    assert cards["approve_hours_median"] == pytest.approx((24 + 0.05) / 2)
    assert cards["usd_per_month"] == pytest.approx(2 * 730 * 0.115)


def test_a_team_s_page_has_the_steps_that_fail_and_why(site: Site) -> None:
    found = asked(site, "/api/v1/teams/cards")
    (step,) = found["steps"]
    assert (step["pipeline_name"], step["step_name"], step["passed"], step["failed"]) == (
        "cards",
        "CheckAuc",
        4,
        4,
    )
    assert step["last_reason"] == "auc 0.71 is below 0.80"
    assert len(found["failed"]) == 4
    assert {one["failure_reason"] for one in found["failed"]} == {"auc 0.71 is below 0.80"}
    assert asked(site, "/api/v1/teams/loans")["failed"] == []


def test_a_team_that_nobody_named_is_not_there(site: Site) -> None:
    assert site.client.get("/api/v1/teams/no/body").json()["what"] == "Nothing is known of a team no/body."


@pytest.mark.parametrize("whole", [1, 5, 200])
def test_an_interval_holds_its_share_and_stays_between_none_and_all(whole: int) -> None:
    for failures in range(whole + 1):
        low, high = wilson(failures, whole)
        assert low is not None
        assert high is not None
        assert 0 <= low <= failures / whole <= high <= 1


def test_a_time_range_is_of_validations_and_approvals_and_not_of_what_waits(site: Site) -> None:
    """Validations began on the first of November; one version was approved then, and one on the second."""
    whole, second = (asked(site, f"/api/v1/teams/cards{query}") for query in ("", "?from=2026-11-02"))
    measures = second["row"]["measures"]
    assert (measures["validations"], measures["failure_rate"], measures["months"]) == (0, None, [])
    assert (measures["approvals"], measures["approve_hours_median"]) == (1, pytest.approx(24))
    assert (second["steps"], second["failed"]) == ([], [])
    for name in ("versions", "waiting", "findings", "endpoints", "usd_per_month"):
        assert measures[name] == whole["row"]["measures"][name]
    assert second["row"]["counts"] == whole["row"]["counts"]
    first = asked(site, "/api/v1/teams?to=2026-11-01")["rows"]
    cards = next(row["measures"] for row in first if row["team"] == "cards")
    assert (cards["validations"], cards["failures"], cards["approvals"]) == (8, 4, 1)
