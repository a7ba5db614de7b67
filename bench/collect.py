"""`modelgov collect` against what a user would pick instead, over the same emulated AWS in the same run.

    python bench/collect.py [--size medium] [--rounds 5]

Every round: a full collection into a fresh folder, an incremental one, a second full one; then list and
describe with 16 threads, whole and for the registry alone; Cloud Custodian, which reads the serving part
alone; and the floor, the requests of a full collection sent again raw. Calls are the emulated AWS's own
counts. The budget of calls a second is set so high that nothing waits for it: `scopes.py` is about that.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import custodian
import floor
from measure import Measured, median, run
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.estate import Size
from organisation import DONE, HOME, MODELGOV, emulated, environment
from report import table, write

SCRIPT = (sys.executable, str(HOME / "list_and_describe.py"))
CUSTODIAN = (sys.executable, str(HOME / "custodian.py"))
FLOOR = (sys.executable, str(HOME / "floor.py"))
REGISTRY = ("Search:ModelPackageGroup", "Search:ModelPackage")
CALLS = (
    "select operation, sum(calls) as calls, cast(sum(ceil(seen / 100.0)) as bigint) as pages"
    " from coverage group by operation order by operation"
)
SUMMARY = re.compile(r"([\d,]+) seen, ([\d,]+) new, ([\d,]+) changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One run of one way: what it cost, and its calls by operation."""

    cost: Measured
    calls: Mapping[str, int]
    server_cpu_s: float

    @property
    def total(self) -> int:
        """All calls."""
        return sum(self.calls.values())

    @property
    def stored(self) -> tuple[int, int]:
        """New and changed, as modelgov's summary says."""
        found = SUMMARY.search(self.cost.said)
        if found is None:
            raise SystemExit(f"No summary in: {self.cost.said}")
        return int(found[2].replace(",", "")), int(found[3].replace(",", ""))


