"""What happened to a variant in consecutive stretches of time: requests, errors, latency, load.

Requests are drawn for each hour and spread evenly over its seconds, so that the counts of minutes add up to
the count of their hour whatever period is asked for.
"""

from dataclasses import dataclass
from math import gcd, log, log1p, pi

import numpy as np

from modelgov.demo.aws.serving.lifetime import Lifetime
from modelgov.demo.aws.traffic.behaviour import Behaviour
from modelgov.demo.aws.traffic.chance import Floats, Ints, normal, uniform

HOUR = 3600
_WEEK = 7 * 24 * HOUR
_REQUEST_NOISE = 0.12
_LATENCY_NOISE = 0.05
_BUSIEST = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The points that are asked for: `count` of them from `start` on, each of `period` seconds."""

    start: int
    period: int
    count: int

    @property
    def unit(self) -> int:
        """The longest stretch that fits into both an hour and a point."""
        return gcd(self.period, HOUR)

    @property
    def units_a_point(self) -> int:
        """How many stretches make a point."""
        return self.period // self.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """One row for each point, one column for each stretch in it; `minutes` counts those of all instances."""

    requests: Floats
    per_instance: Floats
    errors_4xx: Floats
    errors_5xx: Floats
    cold_starts: Floats
    log_latency: Floats
    log_overhead: Floats
    load: Floats
    backlog: Floats
    noise: Floats
    minutes: Floats
    instances: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hours:
    """The draws of each hour."""

    requests: Ints
    rates: dict[str, Floats]
    phases: Floats
    log_latency: Floats
    log_overhead: Floats
    noise: Floats


def usage(name: str, behaviour: Behaviour, lives: tuple[Lifetime, ...], span: Span, now: float) -> Usage:
    """What happened to the variant of this name while it ran, up to now."""
    starts = span.start + span.unit * np.arange(span.count * span.units_a_point, dtype=np.int64)
    hour_of = starts // HOUR
    hours = np.arange(hour_of[0], hour_of[-1] + 1, dtype=np.int64)
    drawn = _draw(name, behaviour, hours)
    at = hour_of - hour_of[0]
    running = _Running(starts, span.unit, drawn, at)
    for life in lives:
        running.add(life, now)
    mean = max(behaviour.requests_per_hour * span.unit / HOUR, 1e-9)
    load = np.minimum(running.requests / mean, _BUSIEST) if behaviour.requests_per_hour else starts * 0.0
    columns = {
        "requests": running.requests,
        "per_instance": running.per_instance,
        "errors_4xx": running.errors["4xx"],
        "errors_5xx": running.errors["5xx"],
        "cold_starts": running.errors["cold"],
        "log_latency": drawn.log_latency[at],
        "log_overhead": drawn.log_overhead[at],
        "load": load,
        "backlog": behaviour.backlog * load,
        "noise": drawn.noise[at],
        "minutes": running.minutes,
        "instances": running.instances,
    }
    shape = (span.count, span.units_a_point)
    return Usage(**{column: values.reshape(shape) for column, values in columns.items()})


class _Running:
    """Adds up what happened while the variant ran, lifetime by lifetime."""

    def __init__(self, starts: Ints, unit: int, drawn: _Hours, at: Ints) -> None:
        self._starts, self._unit, self._drawn, self._at = starts, unit, drawn, at
        nothing = np.zeros(len(starts))
        self.requests, self.per_instance, self.minutes = nothing, nothing, nothing
        self.instances = nothing
        self.errors = dict.fromkeys(drawn.rates, nothing)

    def add(self, life: Lifetime, now: float) -> None:
        """Count what fell into one lifetime; without an instance or a copy nothing is answered."""
        end = min(now, life.end if life.end is not None else now)
        begins = np.maximum(self._starts, life.begin)
        ends = np.minimum(self._starts + self._unit, end)
        seconds = np.maximum(ends - begins, 0.0)
        if (life.instance and not life.count) or not seconds.any():
            return
        hour = self._at * HOUR + (self._starts[0] // HOUR) * HOUR
        drawn = self._drawn.requests[self._at]
        before = np.floor(drawn * (begins - hour) / HOUR) * (seconds > 0)
        after = np.floor(drawn * (ends - hour) / HOUR) * (seconds > 0)
        self.requests = self.requests + after - before
        self.per_instance = self.per_instance + (after - before) / max(life.count, 1)
        for kind, rates in self._drawn.rates.items():
            rate, phase = rates[self._at], self._drawn.phases[self._at]
            told = np.floor(after * rate + phase) - np.floor(before * rate + phase)
            self.errors = self.errors | {kind: self.errors[kind] + told}
        self.minutes = self.minutes + np.ceil(seconds / 60) * life.count
        self.instances = np.where(seconds > 0, life.count, self.instances)


def _draw(name: str, behaviour: Behaviour, hours: Ints) -> _Hours:
    middle = hours * float(HOUR) + HOUR / 2
    weeks = (middle - behaviour.at) / _WEEK if behaviour.at else np.zeros(len(hours))
    day = 1 + behaviour.day_swing * np.cos(2 * pi * (hours % 24 - behaviour.peak_hour) / 24)
    weekend = (hours // 24 + 3) % 7 >= 5  # the first day of the epoch was a Thursday
    week = np.where(weekend, behaviour.weekend, 1.0)
    alive = (middle >= behaviour.begin) & (middle < behaviour.end)
    mean = behaviour.requests_per_hour * day * week * np.exp(log1p(behaviour.growth) * weeks) * alive
    turned = middle >= behaviour.turns
    mean = mean * np.where(turned, behaviour.turned_requests, 1.0)
    busy = np.exp(_REQUEST_NOISE * normal(f"{name} requests", hours))
    requests = np.floor(mean * busy + uniform(f"{name} rest", hours) * alive).astype(np.int64)
    server = np.full(len(hours), behaviour.error_5xx)
    for burst in behaviour.bursts:
        struck = (middle >= burst.begin) & (middle < burst.begin + burst.hours * HOUR)
        server = np.where(struck, burst.error_5xx, server)
    drift = log1p(behaviour.latency_growth) * weeks + turned * log(behaviour.turned_latency)
    return _Hours(
        requests=requests * (behaviour.requests_per_hour > 0),
        rates={
            "4xx": np.full(len(hours), behaviour.error_4xx),
            "5xx": server,
            "cold": np.full(len(hours), behaviour.cold_starts),
        },
        phases=uniform(f"{name} errors", hours),
        log_latency=log(behaviour.latency_ms * 1000)
        + drift
        + _LATENCY_NOISE * normal(f"{name} latency", hours),
        log_overhead=log(behaviour.overhead_ms * 1000) + _LATENCY_NOISE * normal(f"{name} overhead", hours),
        noise=np.exp(0.1 * normal(f"{name} load", hours)),
    )
