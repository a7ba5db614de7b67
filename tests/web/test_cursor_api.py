"""Lists by cursors, the kinds of errors, and what the contract says of them."""

from typing import Any

import pytest
from site_world import Site


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("sort", ["-usd_per_month", "endpoint_name", "-gpu_share_mean"])
def test_cursors_lead_through_rows_whose_key_is_not_known_too(site: Site, sort: str) -> None:
    whole = asked(site, f"/api/v1/endpoints?sort={sort}")["rows"]
    first = asked(site, f"/api/v1/endpoints?sort={sort}&limit=1")
    rest = asked(site, f"/api/v1/endpoints?sort={sort}&cursor={first['next']}")
    assert first["rows"] + rest["rows"] == whole
    assert (rest["next"], rest["facets"], rest["summary"]) == (None, None, None)


@pytest.mark.parametrize("sort", ["-changed_at", "model_group", "-stage", "changed_by", "production"])
def test_cursors_lead_through_a_list_row_by_row(site: Site, sort: str) -> None:
    whole = asked(site, f"/api/v1/versions?sort={sort}")
    assert whole["next"] is None
    found, cursor = [], ""
    for _ in range(whole["total"]):
        part = asked(site, f"/api/v1/versions?sort={sort}&limit=1{cursor}")
        assert (part["facets"] is None) == bool(cursor)
        found += part["rows"]
        cursor = f"&cursor={part['next']}"
    assert found == whole["rows"]
    assert cursor == "&cursor=None"


def test_a_cursor_goes_on_after_its_row_whatever_came_before_it(own_site: Site) -> None:
    first = asked(own_site, "/api/v1/versions?limit=1&sort=version")
    gone = first["rows"][0]["model_version_arn"]
    rest = asked(own_site, f"/api/v1/versions?sort=version&cursor={first['next']}")["rows"]
    own_site.hot.ask("delete from hot.model_version where model_version_arn = ?", (gone,))
    assert asked(own_site, f"/api/v1/versions?sort=version&cursor={first['next']}")["rows"] == rest


def test_a_cursor_of_another_list_or_sort_is_refused(site: Site) -> None:
    cursor = asked(site, "/api/v1/versions?limit=1")["next"]
    for query in (f"sort=version&cursor={cursor}", f"offset=1&cursor={cursor}", "cursor=nonsense"):
        answer = site.client.get(f"/api/v1/versions?{query}")
        assert (answer.status_code, answer.json()["error"]) == (422, "query"), query
    assert site.client.get(f"/api/v1/groups?cursor={cursor}").status_code == 422


def test_every_error_tells_its_kind(site: Site) -> None:
    assert site.client.get("/api/v1/nothing").json()["error"] == "not_found"
    assert site.client.get("/api/v1/versions?limit=0").json()["error"] == "query"


def test_every_operation_documents_its_errors(site: Site) -> None:
    contract = site.client.get("/api/openapi.json").json()
    for path, operations in contract["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in operations.values():
            assert {"422", "500"} <= operation["responses"].keys(), path
            for status, answer in operation["responses"].items():
                if not status.startswith("2"):
                    shape = answer["content"]["application/json"]["schema"]
                    assert shape == {"$ref": "#/components/schemas/ErrorBody"}, path
