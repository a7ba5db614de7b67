"""The web application over tables of a small registry, asked through its ASGI face."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from site_world import Site, furnish

from modelgov import wire
from modelgov.lake.store import Lake
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from modelgov.table.hot import HotTables
from modelgov.web.app import create_app
from sample import at
from served import served_parts


@contextmanager
def opened(folder: Path, lake: Lake) -> Iterator[Site]:
    chosen = Settings(data=str(folder))
    journal = wire.journal(chosen)
    furnish(journal)
    tables = Tables.load(journal, lake, chosen)
    hot = HotTables(tables)
    static = folder / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>front end</title>")
    (static / "first.json").write_text(
        '{"/models": {"base": ["/assets/index-1a2b.js"], "data": ["/api/v1/status"],'
        ' "code": ["/assets/models-3c4d.js"]}}'
    )
    (static / "assets" / "index-1a2b.js").write_text("1;")
    (folder / "secret.txt").write_text("the secret")
    parts = served_parts(chosen, hot, lambda: at(60 * 24 * 8))
    app = create_app(parts, static=static)
    with TestClient(app, base_url="http://127.0.0.1:8080", raise_server_exceptions=False) as client:
        yield Site(app=app, client=client, parts=parts, hot=hot, hub=parts.hub, journal=journal, lake=lake)
    tables.close()
    journal.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, empty_lake: Lake) -> Iterator[Site]:
    """One for all tests of a module that only look."""
    with opened(tmp_path_factory.mktemp("site"), empty_lake) as found:
        yield found


@pytest.fixture(scope="module")
def grown_site(tmp_path_factory: pytest.TempPathFactory, empty_lake: Lake) -> Iterator[Site]:
    """One to which tests of a module add: each looks at what it added itself, in whatever order."""
    with opened(tmp_path_factory.mktemp("grown"), empty_lake) as found:
        yield found


@pytest.fixture
def own_site(tmp_path: Path, empty_lake: Lake) -> Iterator[Site]:
    """One for a test that changes what others look at."""
    with opened(tmp_path, empty_lake) as found:
        yield found
