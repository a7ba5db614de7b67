"""What every answer carries, and what the front end's door refuses."""

import base64
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from site_world import Site

from modelgov.web.answer import Parts
from modelgov.web.app import create_app
from modelgov.web.headers import HEADERS, IMMUTABLE
from modelgov.web.shape import ErrorBody

PATHS = {
    "/": 200,
    "/models": 200,
    "/first.json": 200,
    "/assets/index-1a2b.js": 200,
    "/api/v1/status": 200,
    "/api/v1/versions.csv": 200,
    "/api/nothing": 404,
    "/api/v1/versions?limit=0": 422,
    "/assets/x.js": 404,
}


@pytest.mark.parametrize(("path", "status"), PATHS.items(), ids=list(PATHS))
def test_every_answer_carries_the_policies_and_an_id_of_its_own(site: Site, path: str, status: int) -> None:
    answers = [site.client.get(path) for _ in range(2)]
    for answer in answers:
        assert answer.status_code == status
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answers[0].headers["x-request-id"] != answers[1].headers["x-request-id"]


def test_the_policy_lets_scripts_come_from_here_alone_and_only_through_trusted_types() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_only_hashed_assets_are_kept_by_the_browser(site: Site) -> None:
    assert site.client.get("/assets/index-1a2b.js").headers["cache-control"] == IMMUTABLE
    for path in ("/", "/api/v1/status", "/assets/none.js", "/first.json"):
        assert site.client.get(path).headers["cache-control"] == "no-store"


def test_a_page_names_what_it_asks_for_first(site: Site) -> None:
    asked = (
        "</assets/index-1a2b.js>; rel=modulepreload",
        "</api/v1/status>; rel=preload; as=fetch; crossorigin",
        "</assets/models-3c4d.js>; rel=modulepreload",
    )
    assert site.client.get("/models").headers["link"] == ", ".join(asked)
    for other in ("/models?q=fraud", "/models/1/2/3/4", "/"):
        assert "link" not in site.client.get(other).headers


def test_files_of_the_front_end_are_packed_for_who_takes_them_so(site: Site) -> None:
    packed = site.client.get("/assets/index-1a2b.js", headers={"Accept-Encoding": "gzip"})
    plain = site.client.get("/assets/index-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert (packed.headers["content-encoding"], packed.text) == ("gzip", "1;")
    assert ("content-encoding" in plain.headers, plain.text) == (False, "1;")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8080", "evil:8080", ""])
@pytest.mark.parametrize("path", ["/", "/api/v1/versions", "/assets/index-1a2b.js"])
def test_a_name_that_is_not_this_machines_is_refused(site: Site, host: str, path: str) -> None:
    answer = site.client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert "front end" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost:9", "[::1]:8080", "LOCALHOST"])
def test_the_names_of_this_machine_are_let_in(site: Site, host: str) -> None:
    assert site.client.get("/api/v1/status", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt"),
        *(
            "/assets/%2e%2e/%2e%2e/secret.txt",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/first.json/../../secret.txt",
        ),
        *("/%00", "/first.json%00", "/" + "a" * 5_000, "/" + "a/" * 2_000),
    ],
)
def test_no_path_leaves_the_folder_of_the_front_end(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code in (200, 404)
    assert "the secret" not in answer.text
    assert "root:" not in answer.text


def test_a_link_out_of_the_folder_is_not_followed(own_site: Site, tmp_path: Path) -> None:
    (tmp_path / "static" / "assets" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert own_site.client.get("/assets/link.txt").status_code == 404


def test_every_page_of_the_front_end_is_its_one_document(site: Site) -> None:
    for path in ("/", "/models", "/version/1/eu-west-1/fraud/1", "/first.json"):
        assert site.client.get(path).text == "<!doctype html><title>front end</title>"


def test_of_the_scripts_inside_a_page_only_those_that_are_in_it_now_may_run(
    own_site: Site, tmp_path: Path
) -> None:
    page = tmp_path / "static" / "index.html"
    for script in ("1;", "2;\n"):
        page.write_text(f'<script>\n0;</script><script type="module">{script}</script>')
        sent = own_site.client.get("/models").headers["content-security-policy"]
        hashes = [
            base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in ("\n0;", script)
        ]
        assert f"script-src 'self' 'sha256-{hashes[0]}' 'sha256-{hashes[1]}';" in sent
        assert "unsafe" not in sent


def test_a_front_end_that_is_not_built_says_so_and_what_to_do(site: Site, tmp_path: Path) -> None:
    app = create_app(site.parts, static=tmp_path / "nowhere")
    with TestClient(app, base_url="http://localhost") as client:
        answer = client.get("/")
        assert (answer.status_code, "make build" in answer.text) == (503, True)
        assert client.get("/api/v1/status").status_code == 200


def test_long_answers_are_compressed_for_who_takes_it(site: Site) -> None:
    answer = site.client.get("/api/v1/overview", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert (
        "content-encoding"
        not in site.client.get("/api/v1/overview", headers={"Accept-Encoding": "identity"}).headers
    )


def test_a_failure_of_the_tables_is_an_error_of_the_model(own_site: Site) -> None:
    site = own_site
    site.hot.ask("drop table hot.coverage")
    answer = site.client.get("/api/v1/status")
    assert answer.status_code == 500
    assert ErrorBody.model_validate_json(answer.content).where == "tables"
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_an_error_that_nobody_foresaw_is_of_the_model_with_every_header(site: Site, tmp_path: Path) -> None:
    """A clock at the first day there is has no day before it, which no part of the code expects."""
    parts = Parts(
        hot=site.hot,
        hub=site.hub,
        library=site.parts.library,
        settings=site.parts.settings,
        assignments=site.parts.assignments,
        person=site.parts.person,
        clock=lambda: datetime.min.replace(tzinfo=UTC),
        local_only=True,
    )
    path = "/api/v1/versions?waiting_over_days=1"
    with TestClient(
        create_app(parts, static=tmp_path), base_url="http://127.0.0.1", raise_server_exceptions=False
    ) as client:
        answer = client.get(path)
    assert answer.status_code == 500
    error = ErrorBody.model_validate_json(answer.content)
    assert "OverflowError" in error.what
    assert error.request_id == answer.headers["x-request-id"]
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["cache-control"] == "no-store"
    with (
        TestClient(create_app(parts, static=tmp_path), base_url="http://127.0.0.1") as client,
        pytest.raises(OverflowError),  # what reaches the server, whose log gets the traceback
    ):
        client.get(path)


def test_parts_that_are_not_for_this_machine_alone_answer_to_any_name(site: Site, tmp_path: Path) -> None:
    parts = Parts(
        hot=site.hot,
        hub=site.hub,
        library=site.parts.library,
        settings=site.parts.settings,
        assignments=site.parts.assignments,
        person=site.parts.person,
        clock=site.parts.clock,
        local_only=False,
    )
    with TestClient(create_app(parts, static=tmp_path), base_url="http://governance.example") as client:
        assert client.get("/api/v1/status").json()["local_only"] is False
