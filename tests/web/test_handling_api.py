"""Who sees to a finding and what is said about it, over HTTP."""

from typing import Any
from urllib.parse import quote

import pytest
from site_world import GROUP, Site

from modelgov.web.shape import ErrorBody
from sample import arn

FINDING = f"/api/v1/findings/registry-description/{quote(GROUP, safe='')}"
UNKNOWN = f"/api/v1/findings/latency-p99-slow/{quote(arn('endpoint', 'e'), safe='')}"
LEA: dict[str, Any] = {"assignee": "  rita  ", "due_on": "2026-12-24"}


def post(site: Site, path: str, wish: dict[str, Any], **headers: str) -> Any:
    answer = site.client.post(path, json=wish, headers={n.replace("_", "-"): v for n, v in headers.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def asked(site: Site, path: str) -> Any:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_finding_is_given_to_somebody_and_taken_back(own_site: Site) -> None:
    before = asked(own_site, FINDING)
    assert (before["assignment"], before["comments"], before["row"]["assignee"]) == (None, [], None)
    given = post(own_site, f"{FINDING}/assignment", LEA)
    assert (given["assignment"]["assignee"], given["assignment"]["due_on"]) == ("rita", "2026-12-24")
    assert given["assignment"]["set_by"] == "lea"
    found = asked(own_site, FINDING)
    assert found["assignment"] == given["assignment"]
    assert (found["row"]["assignee"], found["row"]["due_at"]) == ("rita", "2026-12-24T23:59:59.999999Z")
    post(own_site, f"{FINDING}/assignment", {"assignee": "rita", "due_on": None})
    assert asked(own_site, FINDING)["row"]["due_at"] == before["row"]["due_at"]
    post(own_site, f"{FINDING}/assignment", {"assignee": None, "due_on": None})
    assert asked(own_site, FINDING) == before


def test_a_comment_is_kept_as_the_text_that_it_is(own_site: Site) -> None:
    said = "<script>alert(1)</script> & more"
    post(own_site, f"{FINDING}/comments", {"text": f"  {said}\n"})
    post(own_site, f"{FINDING}/comments", {"text": "x" * 4_000})
    answer = own_site.client.get(FINDING)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [(one["author"], one["text"]) for one in answer.json()["comments"]] == [
        ("lea", said),
        ("lea", "x" * 4_000),
    ]


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("assignment", {"assignee": "rita"}),
        ("assignment", {"assignee": " ", "due_on": None}),
        ("assignment", {"assignee": "r" * 201, "due_on": None}),
        ("assignment", {"assignee": "r\0", "due_on": None}),
        ("assignment", {"assignee": "rita", "due_on": "soon"}),
        ("assignment", {"assignee": "rita", "due_on": "2026-01-01"}),
        ("assignment", {"assignee": None, "due_on": "2026-12-24"}),
        ("assignment", {"assignee": "rita", "due_on": None, "by": "max"}),
        ("comments", {"text": " \n"}),
        ("comments", {"text": "x" * 4_001}),
        ("comments", {}),
        ("comments", ["text"]),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(site: Site, path: str, wish: Any) -> None:
    answer = site.client.post(f"{FINDING}/{path}", json=wish)
    assert answer.status_code == 422, answer.text
    assert ErrorBody.model_validate_json(answer.content).remedy


@pytest.mark.parametrize("path", ["assignment", "comments"])
def test_what_was_never_found_cannot_be_worked_on(site: Site, path: str) -> None:
    wish = LEA if path == "assignment" else {"text": "x"}
    answer = site.client.post(f"/api/v1/findings/registry-description/arn:nothing/{path}", json=wish)
    assert answer.status_code == 404
    assert "never found anything" in ErrorBody.model_validate_json(answer.content).what


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "null"},
        {"Origin": "http://[", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_page_of_another_site_can_change_nothing(site: Site, headers: dict[str, str]) -> None:
    sent = {"Content-Type": "application/json"} | headers
    answer = site.client.post(f"{FINDING}/comments", content=b'{"text": "x"}', headers=sent)
    assert answer.status_code == 403
    error = ErrorBody.model_validate_json(answer.content)
    assert error.request_id == answer.headers["x-request-id"]
    assert asked(site, FINDING)["comments"] == []


def test_our_own_pages_may(own_site: Site) -> None:
    own = {"Origin": "http://127.0.0.1:8080", "Sec_Fetch_Site": "same-origin"}
    assert len(post(own_site, f"{FINDING}/comments", {"text": "x"}, **own)["comments"]) == 1


def test_the_list_tells_who_has_what_and_is_narrowed_by_it(own_site: Site) -> None:
    def controls(query: str) -> list[str]:
        return [row["control_id"] for row in asked(own_site, f"/api/v1/findings?{query}")["rows"]]

    def people(query: str = "") -> dict[str, int]:
        rows = asked(own_site, f"/api/v1/findings?{query}")["facets"]["assignee"]
        return {row["value"]: row["rows"] for row in rows}

    assert people() == {"unassigned": 2}
    assert controls("assignee=rita") == []
    post(own_site, f"{FINDING}/assignment", LEA)
    assert {row["assignee"] for row in asked(own_site, "/api/v1/findings")["rows"]} == {None, "rita"}
    assert people() == {"rita": 1, "unassigned": 1}
    assert people("assignee=rita") == {"rita": 1, "unassigned": 1}
    assert people("status=fail") == {"rita": 1}
    assert controls("assignee=rita") == ["registry-description"]
    assert controls("assignee=unassigned") == ["latency-p99-slow"]
    assert len(controls("assignee=unassigned&assignee=rita")) == 2
    assert asked(own_site, "/api/v1/findings.json?assignee=rita")[0]["assignee"] == "rita"
    assert asked(own_site, "/api/v1/overview")["decisions"][0]["assignee"] == "rita"


def test_what_is_unknown_is_due_when_somebody_says_so(own_site: Site) -> None:
    post(own_site, f"{UNKNOWN}/assignment", LEA)
    assert asked(own_site, UNKNOWN)["row"]["due_at"].startswith("2026-12-24T23:59:59")
