"""A browser for tests: Chromium, driven by playwright, which keeps an event loop until it is stopped."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@contextmanager
def browser() -> Iterator[Any]:
    """One that runs, or a skip that says what is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no chromium here: install Debian's, or name one in CHROMIUM")
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])
        yield running
        running.close()
