"""The key numbers of the Overview, and a part of the organisation by itself."""

from typing import Any

from site_world import Site


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_part_of_the_organisation_is_counted_by_itself(site: Site) -> None:
    whole = asked(site, "/api/v1/overview")
    none = asked(site, "/api/v1/overview?business_unit=nobody's")
    here = asked(site, "/api/v1/overview?account_id=111111111111&region=eu-west-1")
    assert (none["versions"], none["endpoints"], none["decisions"], none["newest"]) == (0, 0, [], [])
    assert here["versions"] == whole["versions"] == 4
    assert [kpi["name"] for kpi in none["kpis"]] == [kpi["name"] for kpi in whole["kpis"]]


def test_key_numbers_have_no_value_before_anything_was_judged(site: Site) -> None:
    kpis = {kpi["name"]: kpi for kpi in asked(site, "/api/v1/overview")["kpis"]}
    latency = kpis["latency"]
    assert (latency["value"], latency["unknown"], latency["change"]) == (0, 1, None)
    assert [point["value"] for point in latency["points"]][:2] == [None, None]
    assert kpis["waiting"]["value"] == asked(site, "/api/v1/overview")["waiting_for_approval"]
    assert kpis["production"]["points"] == []
