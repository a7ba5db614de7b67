"""How a variant or a component is used, and how it answers: the ground truth behind its metrics."""

from dataclasses import dataclass, fields
from typing import Any

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.record import Fields, Registry

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Some hours in which a share of all requests ended in a server error."""

    begin: float
    hours: float
    error_5xx: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """Requests, latency, errors and load; rates of change are by week, counted from `at`.

    `requests_per_hour` is the mean of a weekday; `day_swing` (0 to 1) moves it over the day around its peak,
    `weekend` is the weekend's part of it. Latencies are medians in milliseconds with a lognormal spread.
    Utilisation is in percent of all of an instance, `cpu` and `gpu` at mean load. From `turns` on there are
    so many times as many requests, and latencies are so many times as long.
    """

    requests_per_hour: float = 0.0
    at: float = 0.0
    peak_hour: float = 14.0
    day_swing: float = 0.6
    weekend: float = 0.4
    growth: float = 0.0
    begin: float = 0.0
    end: float = float("inf")
    turns: float = float("inf")
    turned_requests: float = 1.0
    turned_latency: float = 1.0
    latency_ms: float = 25.0
    latency_spread: float = 0.35
    latency_growth: float = 0.0
    overhead_ms: float = 4.0
    error_4xx: float = 0.0
    error_5xx: float = 0.0
    bursts: tuple[Burst, ...] = ()
    cold_starts: float = 0.02
    setup_ms: float = 2500.0
    backlog: float = 0.0
    cpu: float = 20.0
    memory: float = 35.0
    gpu: float = 0.0
    gpu_memory: float = 0.0
    disk: float = 12.0


class Behaviours(dict[Key, Behaviour]):
    """Behaviours by endpoint and variant; those of a component under `("", its name)`."""


_PLACE = frozenset({"account", "region", "endpoint", "variant", "component"})
_KNOWN = frozenset(field.name for field in fields(Behaviour))


def keep(registry: Registry, rows: list[Fields]) -> None:
    """Take behaviours from the control plane: rows of `Behaviour` with the place that they are about."""
    read = [(row, _read(row)) for row in rows]
    for row, behaviour in read:
        shelf = registry.shelf(row["account"], row["region"])
        key = ("", row["component"]) if "component" in row else (row["endpoint"], row["variant"])
        with shelf.lock:
            shelf.of(Behaviours)[key] = behaviour


def _read(row: Fields) -> Behaviour:
    given: dict[str, Any] = {name: value for name, value in row.items() if name not in _PLACE}
    missing = {"account", "region"} - set(row)
    if "component" not in row:
        missing |= {"endpoint", "variant"} - set(row)
    if wrong := sorted(missing | (set(given) - _KNOWN)):
        raise Refusal("ValidationException", f"A behaviour lacks or does not know {', '.join(wrong)}.")
    bursts = tuple(Burst(**burst) for burst in given.pop("bursts", ()))
    return Behaviour(**given, bursts=bursts)