def turn(
    aws: Emulator, command: Sequence[str], surroundings: Mapping[str, str], done: Sequence[int] = DONE
) -> Turn:
    """Run once, counting from zero."""
    aws.reset_counts()
    cost = run(command, surroundings)
    if cost.code not in done:
        raise SystemExit(f"{' '.join(command)} ended with {cost.code}: {cost.said}")
    counted = aws.counts()
    calls: Counter[str] = Counter()
    for key, number in counted["calls"].items():
        service, operation, *_ = key.split("|")
        calls[f"{service} {operation}"] += number
    return Turn(cost=cost, calls=calls, server_cpu_s=counted["cpu_s"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Calls of the registry part, and how many pages of a hundred hold what they answered."""

    calls: int
    pages: int


def registry(full: Turn, surroundings: Mapping[str, str]) -> Registry:
    """The registry part as coverage has it, held against the emulated AWS's count."""
    asked = run((*MODELGOV, "query", CALLS, "--format", "json"), surroundings)
    rows = {row["operation"]: row for row in json.loads(asked.said)}
    calls = sum(int(rows[name]["calls"]) for name in REGISTRY)
    if calls > full.calls["sagemaker Search"]:  # other searches are counted there too
        raise SystemExit(f"Coverage tells of {calls} searches, AWS of {full.calls['sagemaker Search']}.")
    return Registry(
        calls=calls,
        pages=sum(int(rows[name]["pages"]) for name in REGISTRY),
    )


def one_round(aws: Emulator, folder: Path) -> tuple[dict[str, Turn], Registry]:
    """All ways once, and the calls of the product's registry part."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    here = {**environment(aws, data), "MODELGOV_CALLS_PER_SECOND": "1000"}
    turns = {"full": turn(aws, (*MODELGOV, "collect", "--full"), here)}
    found = registry(turns["full"], here)
    turns["incremental"] = turn(aws, (*MODELGOV, "collect"), here)
    turns["repeated"] = turn(aws, (*MODELGOV, "collect", "--full"), here)
    out = str(folder / "described.jsonl")
    alone = {**here, "MODELGOV_DATA": str(folder / "alone")}
    shutil.rmtree(folder / "alone", ignore_errors=True)
    turns["alone"] = turn(aws, (*MODELGOV, "collect", "--full", *ALONE), alone)
    turns["described"] = turn(aws, (*SCRIPT, out), here)
    turns["described registry"] = turn(aws, (*SCRIPT, out, "--registry-only"), here)
    turns["custodian"] = turn(aws, (*CUSTODIAN, str(folder / "custodian")), here)
    turns["floor"] = turn(aws, (*FLOOR, *replayable(aws, folder, here)), here)
    return turns, found


def replayable(aws: Emulator, folder: Path, here: Mapping[str, str]) -> tuple[str, str, str]:
    """What the floor is called with: the requests of a full collection, and where they go."""
    upstream = urlsplit(aws.endpoint_url)
    requests: list[bytes] = []
    with floor.recorded((str(upstream.hostname), int(upstream.port or 80)), requests) as port:
        there = {
            **here,
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "MODELGOV_DATA": str(folder / "again"),
        }
        shutil.rmtree(folder / "again", ignore_errors=True)
        done = run((*MODELGOV, "collect", "--full"), there)
    if done.code not in DONE:
        raise SystemExit(f"The collection to be recorded ended with {done.code}: {done.said}")
    floor.write(requests, folder / "requests")
    return str(folder / "requests"), str(upstream.hostname), str(upstream.port)


ALONE = ("--area", "registry", "--area", "serving")  # what list and describe reads
LABELS = {
    "full": "modelgov, first full run",
    "alone": "modelgov, first full run of registry and serving alone",
    "incremental": "modelgov, incremental run",
    "repeated": "modelgov, second full run",
    "described": "list and describe, 16 threads",
    "described registry": "list and describe, registry alone",
    "custodian": "Cloud Custodian, serving alone",
    "floor": "the floor: our full run's requests, sent raw",
}
METHOD = (
    "Medians of {} interleaved rounds; CPU is user and system of the process and its children; calls are"
    " those that the emulated AWS counted."
)
NOTE = (
    "modelgov also reads jobs, pipelines, cards, monitors with their reports, metrics, lineage, shares and"
    " trails, which the others leave out; its CPU includes flattening, the Iceberg commit and every import."
    " List and describe only writes JSON lines; Cloud Custodian was installed before."
)
TARGETS = (
    "Calls for the registry part are {:.2f} times the pages of a hundred that hold it ({}; target 1.2). CPU"
    " is {:.1f} times the floor's (target 2.5). Peak memory is {:,.0f} MB (target 400 at 50,000 versions)."
)
HEAD = ("way", "calls", "CPU s", "wall s", "peak MB", "server CPU s", "new", "changed")


def figures(rounds: Sequence[Mapping[str, Turn]]) -> str:
    """Medians of every way."""
    rows: list[tuple[object, ...]] = []
    for name, label in LABELS.items():
        turns = [one[name] for one in rounds]
        costs = [one.cost for one in turns]
        stored = turns[-1].stored if name in ("full", "alone", "incremental", "repeated") else ("", "")
        rows.append(
            (
                label,
                int(median([one.total for one in turns])),
                median([cost.cpu_s for cost in costs]),
                median([cost.wall_s for cost in costs]),
                median([cost.peak_mb for cost in costs]),
                median([one.server_cpu_s for one in turns]),
                *stored,
            )
        )
    return table(HEAD, rows)


def verdict(rounds: Sequence[Mapping[str, Turn]], found: Registry) -> str:
    """The targets."""
    described = int(median([one["described registry"].total for one in rounds]))
    ours = median([one["full"].cost.cpu_s for one in rounds])
    alike = median([one["alone"].cost.cpu_s for one in rounds])
    theirs = median([one["described"].cost.cpu_s for one in rounds])
    lowest = median([one["floor"].cost.cpu_s for one in rounds])
    peak = max(one["full"].cost.peak_mb for one in rounds)
    rows = (
        (
            "calls for the registry part",
            str(found.calls),
            str(described),
            f"{described / found.calls:.0f} times fewer",
        ),
        (
            "CPU seconds, registry and serving",
            f"{alike:.1f}",
            f"{theirs:.1f}",
            f"{theirs / alike:.1f} times less",
        ),
    )
    said = TARGETS.format(found.calls / found.pages, found.pages, ours / lowest, peak)
    return "\n\n".join((table(("", "modelgov", "list and describe", "ratio"), rows), said))


def by_operation(turns: Mapping[str, Turn]) -> str:
    """Calls of a full run and of list and describe, by operation."""
    names = sorted(turns["full"].calls.keys() | turns["described"].calls.keys())
    rows = [(name, turns["full"].calls.get(name, 0), turns["described"].calls.get(name, 0)) for name in names]
    return table(("operation", "modelgov", "list and describe"), rows)


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=Size, default=Size.MEDIUM)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    custodian.install()
    rounds: list[dict[str, Turn]] = []
    with emulated(given.size) as aws, tempfile.TemporaryDirectory() as folder:
        for number in range(given.rounds):
            turns, found = one_round(aws, Path(folder))
            rounds.append(turns)
            told = ", ".join(
                f"{name} {one.total} calls {one.cost.cpu_s:.1f} s" for name, one in turns.items()
            )
            print(f"Round {number + 1}: {told}", flush=True)
    totals = given.size.totals
    scale = (
        f"{totals.accounts} accounts, 3 regions, {totals.versions:,} versions, {totals.endpoints:,} endpoints"
    )
    write(
        "collect" if given.size is Size.MEDIUM else f"collect-{given.size.value}",
        "Collecting an organisation",
        f"python bench/collect.py --size {given.size.value} --rounds {given.rounds}",
        (
            f"Organisation: {scale}. {METHOD.format(given.rounds)}",
            verdict(rounds, found),
            NOTE,
            figures(rounds),
            "Calls by operation, everything:",
            by_operation(rounds[-1]),
        ),
    )


if __name__ == "__main__":
    main()
