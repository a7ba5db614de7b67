"""How long all controls take: over 10,000 and a million versions, and after one change.

    python bench/controls.py [--versions 10000,1000000] [--rounds 3]

The versions are put into the tables that the views build on, past the collector: what is measured is judging.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psutil

from measure import median
from modelgov import wire
from modelgov.collect.catalog import OPERATIONS
from modelgov.control.judge import REACHED, judge
from modelgov.control.library import load
from modelgov.flow.check import Checking, check
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from modelgov.table.hot import HotTables
from organisation import HOME
from report import table, write

NOW = datetime(2026, 11, 27, tzinfo=UTC)
GROUP = 20  # versions in a group
CHANGED = "arn:aws:sagemaker:us-east-1:210000000001:model-package/group-0/1"
TARGET_S = {10_000: 1.0, 1_000_000: 15.0}
TARGET_MS = 200


@dataclass(slots=True, kw_only=True)
class Seen:
    """What was measured at one size."""

    versions: int
    whole_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)
    one_ms: list[float] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    memory_mb: float = 0.0
    slowest: list[tuple[str, float]] = field(default_factory=list)


def filled(tables: Tables, versions: int) -> HotTables:
    """The tables with so many versions in them."""
    text = (HOME / "sql" / "many.sql").read_text(encoding="utf-8").format(groups=versions // GROUP)
    with tables.session("main") as session:
        session.run("create table operation (operation varchar)")
        session.fill("operation", [(row.name,) for row in OPERATIONS])
        for statement in text.split(";"):
            session.run(statement)
    return HotTables(tables)


def measured(versions: int, rounds: int) -> Seen:
    """Judge a registry of so many versions."""
    seen = Seen(versions=versions)
    controls = load().controls
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder)
        journal, lake = wire.journal(settings), wire.lake(settings)
        tables = Tables.load(journal, lake, settings)
        hot = filled(tables, versions)
        parts = Checking(
            journal=journal,
            tables=hot,
            library=load(),
            clock=lambda: NOW,
            caught_up=lambda _: None,
            waived=lambda: (),
            snapshots=dict,
        )
        for _ in range(rounds):
            with hot.session(reach=REACHED) as session:
                began, used = time.perf_counter(), time.process_time()
                judge(session, controls, now=NOW)
                seen.whole_s.append(time.perf_counter() - began)
                seen.cpu_s.append(time.process_time() - used)
        for _ in range(rounds * 3):
            began = time.perf_counter()
            checked = check(parts, assets=[CHANGED])
            seen.one_ms.append(1e3 * (time.perf_counter() - began))
            seen.counts = dict(checked.counts)
        seen.memory_mb = psutil.Process().memory_info().rss / 1e6
        journal.close()
    return seen


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--versions", default="10000,1000000")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    sizes = [int(size) for size in given.versions.split(",")]
    found = [measured(size, given.rounds) for size in sizes]
    rows = [
        (
            seen.versions,
            median(seen.whole_s),
            TARGET_S.get(seen.versions, ""),
            median(seen.cpu_s),
            median(seen.one_ms),
            TARGET_MS,
            seen.memory_mb,
        )
        for seen in found
    ]
    head = (
        "versions",
        "all, s",
        "target s",
        "CPU s",
        "after one change, ms",
        "target ms",
        "memory, MB",
    )
    write(
        "controls",
        f"Judging by {len(load().controls)} controls",
        f"python bench/controls.py --versions {given.versions} --rounds {given.rounds}",
        (f"Medians of {given.rounds} rounds; a version in fifty groups serves.", table(head, rows)),
    )


if __name__ == "__main__":
    main()
