"""The Overview and Models over a million versions, in headless Chromium.

    python bench/million.py [--versions 1000000] [--rounds 5]

The versions are put into the tables that the views build on, past the collector, as `bench/controls.py` does.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import uvicorn
from fastapi import FastAPI

from browser import chromium
from controls import filled
from measure import median, percentile
from modelgov import wire
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from report import table, write
from search import app
from serving import free_port
from web import FILTERS, INTERACTIVE_MS, POLICY, REPAINT_MS, VIEWS, Seen, load, narrow, readers, times_table

TIMES = 2  # how much more may be taken than over 100,000 versions


@contextmanager
def listening(application: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine; its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(application, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--versions", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder)
        journal, lake = wire.journal(settings), wire.lake(settings)
        began = time.perf_counter()
        hot = filled(Tables.load(journal, lake, settings), given.versions)
        filling = time.perf_counter() - began
        with listening(app(folder, hot)) as url, chromium() as browser:
            one = readers(url, 1)
            for turn in range(given.rounds):
                load(browser, url, seen)
                narrow(browser, url, turn, seen)
        memory = psutil.Process().memory_info().rss / 1e6
        journal.close()
    loads = [f"{name}, {visit}" for name, _ in VIEWS for visit in ("empty cache", "second visit")]
    rows = (
        ("/api/v1/versions, 1 reader: p50, p99 ms", median(one), percentile(one, 0.99)),
        ("tables computed, s", filling, ""),
        ("memory of the server, MB", memory, ""),
    )
    write(
        "million",
        f"The dashboard over {given.versions:,} versions",
        f"python bench/million.py --versions {given.versions} --rounds {given.rounds}",
        (
            f"Medians of {given.rounds} runs in headless Chromium; twice the budget of 100,000 versions.",
            times_table(loads, seen, TIMES * INTERACTIVE_MS),
            times_table([name for name, _ in FILTERS], seen, TIMES * REPAINT_MS),
            f"{POLICY}: {len(seen.wrong)}.",
            table(("server", "", " "), rows),
        ),
    )


if __name__ == "__main__":
    main()
