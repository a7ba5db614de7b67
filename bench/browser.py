"""Headless Chromium as the benchmarks use it: one browser, a fresh profile for every page load."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import sync_playwright

WIDE = {"width": 1440, "height": 900}
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--no-first-run",
)
PATIENCE_MS = 20_000
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.sourceFile}:${event.lineNumber}`));
"""


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; CHROMIUM names its executable when it is not on the path."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])
        yield browser
        browser.close()


class Visit:
    """One page in a profile of its own, with what went wrong on it and what it asked the API for."""

    def __init__(self, browser: Any) -> None:
        self._context = browser.new_context(viewport=WIDE)
        self.page = self._context.new_page()
        self.page.add_init_script(LISTEN)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._loaded = 0.0
        self._debugger = self._context.new_cdp_session(self.page)
        self._debugger.send("Network.enable")
        self._debugger.on("Network.loadingFinished", self._finished)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._request(request.url))

    def _finished(self, event: Any) -> None:
        self._loaded += event["encodedDataLength"]

    def kilobytes(self) -> float:
        """What came over the wire so far, of a thousand bytes each."""
        return self._loaded / 1000

    def slow_down(self, times: int) -> None:
        """Give the page so many times less processor."""
        self._debugger.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _request(self, url: str) -> None:
        if "/api/" in url and "/api/v1/stream" not in url:
            self.requests.append(url)

    def interactive(self, url: str) -> float:
        """Load the address; milliseconds from the start of navigation until its data is on screen."""
        self.page.goto(url, wait_until="commit")
        return self.when("performance.getEntriesByName('modelgov:interactive')[0]?.startTime")

    def when(self, expression: str) -> float:
        """The value of the expression once it has one.

        Playwright's own waiting evaluates text in the page, which the page's policy forbids.
        """
        found: float = self.page.evaluate(
            f"""() => new Promise((tell, fail) => {{
              const limit = performance.now() + {PATIENCE_MS};
              const look = () => {{
                const value = {expression};
                if (value !== undefined) tell(value);
                else if (performance.now() > limit) fail(new Error("It never came."));
                else setTimeout(look, 5);
              }};
              look();
            }})"""
        )
        return found

    def wrong(self) -> list[str]:
        """Violations of the content security policy, and errors of the console."""
        return [*self.page.evaluate("window.violations"), *self.complaints]

    def close(self) -> None:
        """Forget the profile."""
        self._context.close()
