"""Judging beside the web: everything at first and now and then, and soon what a change touched."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from modelgov.errors import ModelgovError
from modelgov.flow.check import Checking, check, worth_judging
from modelgov.table.hot import Touched

FULL_SECONDS = 3600.0  # time alone turns judgements: reviews fall due
QUIET_SECONDS = 10.0  # a collection is over when nothing came for so long
FIRST_SECONDS = 2.0  # pages first
SETTLE_SECONDS = 0.8  # so, too, when something changed: who looks at it asks for it right now
MOST = 500  # assets that are judged by themselves; where more changed, everything is judged


@dataclass(slots=True)
class Due:
    """What is to be judged: the assets of changes, or everything, from when on."""

    assets: set[str] = field(default_factory=set)
    whole_at: float = field(default_factory=lambda: time.monotonic() + FIRST_SECONDS)
    assets_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, touched: Touched) -> None:
        """One step of the tables: its assets soon, or everything once it is quiet."""
        if not worth_judging(touched.kinds):
            return
        with self._lock:
            if touched.assets and len(touched.assets) + len(self.assets) <= MOST:
                if not self.assets:  # more that changes does not put off what waits
                    self.assets_at = time.monotonic() + SETTLE_SECONDS
                self.assets |= set(touched.assets)
            else:
                self.whole_at = time.monotonic() + QUIET_SECONDS
                self.assets.clear()

    def take(self) -> tuple[bool, tuple[str, ...]]:
        """Whether everything is due, and else which assets are; they are taken off."""
        with self._lock:
            whole = time.monotonic() >= self.whole_at
            if whole:
                self.whole_at = time.monotonic() + FULL_SECONDS
            if not whole and time.monotonic() < self.assets_at:
                return False, ()
            assets = tuple(sorted(self.assets))
            self.assets.clear()
        return whole, () if whole else assets


def judge(
    parts: Checking,
    due: Due,
    stop: threading.Event,
    trouble: Callable[[ModelgovError], None],
    tell: Callable[[], object],
) -> None:
    """Judge what is due until told to stop; trouble is told and tried again with what comes next.

    `tell` is called when the tables hold what an evaluation turned, and whom it concerns may be told.
    """
    while not stop.wait(0.1):
        whole, assets = due.take()
        if not whole and not assets:
            continue
        try:
            checked = check(parts, assets=None if whole else assets)
            parts.caught_up(parts.journal.last_position())
            tell()
        except ModelgovError as error:
            trouble(error)
            continue
        for row in checked.failed:
            trouble(row.error)
