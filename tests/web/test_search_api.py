"""The search over HTTP: everything that has a name, and what is new at once."""

from typing import Any

from site_world import Site

from modelgov.record.observation import Kind
from sample import arn, by, group, seen, version


def found(site: Site, typed: str, limit: int = 5) -> dict[str, list[dict[str, Any]]]:
    answer = site.client.get("/api/v1/search", params={"q": typed, "limit": limit})
    assert answer.status_code == 200
    return {one["kind"]: one["rows"] for one in answer.json()["groups"]}


def test_a_group_is_found_by_a_typo_with_where_it_is(site: Site):
    (row,) = found(site, "farud")["group"]
    assert (row["model_group"], row["account_id"], row["versions"]) == ("fraud", "111111111111", 3)


def test_a_number_after_a_name_finds_the_version(site: Site):
    for typed in ("fraud v2", "fraud 2", "fraud version 2", "fraud/2", arn("model-package", "fraud/2")):
        (row,) = found(site, typed)["version"]
        assert (row["model_group"], row["version"], row["status"]) == ("fraud", 2, "Approved"), typed
    assert "version" not in found(site, "fraud v99")


def test_people_are_found_by_what_they_own_and_approved(site: Site):
    rows = {row["name"]: row for row in found(site, "lea")["person"]}
    assert rows["lea"]["approvals"] == 1
    listed = site.client.get("/api/v1/versions", params={"approved_by": "lea"}).json()
    assert [row["version"] for row in listed["rows"]] == [2]


def test_endpoints_teams_and_controls_are_found(site: Site):
    assert found(site, "shadow")["endpoint"][0]["version"] is None
    assert found(site, "registry-descripton")["control"][0]["control_id"] == "registry-description"
    assert found(site, "group has a description")["control"][0]["control_id"] == "registry-description"


def test_nothing_typed_and_nothing_found_are_empty(site: Site):
    assert found(site, "") == found(site, "  ") == found(site, "zzzzzz") == {}


def test_a_search_that_is_too_long_or_wide_is_refused(site: Site):
    for query in ({"q": "x" * 201}, {"q": "x", "limit": 51}, {"q": "x", "limit": 0}, {}):
        assert site.client.get("/api/v1/search", params=query).status_code == 422


def test_a_name_that_is_new_is_found_at_once(grown_site: Site):
    assert found(grown_site, "novelty") == {}
    grown_site.journal.record(
        [
            seen(Kind.MODEL_GROUP, group("novelty", tagged={"owner": "Zora", "team": "newcomers"})),
            seen(Kind.MODEL_VERSION, version(1, of="novelty", status="Approved", LastModifiedBy=by("zed"))),
        ],
        [],
    )
    grown_site.hot.follow()
    assert found(grown_site, "noveltie")["group"][0]["owner"] == "Zora"
    assert found(grown_site, "newcomers")["team"] == [
        found(grown_site, "newcomers")["team"][0] | {"name": "newcomers", "versions": 1}
    ]
    assert found(grown_site, "zora")["person"][0]["versions"] == 1


def test_what_is_gone_is_not_found(grown_site: Site):
    assert found(grown_site, "risky")["group"]
    grown_site.hot.ask("delete from hot.model_group where model_group = 'risky'")
    assert "group" not in found(grown_site, "risky")
