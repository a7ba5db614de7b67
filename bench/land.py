"""Versions from the pages of `Search` to rows in Iceberg by the collector's own path, and pandas beside it.

    python bench/land.py [--versions 1000000] [--normalized 20000]

The pages are those that AWS answers for the demo's own versions, renamed until there are enough; making them
is not counted. Every page is parsed, checked and made durable in the journal; then the committer takes the
journal into the lake, with all the tables that versions feed. pandas flattens the same records with
`json_normalize` into Parquet files, a thousand at a time.
"""

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from measure import tree_mb
from modelgov import wire
from modelgov.collect.aws import Tally
from modelgov.collect.catalog import BY_KIND
from modelgov.collect.reader import Reader
from modelgov.collect.scope import Known, Reading, Run, Scope
from modelgov.demo.aws.fixed import REGIONS, account_id
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.estate import Size
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from organisation import UV, emulated
from report import table, write

PANDAS = "2.3.3"
PAGE = 100
OPERATION = BY_KIND[Kind.MODEL_VERSION]
ARN = b"model-package/"


def versions(aws: Emulator) -> list[bytes]:
    """The demo's versions, each as `Search` answers it."""
    found = []
    for number in range(1, 4):
        for region in REGIONS:
            client = aws.client("sagemaker", account_id(number), region)
            pages = client.get_paginator("search").paginate(Resource="ModelPackage")
            found += [result["ModelPackage"] for page in pages for result in page["Results"]]
    return [
        orjson.dumps(record, default=_seconds, option=orjson.OPT_PASSTHROUGH_DATETIME) for record in found
    ]


def _seconds(value: Any) -> float:
    """A time, as AWS writes it."""
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(type(value))


def renamed(records: list[bytes], count: int) -> Iterator[bytes]:
    """As many records as wanted, each of a group of its own turn."""
    for number in range(count):
        turn, place = divmod(number, len(records))
        yield records[place].replace(ARN, ARN + f"t{turn}-".encode())


