"""Every account and region side by side, each within its own budget of calls, against the slowest alone.

    python bench/scopes.py [--size medium] [--calls-per-second 5] [--latency-ms 30]

AWS counts calls by account, region and API. So a whole organisation should take no longer than the account
and region that takes longest by itself; what it takes beyond that is our own CPU.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from measure import Measured, run
from modelgov.demo.organisation.estate import Size
from organisation import DONE, MODELGOV, emulated, environment
from report import table, write

MOST_CALLS = """
select account_id, region, sum(calls) as calls from coverage_observation where region <> 'global'
group by account_id, region order by calls desc limit {most}
"""
ALONE = 3  # those with the most calls, each once by itself


def collected(surroundings: Mapping[str, str], data: Path) -> Measured:
    """One full collection into a fresh folder."""
    shutil.rmtree(data, ignore_errors=True)
    done = run((*MODELGOV, "collect", "--full"), surroundings)
    if done.code not in DONE:
        raise SystemExit(f"modelgov collect ended with {done.code}: {done.said}")
    return done


HEAD = ("collection", "calls", "wall s", "CPU s")
SCALE = (
    "{} accounts by 3 regions, {} calls a second for each API of each account and region, {} ms before"
    " every answer. Wall clock is that of the whole command, from its start to the rows in the lake."
)


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=Size, default=Size.MEDIUM)
    parser.add_argument("--calls-per-second", type=int, default=5)
    parser.add_argument("--latency-ms", type=int, default=30)
    given = parser.parse_args()
    with emulated(given.size) as aws, tempfile.TemporaryDirectory() as folder:
        aws.faults([{"delay_ms": given.latency_ms}])
        data = Path(folder) / "data"
        here = {
            **environment(aws, data),
            "MODELGOV_CALLS_PER_SECOND": str(given.calls_per_second),
        }
        whole = collected(here, data)
        query = MOST_CALLS.format(most=ALONE)
        asked = run((*MODELGOV, "query", query, "--format", "json"), here)
        rows: list[tuple[object, ...]] = []
        for row in json.loads(asked.said):
            only = {"MODELGOV_ACCOUNTS": row["account_id"], "MODELGOV_REGIONS": row["region"]}
            alone = collected(here | only, data)
            rows.append(
                (f"{row['account_id']} {row['region']} alone", row["calls"], alone.wall_s, alone.cpu_s)
            )
    slowest = max(float(str(row[2])) for row in rows)
    totals = given.size.totals
    write(
        "scopes",
        "Accounts and regions side by side",
        f"python bench/scopes.py --size {given.size.value}",
        (
            SCALE.format(totals.accounts, given.calls_per_second, given.latency_ms),
            table(HEAD, [("all side by side", "", whole.wall_s, whole.cpu_s), *rows]),
            f"Side by side takes {whole.wall_s / slowest:.2f} times as long as the slowest one; target 1.3.",
        ),
    )


if __name__ == "__main__":
    main()
