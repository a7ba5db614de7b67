"""The organisation in a file, built once for each size, seed, anchor date and version of the demo's code.

`build_snapshot(folder, plan, progress)` gives the path of a state file for `emulated_aws(state=...)`: the one
in the folder when it fits, else a new one, built by a process of its own so that the memory it takes is given
back. `progress(done, total)` is called from time to time while it builds.
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from modelgov import demo
from modelgov.demo.organisation.plan import Plan
from modelgov.demo.proving.ground import TRUTH
from modelgov.errors import MachineError

_KEPT = 3


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
    """The state file of this organisation, from the folder or newly built into it."""
    path = snapshot_path(folder, plan)
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [str(path), plan.size.value, str(plan.seed), plan.anchor.isoformat()]
    command = [sys.executable, "-m", "modelgov.demo.organisation.build", *wanted]
    with subprocess.Popen(  # noqa: S603 - our own module
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as building:
        try:
            for line in building.stdout or ():
                done, _, total = line.partition("/")
                progress(int(done), int(total))
            said = building.stderr.read() if building.stderr else ""
        except BaseException:
            building.kill()  # nobody waits for it any more, and half a file is never taken up
            building.wait()
            raise
    if building.returncode != 0 or not path.exists():
        raise MachineError(
            what=f"The demo organisation could not be built. {said.strip()}",
            where=str(path),
            remedy="Look at the message above; a full disk is the usual cause.",
        )
    _forget_old(path, plan)
    return path


def _forget_old(path: Path, plan: Plan) -> None:
    """Keep the newest few of this size: every new day, seed or change of the demo's code makes another."""
    every = path.parent.glob(f"organisation-{plan.size.value}-*.state")
    for old in sorted(every, key=lambda file: file.stat().st_mtime, reverse=True)[_KEPT:]:
        old.unlink(missing_ok=True)
        old.with_suffix(TRUTH).unlink(missing_ok=True)
