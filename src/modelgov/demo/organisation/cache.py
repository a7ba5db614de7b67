"""The organisation in a file, built once for each size, seed, anchor date and version of the demo's code.

`build_snapshot(folder, plan, progress)` gives the path of a state file for `emulated_aws(state=...)`: the one
in the folder when it fits, else a new one.
"""

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from moto.sts.models import sts_backends

from modelgov import demo
from modelgov.demo.aws.cloud import EmulatedCloud
from modelgov.demo.organisation.plan import Plan
from modelgov.demo.organisation.seed import MovedClock, seed


def snapshot_path(folder: Path, plan: Plan) -> Path:
    """Where the snapshot of this plan lies, whether it is there or not."""
    digest = hashlib.sha256()
    digest.update(f"{version('moto')}/{plan.size.value}/{plan.seed}/{plan.anchor.isoformat()}".encode())
    home = Path(demo.__path__[0])
    for source in sorted(home.rglob("*.py")):
        digest.update(source.relative_to(home).as_posix().encode())
        digest.update(source.read_bytes())
    return folder / f"organisation-{plan.size.value}-{digest.hexdigest()[:16]}.state"


def build_snapshot(folder: Path, plan: Plan, progress: Callable[[int, int], None]) -> Path:
    """The state file of this organisation; built in this process when the folder has none."""
    path = snapshot_path(folder, plan)
    if path.exists():
        return path
    clock = MovedClock()
    cloud = EmulatedCloud(clock=clock)
    seed(cloud, clock, plan, progress)
    for accounts in sts_backends.values():
        for backend in accounts.values():
            backend.assumed_roles.clear()  # three years of expired sessions
    cloud.save(path)
    return path
