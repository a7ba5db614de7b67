"""How long `modelgov demo` takes to a page with numbers: from the snapshot, and when it starts again.

    python bench/start.py [--size medium] [--rounds 5]

Seeding the snapshot comes before and is not counted. The demo is stopped with Ctrl-C in between; what a
second start collects beside the dashboard is waited for before that, and is not counted either.
"""

import argparse
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from measure import median
from modelgov.demo.organisation.cache import build_snapshot
from modelgov.demo.organisation.estate import Size
from modelgov.demo.organisation.plan import Plan
from organisation import MODELGOV, SEED
from report import table, write

PORT = 8790
ANSWER_SECONDS = 60
PAUSE_SECONDS = 0.02


def answered() -> bool:
    """Whether the overview comes."""
    with (
        suppress(OSError),
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/v1/overview", timeout=ANSWER_SECONDS) as answer,
    ):
        return bool(answer.read())
    return False


def started(folder: Path, size: Size) -> float:
    """Seconds from the command to the answered overview; stopped again afterwards."""
    said = folder / "said"
    command = (*MODELGOV, "demo", "--size", size.value, "--port", str(PORT), "--quiet-life")
    with said.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=dict(os.environ), stderr=out)
    while not answered():
        if process.poll() is not None:
            raise SystemExit(said.read_text())
        time.sleep(PAUSE_SECONDS)
    took = time.perf_counter() - began
    while " seen, " not in said.read_text():
        time.sleep(PAUSE_SECONDS)
    process.send_signal(signal.SIGINT)
    process.wait()
    return took


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=Size, default=Size.MEDIUM)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    plan = Plan(size=given.size, seed=SEED, anchor=datetime.now(UTC).date())
    first, again = [], []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        build_snapshot(folder / ".demo" / "snapshot", plan, lambda *_: None)
        for _ in range(given.rounds):
            shutil.rmtree(folder / ".demo" / given.size.value, ignore_errors=True)
            first.append(started(folder, given.size))
            again.append(started(folder, given.size))
    rows = [
        (f"first start at {given.size.value}", median(first), max(first), ""),
        (f"second start at {given.size.value}", median(again), max(again), "target 15 s"),
    ]
    write(
        "start",
        "From the command to the page",
        f"python bench/start.py --size {given.size.value} --rounds {given.rounds}",
        (table(("start", "median s", "worst s", ""), rows),),
    )


if __name__ == "__main__":
    main()
