"""How fast one API may be called in one account and region: a budget shared by all threads.

AWS counts by account, region and API, and publishes hardly any number. A bucket of `rate` calls refills at
`rate` a second; a refusal for the rate lowers it there, and every answer after that lets it recover.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

SLOWEST = 0.2  # calls a second, however often AWS refuses
DROP = 0.7  # of the rate stays at a refusal
RECOVERY = 0.1  # of the full rate comes back with each answer
# Calls a second that AWS publishes as its own limit in an account and region; they leave one by one.
QUOTAS = {"cloudtrail:LookupEvents": 2.0}


@dataclass(slots=True, kw_only=True)
class _Bucket:
    rate: float
    held: float
    at: float


class Budget:
    """Budgets by key; a key that AWS throttles slows itself only."""

    def __init__(
        self,
        rate: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate = rate
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, str, str], _Bucket] = {}

    def wait(self, account_id: str, region: str, api: str) -> None:
        """Return when the call may leave; who waits has its turn reserved."""
        with self._lock:
            bucket = self._bucket((account_id, region, api))
            bucket.held -= 1
            seconds = -bucket.held / bucket.rate
        if seconds > 0:
            self._sleep(seconds)

    def refused(self, account_id: str, region: str, api: str) -> None:
        """AWS said that it was too fast."""
        with self._lock:
            bucket = self._bucket((account_id, region, api))
            bucket.rate = max(bucket.rate * DROP, min(SLOWEST, self._full(api)))
            bucket.held = min(bucket.held, 0.0)

    def answered(self, account_id: str, region: str, api: str) -> None:
        """AWS answered."""
        with self._lock:
            bucket = self._bucket((account_id, region, api))
            full = self._full(api)
            bucket.rate = min(bucket.rate + full * RECOVERY, full)

    def _full(self, api: str) -> float:
        return min(self._rate, QUOTAS.get(api, self._rate))

    def _bucket(self, key: tuple[str, str, str]) -> _Bucket:
        now = self._clock()
        most = 1.0 if key[2] in QUOTAS else max(self._rate, 1.0)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(rate=self._full(key[2]), held=most, at=now)
        bucket.held = min(most, bucket.held + (now - bucket.at) * bucket.rate)
        bucket.at = now
        return bucket
