"""The dashboard over 100,000 versions, in headless Chromium, and its API under four readers.

    python bench/web.py [--size huge] [--rounds 7] [--data FOLDER]

The first run seeds the organisation (minutes) and keeps it in `bench/.cache`; every run collects it anew,
unless --data names a folder that an earlier run with it collected and judged.
"""

import argparse
import http.client
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import peers
from browser import Visit, chromium
from measure import Measured, median, percentile, run, tree_mb
from modelgov.demo.organisation.estate import Size
from organisation import DONE, MODELGOV, emulated, environment
from report import table, write
from serving import Served, served

INTERACTIVE_MS, REPAINT_MS, PAGE_MS = 400, 100, 150
HERE = "env.json"  # beside the data: the settings with which it is served
SLOWER = 4  # times less processor: a laptop of some years ago
SETTLE_SECONDS = 30  # what is judged again at the start is no part of what is measured
JUDGED = (0, 4)  # failures stand
VIEWS = (("Overview", "/"), ("Models", "/models"), ("Coverage", "/coverage"))
READERS, REQUESTS = 4, 60
ASKED = (
    "/api/v1/versions",
    "/api/v1/versions?approval_status=PendingManualApproval",
    "/api/v1/versions?business_unit=Payments&region=eu-west-1",
    "/api/v1/versions?q=fraud",
    "/api/v1/versions?sort=model_group&offset=40000",
    "/api/v1/versions?production=yes&sort=owner",
)
POLICY = "Violations of the content security policy (with Trusted Types) and errors in the console"
# The pages are what is measured: the registry and its endpoints in full, of jobs and metrics a day, and no
# budget of calls.
QUICK = {
    "MODELGOV_CALLS_PER_SECOND": "1000",
    "MODELGOV_JOB_DAYS": "1",
    "MODELGOV_METRIC_DAYS": "1",
    "MODELGOV_TRAIL_DAYS": "1",
}
WORDS = ("fraud", "churn", "credit", "price", "claim", "forecast", "risk", "default")
ROWS = (
    "document.querySelector('main h1')?.textContent.startsWith('{}')"
    " && document.querySelector('main a[data-row-link]')"
)
VERSION = (
    "document.querySelector('main h1')?.textContent.includes('version')"
    " && document.querySelectorAll('main .card h2').length > 1"
)
WALK = (
    ("Overview to Models", "nav a[href='/models']", ROWS.format("Models")),
    ("Models to Findings", "nav a[href='/findings']", ROWS.format("Findings")),
    ("Findings to Endpoints", "nav a[href='/endpoints']", ROWS.format("Endpoints")),
    ("Endpoints to Models", "nav a[href='/models']", ROWS.format("Models")),
    ("Models to a version", "main a[data-row-link]", VERSION),
)
Step = Callable[[Any, int], None]


@dataclass(slots=True, kw_only=True)
class Seen:
    """What was measured, in milliseconds, by its name, and what went wrong on any page."""

    times: dict[str, list[float]] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, value: float) -> None:
        """One more value under a name."""
        self.times.setdefault(name, []).append(value)


def tick(group: str, first: int, count: int) -> Step:
    """Tick one of a facet's values, another one in every round: answers are kept by the server."""

    def step(page: Any, turn: int) -> None:
        box = page.get_by_role("group", name=group, exact=True).get_by_role("checkbox")
        box.nth((first + turn) % count).click()

    return step


def search(page: Any, turn: int) -> None:
    """Type into the search box as a person does."""
    box = page.get_by_role("searchbox", name="Search models")
    box.press_sequentially(WORDS[turn % len(WORDS)], delay=30)


def press(name: str) -> Step:
    """Press a button."""
    return lambda page, _: page.get_by_role("button", name=name, exact=True).last.click()


