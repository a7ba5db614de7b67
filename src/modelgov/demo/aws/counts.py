"""How many calls the emulation has answered, by service, operation, account and region."""

import threading
import time
from collections import Counter
from typing import Any

from modelgov.demo.aws.call import Call


class Counts:
    """Counters since the last reset, and the CPU seconds that the process has spent since then."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Start again from zero."""
        with self._lock:
            self._calls: Counter[str] = Counter()
            self._refused = 0
            self._cpu_at_start = time.process_time()

    def note(self, call: Call, *, refused: bool) -> None:
        """One more call; `refused` when a fault answered it."""
        with self._lock:
            self._calls[call.key] += 1
            self._refused += refused

    def shown(self) -> dict[str, Any]:
        """The counters as the control plane answers them."""
        with self._lock:
            return {
                "calls": dict(sorted(self._calls.items())),
                "total": self._calls.total(),
                "throttled": self._refused,
                "cpu_s": round(time.process_time() - self._cpu_at_start, 4),
            }
