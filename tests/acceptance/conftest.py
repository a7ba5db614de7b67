"""The small organisation, seeded once for the run; an emulated AWS and a product for each module."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from product import Product

from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.demo.organisation.cache import build_snapshot
from modelgov.demo.organisation.estate import Size
from modelgov.demo.organisation.plan import Plan

ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for these tests only: playwright keeps an event loop running until it is stopped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no chromium here: install Debian's, or name one in CHROMIUM")
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
