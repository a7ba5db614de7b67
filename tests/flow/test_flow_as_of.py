"""The past: every route answers of a moment what it answered then, whatever was collected since."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from flow_world import REGION, World, now

from modelgov import wire
from modelgov.errors import QueryError
from modelgov.flow.check import Checking, check
from modelgov.lake.committer import Committer
from modelgov.lake.entry import Closed
from modelgov.lake.known import known
from modelgov.lake.store import Lake
from modelgov.record.coverage import Outcome
from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.web.answer import Parts
from modelgov.web.app import create_app
from modelgov.web.past import parts_at
from modelgov.web.shape import ErrorBody
from served import served_parts

CONTROL = "registry-description"


@dataclass
class Kept:
    """A data folder and the dashboard over it."""

    world: World
    lake: Lake
    hot: HotTables
    parts: Parts

    def collect(self) -> None:
        """Read everything and judge it, as `collect` and `check` do."""
        self.world.collect()
        self.hot.catch_up()
        judging = Checking(
            journal=self.world.journal,
            tables=self.hot,
            library=self.parts.library,
            clock=now,
            caught_up=lambda _: self.hot.catch_up(),
            waived=lambda: (),
            snapshots=self.lake.snapshots,
        )
        check(judging)
        self.hot.catch_up()

    def commit(self) -> None:
        """Move everything into the lake: the journal forgets it."""
        later = lambda: now() + timedelta(days=1)  # noqa: E731
        assert Committer(self.world.journal, self.lake, keep=timedelta(0), clock=later).commit()
        assert self.world.journal.after(0) == []

    def past(self, at: datetime) -> Parts:
        hot = wire.past_tables(self.parts.settings, self.world.journal, self.lake, at)
        return parts_at(self.parts, hot, at)

    @contextmanager
    def asked(self, parts: Parts) -> Iterator[TestClient]:
        app = create_app(parts, past=self.past)
        with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
            yield client


@pytest.fixture
def kept(world: World, tmp_path: Path) -> Iterator[Kept]:
    settings = Settings(data=str(tmp_path))
    lake = wire.lake(settings)
    hot = wire.hot_tables(settings, world.journal, lake)
    yield Kept(
        world=world,
        lake=lake,
        hot=hot,
        parts=served_parts(settings, hot, now),
    )
    hot.close()


def routes(account: str, version: str, finding: str) -> dict[str, str]:
    """What is asked of every route of the API, by its documented path."""
    here = f"{account}/{REGION}"
    one = {"account_id": account, "region": REGION, "model_group": "Card-Fraud", "version": "1"}
    one |= {"endpoint_name": "Fraud-Endpoint", "team": "fraud", "framework": "eu-ai-act", "sheet": "timeline"}
    one |= {"control_id": CONTROL, "asset": quote(finding, safe="")}
    asked = {
        "/api/v1/overview": "?team=fraud",
        "/api/v1/search": "?q=fraud",
        "/api/v1/lineage": f"?asset={quote(version, safe='')}",
        "/api/v1/compare": f"?v={here}/Card-Fraud/1&v={here}/Card-Fraud/2",
        "/api/v1/endpoints/{account_id}/{region}/{endpoint_name}/metrics": "?range=30d",
        "/api/v1/findings": "?standing=false",
    }
    return {path: path.replace(":path", "").format(**one) + asked.get(path, "") for path in DOCUMENTED}


def documented() -> tuple[str, ...]:
    """Every route that reads, by the path that the contract has for it."""
    contract = json.loads((Path(__file__).parents[2] / "web" / "openapi.json").read_text(encoding="utf-8"))
    return tuple(
        path for path, ways in contract["paths"].items() if "get" in ways and not path.endswith("/stream")
    )


DOCUMENTED = documented()


def answers(client: TestClient, paths: dict[str, str], as_of: str = "") -> dict[str, bytes]:
    found = {}
    for path, asked in paths.items():
        whole = f"{asked}{'&' if '?' in asked else '?'}as_of={quote(as_of)}" if as_of else asked
        answer = client.get(whole)
        assert answer.status_code == 200, (whole, answer.text)
        found[path] = answer.content
        if path.endswith(".parquet"):  # the same rows, whoever wrote the file
            found[path] = repr(pq.read_table(io.BytesIO(answer.content)).to_pylist()).encode()
    return found


def test_every_route_answers_of_a_moment_what_it_answered_then(kept: Kept) -> None:
    account = kept.world.accounts[0]
    versions = kept.world.furnish(account)
    kept.collect()
    group = f"arn:aws:sagemaker:{REGION}:{account}:model-package-group/Card-Fraud"
    finding = f"{CONTROL}/{group}"
    kept.parts.assignments.assign(finding, "rita", due_on=None, by="lea", now=now())
    kept.parts.assignments.comment(finding, "We look at it.", by="rita", now=now())
    moment = now()
    paths = routes(account, versions[0], group)
    with kept.asked(replace(kept.parts, clock=lambda: moment)) as client:
        then = answers(client, paths)

    sagemaker = kept.world.sagemaker(account)
    sagemaker.update_model_package(ModelPackageArn=versions[1], ModelApprovalStatus="Approved")
    sagemaker.delete_endpoint(EndpointName="Fraud-Endpoint")
    kept.world.furnish(kept.world.accounts[1])
    kept.collect()
    kept.parts.assignments.assign(finding, None, due_on=None, by="lea", now=now())
    kept.parts.assignments.comment(finding, "It is done.", by="rita", now=now())
    kept.world.journal.close_off(
        Closed(account_id=account, region=REGION, outcome=Outcome.DENIED, reason="No.", checked_at=now())
    )
    with kept.asked(kept.parts) as client:
        assert answers(client, {"list": "/api/v1/versions"})["list"] != then["/api/v1/versions"]
        assert answers(client, paths, moment.isoformat()) == then
    kept.commit()
    with kept.asked(kept.parts) as client:
        assert answers(client, paths, moment.isoformat()) == then


def refused(client: TestClient, path: str, text: str, *, way: str = "GET") -> ErrorBody:
    answer = client.request(way, path, params={"as_of": text}, json={} if way == "POST" else None)
    assert answer.status_code == 422, answer.text
    return ErrorBody.model_validate_json(answer.content)


def test_a_moment_that_cannot_be_asked_for_is_refused_with_a_remedy(kept: Kept) -> None:
    kept.world.furnish(kept.world.accounts[0])
    kept.collect()
    with kept.asked(kept.parts) as client:
        for text in ("", "yesterday", "2026-13-01", "2026-11-01T00:00:00", "0001-01-01T00:00:00+23:00"):
            assert "is not a moment" in refused(client, "/api/v1/overview", text).what
        tomorrow = (now() + timedelta(days=1)).date().isoformat()
        assert "still to come" in refused(client, "/api/v1/overview", tomorrow).what
        first = kept.world.journal.first_seen()
        assert first is not None
        before = refused(client, "/api/v1/overview", "2020-02-29")
        assert before.what == "Nothing had been collected at 29 Feb 2020 23:59:59 UTC."
        assert f"The first was seen at {first.day} {first:%b %Y %H:%M:%S} UTC" in before.remedy
        assert client.get("/api/v1/status", params={"as_of": first.isoformat()}).status_code == 200
        assert (
            "cannot be changed"
            in refused(client, "/api/v1/findings/a/b/comments", "2020-02-29", way="POST").what
        )
        assert "stream" in refused(client, "/api/v1/stream", "2020-02-29").what
    kept.commit()
    with pytest.raises(QueryError, match="Nothing had been collected"):
        known(kept.world.journal, kept.lake, first - timedelta(microseconds=1))
    assert known(kept.world.journal, kept.lake, first).position >= 1
