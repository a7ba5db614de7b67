"""The state of the emulation in one file: the registry and every part of moto that holds something.

A pickle is code: only files that this project wrote itself are ever read, from a folder of its own.
"""

import os
import pickle
import threading
from pathlib import Path
from typing import Any

from moto import backends
from moto.core.base_backend import BackendDict

from modelgov.demo.aws.registry.record import Registry

# Parameter Store's backend cannot be read back, and nothing here uses it.
_LEFT_OUT = frozenset({"ssm"})
_ATTEMPTS = 5
_LOCKS = (type(threading.Lock()), type(threading.RLock()), threading.Condition)


class _Pickler(pickle.Pickler):
    """Locks are written as new locks: nobody holds one in a state at rest."""

    def reducer_override(self, obj: Any) -> Any:
        """How to rebuild what pickle refuses."""
        if isinstance(obj, _LOCKS):
            return _LOCK_MAKERS[type(obj)], ()
        return NotImplemented


_LOCK_MAKERS: dict[type, Any] = {
    type(threading.Lock()): threading.Lock,
    type(threading.RLock()): threading.RLock,
    threading.Condition: threading.Condition,
}


def save(path: Path, registry: Registry) -> None:
    """Write beside the file, sync, and rename, so that a crash leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    for attempt in range(_ATTEMPTS, 0, -1):
        try:
            with temporary.open("wb") as file:
                _Pickler(file, protocol=5).dump({"moto": _held(), "shelves": registry.shelves})
                file.flush()
                os.fsync(file.fileno())
            break
        except RuntimeError:
            # A call changed something while it was written; moto has no lock to hold that off.
            if attempt == 1:
                raise
    temporary.replace(path)


def _held() -> dict[str, dict[str, dict[str, Any]]]:
    return {
        service.service_name: {account: dict(regions) for account, regions in service.items()}
        for service in list(vars(BackendDict)["_instances"])
        if service.service_name not in _LEFT_OUT
    }


def load(path: Path) -> Registry:
    """Put moto's parts back in their places and give the registry."""
    with path.open("rb") as file:
        state = pickle.load(file)  # noqa: S301 - written by `save` in the caller's own folder
    for service, accounts in state["moto"].items():
        home = backends.get_backend(service)
        for account, regions in accounts.items():
            for region, backend in regions.items():
                dict.__setitem__(home[account], region, backend)
    registry = Registry()
    registry.shelves = state["shelves"]
    return registry
