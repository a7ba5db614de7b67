"""A time range narrows what is of a period, and nothing else."""

from typing import Any

import pytest
from site_world import Site

from sample import ACCOUNT, REGION


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


HOME = f"{ACCOUNT}/{REGION}"
RANGED = (
    *("/api/v1/overview", "/api/v1/endpoints", "/api/v1/scores", "/api/v1/teams", "/api/v1/teams/cards"),
    *("/api/v1/monitoring", f"/api/v1/endpoints/{HOME}/e", f"/api/v1/endpoints/{HOME}/e/metrics"),
    *(f"/api/v1/groups/{HOME}/fraud", f"/api/v1/groups/{HOME}/fraud/timeline.csv"),
    *(f"/api/v1/versions/{HOME}/fraud/2/data", f"/api/v1/versions/{HOME}/fraud/2/evaluation"),
)
OF_A_PERIOD = ("registered", "versions_per_month", "versions_per_day", "kpis", "newest")


@pytest.mark.parametrize("path", RANGED)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("range=8d", "'8d' is no range"),
        ("range=7d&from=2026-11-01", "range stands beside from or to"),
        ("from=2026-11-03&to=2026-11-02", "to (2026-11-02) is before from (2026-11-03)"),
        ("from=yesterday", "from ('yesterday') is not a day"),
        ("to=2027-01-01", "to (2027-01-01) is still to come"),
    ],
)
def test_a_range_that_is_none_is_refused_in_our_words(site: Site, path: str, query: str, said: str) -> None:
    answer = site.client.get(f"{path}?{query}")
    assert (answer.status_code, answer.json()["error"]) == (422, "query")
    assert answer.json()["what"] == f"The time range is not valid: {said}."
    assert answer.json()["remedy"]


@pytest.mark.parametrize("query", ["range=7d", "range=12m", "range=all", "from=2026-11-01", "to=2026-10-31"])
def test_what_is_as_of_now_is_the_same_in_every_range(site: Site, query: str) -> None:
    whole, ranged = (asked(site, f"/api/v1/overview?{one}") for one in ("", query))
    state = [name for name in whole if name not in OF_A_PERIOD]
    assert {name: ranged[name] for name in state} == {name: whole[name] for name in state}
    values = [
        {kpi["name"]: kpi["value"] for kpi in one["kpis"] if kpi["name"] != "validation"}
        for one in (whole, ranged)
    ]
    assert values[0] == values[1]


def test_versions_are_counted_by_day_in_a_short_range_and_by_month_in_a_long_one(site: Site) -> None:
    """Four versions were registered on the first of November; it is the ninth."""
    short, long = (asked(site, f"/api/v1/overview?{one}") for one in ("from=2026-11-01", "range=90d"))
    assert (short["versions_per_month"], long["versions_per_day"]) == ([], [])
    counted = [
        sum(one[name] for name in ("approved", "pending", "rejected", "unknown"))
        for one in (*short["versions_per_day"], *long["versions_per_month"])
    ]
    assert [one["day"] for one in short["versions_per_day"]] == [f"2026-11-0{day}" for day in range(1, 10)]
    assert counted == [4, *[0] * 8, 4]
    assert short["registered"] == {"first": "2026-11-01", "last": "2026-11-09", "versions": 4, "before": 0}
    assert asked(site, "/api/v1/versions?registered=2026-11-01..2026-11-09")["total"] == 4
    assert asked(site, "/api/v1/versions?registered=2026-11-02")["total"] == 0


def test_before_anything_happened_nothing_is_counted(site: Site) -> None:
    october = asked(site, "/api/v1/overview?from=2026-10-01&to=2026-10-31")
    assert october["registered"]["versions"] == 0
    assert (october["versions_per_day"], october["newest"]) == ([], [])
    kpis = {kpi["name"]: kpi for kpi in october["kpis"]}
    assert [point["value"] for point in kpis["waiting"]["points"]] == [None] * 7


def test_a_history_reaches_from_the_begin_of_the_range_to_its_end(site: Site) -> None:
    kpis = asked(site, "/api/v1/overview?from=2026-11-01&to=2026-11-06")["kpis"]
    points = next(kpi for kpi in kpis if kpi["name"] == "waiting")["points"]
    assert [point["at"][:10] for point in points] == [f"2026-11-0{day}" for day in range(1, 8)]


def test_everything_that_happened_is_in_all(site: Site) -> None:
    found = asked(site, "/api/v1/overview?range=all")
    assert found["newest"] == asked(site, "/api/v1/overview")["newest"]
    assert found["registered"] == {"first": None, "last": "2026-11-09", "versions": 4, "before": None}