@dataclass(slots=True)
class Pages:
    """The answers of `Search`, one by one; `made_s` is the time that making them took."""

    records: list[bytes]
    count: int
    made_s: float = 0.0
    _bodies: Iterator[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._bodies = self._made()

    def next(self) -> bytes:
        """The next answer."""
        began = time.perf_counter()
        body = next(self._bodies)
        self.made_s += time.perf_counter() - began
        return body

    def _made(self) -> Iterator[bytes]:
        left, source = self.count, renamed(self.records, self.count)
        while left:
            size = min(PAGE, left)
            left -= size
            results = b",".join(b'{"ModelPackage":' + next(source) + b"}" for _ in range(size))
            token = f',"NextToken":"{left}"' if left else ""
            hits = f',"TotalHits":{{"Value":{self.count},"Relation":"EqualTo"}}}}'
            yield b'{"Results":[' + results + b"]" + (token + hits).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed(Reader):
    """A reader that is answered from the pages, not from AWS."""

    fed: Pages

    def call(
        self, call: str, arguments: Mapping[str, Any], tally: Tally, *, service: str = "sagemaker"
    ) -> bytes:
        """The next page, whatever is asked for."""
        del call, arguments, tally, service
        return self.fed.next()


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """What one landing took, seconds; the peak is of the whole process, MB."""

    parse_s: float
    journal_s: float
    lake_s: float
    rows: int
    peak_mb: float


def land(pages: Pages, data: Path) -> Landed:
    """The collector's path, a page at a time, then the committer's."""
    chosen = Settings(data=str(data))
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    run = Run(
        id="bench",
        full=True,
        overlap=timedelta(),
        horizon=timedelta(),
        metric_horizon=timedelta(),
        clock=lambda: datetime.now(UTC),
    )
    known = Known(
        watermarks={}, done=frozenset(), live=lambda _: {}, document=lambda _: None, newest=lambda _: {}
    )
    # The pages are answered from memory, so no door is gone through.
    reader = Fed(door=None, account_id=account_id(1), region=REGIONS[0], fed=pages)  # type: ignore[arg-type]
    scope, reading = Scope(reader, known, run), Reading(operation=OPERATION, started_at=run.clock())
    began = time.perf_counter()
    journal_s = peak = 0.0
    for page in reader.search(OPERATION, (), reading.tally):
        batch = scope.batch(reading, page.records)
        step = time.perf_counter()
        journal.record(batch.observations, batch.coverage)
        journal_s += time.perf_counter() - step
        peak = max(peak, tree_mb(os.getpid())) if len(reading.taken) % 5_000 == 0 else peak
    parsed = time.perf_counter()
    committed = wire.committer(chosen, journal, lake).commit()
    ended = time.perf_counter()
    if committed is None or len(reading.taken) != pages.count:
        taken, spoilt = len(reading.taken), sorted(reading.spoilt)[:3]
        raise SystemExit(f"Of {pages.count} versions {taken} were taken in; not so {spoilt}.")
    journal.close()
    return Landed(
        parse_s=parsed - began - journal_s - pages.made_s,
        journal_s=journal_s,
        lake_s=ended - parsed,
        rows=committed.rows,
        peak_mb=max(peak, tree_mb(os.getpid())),
    )


NORMALIZE = """
import json, sys, time
import pandas as pd
began, records = 0.0, []
for number, line in enumerate(open(sys.argv[1], "rb"), start=1):
    records.append(line)
    if number % 1000 == 0:
        step = time.perf_counter()
        frame = pd.json_normalize([json.loads(record) for record in records], sep="_")
        lists = [name for name in frame if frame[name].map(lambda value: isinstance(value, list)).any()]
        frame[lists] = frame[lists].map(json.dumps)
        frame.to_parquet(f"{sys.argv[2]}/{number}.parquet")
        began += time.perf_counter() - step
        records = []
print(began)
"""


def normalized(records: list[bytes], count: int, folder: Path) -> float:
    """Seconds that pandas takes for so many records."""
    lines = folder / "records.jsonl"
    with lines.open("wb") as file:
        file.writelines(record + b"\n" for record in renamed(records, count))
    command = (UV, "run", "--no-project", "--with", f"pandas=={PANDAS}", "--with", "pyarrow", "python", "-c")
    done = subprocess.run(
        (*command, NORMALIZE, str(lines), str(folder)), check=True, capture_output=True, text=True
    )
    return float(done.stdout)


HEAD = ("step", "versions a second", "seconds")
SCALE = "{:,} versions of {:,.0f} bytes each; {:,} rows in the lake's tables; peak {:,.0f} MB."
BESIDE = (
    "The whole path is {:.1f} times as fast as pandas, which was given {:,} versions, writes one table"
    " instead of all that versions feed, and makes nothing durable on the way."
)


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--versions", type=int, default=1_000_000)
    parser.add_argument("--normalized", type=int, default=20_000)
    given = parser.parse_args()
    with emulated(Size.MEDIUM) as aws:
        records = versions(aws)
    with tempfile.TemporaryDirectory() as folder:
        landed = land(Pages(records, given.versions), Path(folder) / "data")
    with tempfile.TemporaryDirectory() as folder:
        pandas_s = normalized(records, given.normalized, Path(folder))
    whole = landed.parse_s + landed.journal_s + landed.lake_s
    size = sum(map(len, records)) / len(records)
    said = BESIDE.format(given.versions / whole / (given.normalized / pandas_s), given.normalized)
    rows = [
        ("pages parsed, checked, digested", given.versions / landed.parse_s, landed.parse_s),
        ("made durable in the journal", given.versions / landed.journal_s, landed.journal_s),
        ("journal into the lake, all tables", given.versions / landed.lake_s, landed.lake_s),
        ("the whole path, step after step", given.versions / whole, whole),
        ("pandas json_normalize to Parquet", given.normalized / pandas_s, pandas_s),
    ]
    write(
        "land",
        "Versions from pages to Iceberg",
        f"python bench/land.py --versions {given.versions}",
        (SCALE.format(given.versions, size, landed.rows, landed.peak_mb), table(HEAD, rows), said),
    )


if __name__ == "__main__":
    main()