FILTERS: tuple[tuple[str, Step], ...] = (
    ("one facet: approval", tick("Approval", 0, 3)),
    ("two facets: and business unit", tick("Business unit", 0, 6)),
    ("three facets: and not serving", tick("Production", 0, 1)),
    ("clear all", press("Clear all")),
    ("another business unit", tick("Business unit", 2, 6)),
    ("and sorted by owner", press("Owner")),
    ("and a search, typed", search),
)


def load(browser: Any, url: str, seen: Seen) -> None:
    """Every view in a fresh profile, then once more with its assets in the browser's cache."""
    for name, path in VIEWS:
        visit = Visit(browser)
        seen.add(f"{name}, empty cache", visit.interactive(url + path))
        visit.page.wait_for_timeout(300)
        seen.requests[name] = len(visit.requests)
        seen.add(f"{name}, kB", visit.kilobytes())
        seen.add(f"{name}, second visit", visit.interactive(url + path))
        seen.wrong += visit.wrong()
        visit.close()


def load_slowly(browser: Any, url: str, seen: Seen) -> None:
    """Every view in a fresh profile of a slow machine."""
    for name, path in VIEWS:
        visit = Visit(browser)
        visit.slow_down(SLOWER)
        seen.add(f"{name}, processor {SLOWER} times slower", visit.interactive(url + path))
        visit.close()


def go(page: Any, link: str, there: str) -> float:
    """Click a link; milliseconds until the expression `there` holds and the frame is painted."""
    took: float = page.evaluate(
        f"""() => new Promise((tell, fail) => {{
          const began = performance.now();
          const look = () => {{
            if ({there}) requestAnimationFrame(() => setTimeout(() => tell(performance.now() - began)));
            else if (performance.now() - began > 20000) fail(new Error("It never came."));
            else requestAnimationFrame(look);
          }};
          document.querySelector({link!r}).click();
          look();
        }})"""
    )
    page.wait_for_timeout(200)
    return took


def walk(browser: Any, url: str, seen: Seen) -> None:
    """From page to page by its links, and from a list to one version and one of its tabs."""
    visit = Visit(browser)
    visit.interactive(url)
    visit.page.wait_for_timeout(500)
    for name, link, there in WALK:
        seen.add(name, go(visit.page, link, there))
    seen.wrong += visit.wrong()
    visit.close()


def narrow(browser: Any, url: str, turn: int, seen: Seen) -> None:
    """Filters one after the other on an open Models page; each from the deed to the repaint."""
    visit = Visit(browser)
    visit.interactive(f"{url}/models")
    for name, step in FILTERS:
        visit.page.evaluate("performance.clearMeasures()")
        step(visit.page, turn)
        took = visit.when("performance.getEntriesByName('modelgov:repaint').at(-1)?.duration")
        seen.add(name, took)
        visit.page.wait_for_timeout(100)
    seen.wrong += visit.wrong()
    visit.close()


