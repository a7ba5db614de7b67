"""The organisation that is measured: the demo's, from a snapshot in `bench/.cache`."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS
from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.demo.organisation.cache import build_snapshot
from modelgov.demo.organisation.estate import Size
from modelgov.demo.organisation.plan import Plan

HOME = Path(__file__).parent
CACHE = HOME / ".cache"
SEED = 1
MODELGOV = (sys.executable, "-m", "modelgov")
DONE = (0, 3)  # how a collection may end: the demo's people delete reports of a monitor, which cannot be seen
UV = os.environ.get("UV", str(HOME.parent / ".tools" / "bin" / "uv"))


@contextmanager
def emulated(size: Size) -> Iterator[Emulator]:
    """An emulated AWS with the organisation in it, ended with the block."""
    plan = Plan(size=size, seed=SEED, anchor=datetime.now(UTC).date())
    print(f"Organisation {size.value}: {plan.size.totals}", flush=True)
    with emulated_aws(state=build_snapshot(CACHE, plan, lambda *_: None)) as aws:
        yield aws


def environment(aws: Emulator, data: Path) -> Mapping[str, str]:
    """What points modelgov, or any boto3 script, at the emulated AWS, and modelgov at a data folder."""
    return (
        {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MODELGOV_"))}
        | aws.environment(GOVERNANCE)
        | {"MODELGOV_DATA": str(data), "MODELGOV_REGIONS": ",".join(REGIONS)}
    )
