"""The small organisation, seeded once for the run; an emulated AWS and a product for each module."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from product import Product

from browser import browser
from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.demo.organisation.cache import build_snapshot
from modelgov.demo.organisation.estate import Size
from modelgov.demo.organisation.plan import Plan


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of snapshots as the demo keeps it, with that of the small organisation."""
    folder = tmp_path_factory.mktemp("snapshot")
    plan = Plan(size=Size.SMALL, seed=1, anchor=datetime.now(UTC).date())
    build_snapshot(folder, plan, lambda *_: None)
    return folder


@pytest.fixture(scope="module")
def aws(snapshots: Path) -> Iterator[Emulator]:
    with emulated_aws(state=next(snapshots.iterdir())) as running:
        yield running


@pytest.fixture(scope="module")
def product(aws: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Product:
    return Product(aws=aws, folder=tmp_path_factory.mktemp("product") / "data")


@pytest.fixture(scope="session")
def organisation(snapshots: Path) -> Iterator[Emulator]:
    """An emulated AWS that is only looked at."""
    with emulated_aws(state=next(snapshots.iterdir())) as running:
        yield running


@pytest.fixture(scope="session")
def collected(organisation: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Product:
    """A product that has read all of it; it, too, is only looked at."""
    product = Product(aws=organisation, folder=tmp_path_factory.mktemp("collected") / "data")
    done = product.run("collect")
    assert done.returncode == 0, done.stderr
    return product


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for these tests only."""
    with browser() as running:
        yield running


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