def read(url: str, reader: int) -> list[float]:
    """One reader's requests on one kept connection; milliseconds each."""
    address = urlparse(url)
    connection = http.client.HTTPConnection(str(address.hostname), int(address.port or 80))
    times = []
    for number in range(REQUESTS):
        began = time.perf_counter()
        connection.request("GET", ASKED[(number + reader) % len(ASKED)], headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise SystemExit(f"The API answered {answer.status}.")
    return times


def readers(url: str, count: int) -> list[float]:
    """So many readers side by side."""
    with ThreadPoolExecutor(count) as pool:
        return [took for times in pool.map(lambda one: read(url, one), range(count)) for took in times]


def times_table(names: Sequence[str], seen: Seen, limit: int) -> str:
    """Median and worst of each, in milliseconds."""
    rows = [
        (name, median(seen.times[name]), max(seen.times[name]), _met(median(seen.times[name]), limit))
        for name in names
    ]
    return table(("", "median ms", "worst ms", f"target {limit} ms"), rows)


def _met(value: float, limit: int) -> str:
    return "met" if value <= limit else "missed"


def server_table(server: Served, one: list[float], four: list[float], before: tuple[Measured, ...]) -> str:
    """What the server took."""
    rows = (
        ("/api/v1/versions, 1 reader: p50, p99 ms", median(one), percentile(one, 0.99)),
        (f"/api/v1/versions, {READERS} readers: p50, p99 ms", median(four), percentile(four, 0.99)),
        ("memory of the server, MB", tree_mb(server.pid), ""),
        ("start until it answers, s", server.start_s, ""),
        *(
            (f"{name} it all before, wall s, CPU s", took.wall_s, took.cpu_s)
            for name, took in zip(("collecting", "judging"), before, strict=False)
        ),
    )
    return table(("server", "", " "), rows)


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=Size, default=Size.HUGE)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder)
        before = () if (data / HERE).exists() else collected(given.size, data)
        with served({**os.environ, **json.loads((data / HERE).read_text())}, "--no-watch") as server:
            time.sleep(SETTLE_SECONDS)
            parts = measured(server, given.rounds, Path(folder), before)
    command = f"python bench/web.py --size {given.size.value} --rounds {given.rounds}"
    write("web", f"The dashboard over {given.size.totals.versions:,} versions", command, parts)


def collected(size: Size, data: Path) -> tuple[Measured, ...]:
    """Collect the organisation and judge it; what that took. How to serve it stays beside it."""
    data.mkdir(parents=True, exist_ok=True)
    with emulated(size) as aws:
        here = environment(aws, data)
        read = run((*MODELGOV, "collect", "--full"), {**here, **QUICK})
        judged = run((*MODELGOV, "check"), {**here, **QUICK})
    if read.code not in DONE or judged.code not in JUDGED:
        raise SystemExit(read.said + judged.said)
    own = {name: value for name, value in here.items() if os.environ.get(name) != value}
    (data / HERE).write_text(json.dumps(own))
    return read, judged


def measured(server: Served, rounds: int, folder: Path, before: tuple[Measured, ...]) -> tuple[str, ...]:
    """All figures of one server, and the peers beside it."""
    seen = Seen()
    one, four = readers(server.url, 1), readers(server.url, READERS)
    peers.install()
    peers.export(server.url, folder / "versions.parquet")
    with peers.running(folder / "versions.parquet") as others, chromium() as browser:
        for turn in range(rounds):
            load(browser, server.url, seen)
            load_slowly(browser, server.url, seen)
            walk(browser, server.url, seen)
            narrow(browser, server.url, turn, seen)
            for peer in others:
                peers.visit(browser, peer)
        beside = peers.peer_table(others)
    filters, ways = [name for name, _ in FILTERS], [name for name, *_ in WALK]
    loads = [name for name in seen.times if name not in (*filters, *ways) and not name.endswith("kB")]
    requests = ", ".join(f"{name} {number}" for name, number in seen.requests.items())
    sizes = ", ".join(f"{name} {median(seen.times[f'{name}, kB']):.0f}" for name, _ in VIEWS)
    wrong = "\n".join(f"- {complaint}" for complaint in sorted(set(seen.wrong)))
    return (
        f"Medians of {rounds} runs in headless Chromium, browser and server on the same machine.",
        "From the start of navigation until the data is on screen:",
        times_table(loads, seen, INTERACTIVE_MS),
        "From a filter to its repaint, on the Models page:",
        times_table(filters, seen, REPAINT_MS),
        "From a click to the next page with its data:",
        times_table(ways, seen, PAGE_MS),
        f"Requests for data: {requests}. {POLICY}: {len(seen.wrong)}.",
        f"kB over the wire with an empty cache, all of it: {sizes}.",
        *([wrong] if wrong else []),
        server_table(server, one, four, before),
        "Beside them in the same rounds: six charts over the same versions; a filter changes the region.",
        beside,
    )


if __name__ == "__main__":
    main()
