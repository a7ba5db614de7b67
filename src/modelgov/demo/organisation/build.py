"""Build an organisation into a file: `python -m modelgov.demo.organisation.build PATH SIZE SEED ANCHOR`.

Prints `done/total` lines. `cache.build_snapshot` runs it.
"""

import sys
from datetime import date
from pathlib import Path

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from modelgov.demo.aws.cloud import EmulatedCloud
from modelgov.demo.organisation.estate import Size
from modelgov.demo.organisation.plan import Plan
from modelgov.demo.organisation.seed import MovedClock, seed
from modelgov.demo.proving.ground import TRUTH, ground


def build(path: Path, plan: Plan) -> None:
    """Seed a new cloud and save it."""
    clock = MovedClock()
    cloud = EmulatedCloud(clock=clock)
    seed(cloud, clock, plan, _tell)
    _end_sessions()
    if plan.size is Size.PROVING:
        path.with_suffix(TRUTH).write_bytes(ground(plan.seed, plan.end).truth())
    cloud.save(path)


def _tell(done: int, total: int) -> None:
    sys.stdout.write(f"{done}/{total}\n")
    sys.stdout.flush()


def _end_sessions() -> None:
    """Three years of STS sessions have expired by now."""
    for tokens in sts_backends.values():
        for sts in tokens.values():
            sts.assumed_roles.clear()
    for users in iam_backends.values():
        for iam in users.values():
            for key in [key for key in iam.access_keys if key.startswith("ASIA")]:
                del iam.access_keys[key]


def main(given: list[str]) -> None:
    """Read the four arguments and build."""
    path, size, number, anchor = given
    build(Path(path), Plan(size=Size(size), seed=int(number), anchor=date.fromisoformat(anchor)))


if __name__ == "__main__":
    main(sys.argv[1:])
