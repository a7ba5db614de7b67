"""The metrics that SageMaker publishes: one row each, with the samples behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from modelgov.demo.aws.serving.lifetime import Lifetime
from modelgov.demo.aws.traffic.behaviour import Behaviour
from modelgov.demo.aws.traffic.chance import Floats
from modelgov.demo.aws.traffic.hardware import gpus, vcpus
from modelgov.demo.aws.traffic.sample import Even, Level, Lognormal, Marks, Samples
from modelgov.demo.aws.traffic.usage import Usage

INVOCATIONS = "AWS/SageMaker"
ENDPOINTS = "/aws/sagemaker/Endpoints"
COMPONENTS = "/aws/sagemaker/InferenceComponents"
NAMESPACES = frozenset({INVOCATIONS, ENDPOINTS, COMPONENTS})

_IDLE = {"cpu": 1.2, "gpu": 0.0}
_OVERHEAD_SPREAD = 0.5
_SETUP_SPREAD = 0.3
_SWING = {"cpu": 0.35, "memory": 0.06, "gpu": 0.3, "gpu_memory": 0.02, "disk": 0.01}


class Dimensions(Enum):
    """What a metric is told by."""

    VARIANT = ("EndpointName", "VariantName")
    COMPONENT = ("InferenceComponentName",)
    ENDPOINT = ("EndpointName",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose metric it is: how it behaves, and what it runs on."""

    behaviour: Behaviour
    life: Lifetime

    @property
    def serverless(self) -> bool:
        """Whether it runs on nobody's instances."""
        return not self.life.instance


Published = Callable[[Lifetime], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric by its name, and who publishes it."""

    namespace: str
    name: str
    dimensions: Dimensions
    unit: str
    published: Published
    samples: Callable[[Source, Usage], Samples]


def _answers(life: Lifetime) -> bool:
    return not life.component and not life.hosts_components


def _has_instances(life: Lifetime) -> bool:
    return bool(life.instance) and not life.component


def _marks(column: str) -> Callable[[Source, Usage], Samples]:
    def samples(_: Source, seen: Usage) -> Samples:
        return Marks(count=seen.requests.sum(axis=1), meant=getattr(seen, column).sum(axis=1))

    return samples


def _per_instance(_: Source, seen: Usage) -> Samples:
    count = seen.requests.sum(axis=1)
    return Even(count=count, value=seen.per_instance.sum(axis=1) / np.maximum(count, 1))


def _mixed(count: Floats, centre: Floats, spread: float) -> Lognormal:
    """The latencies of several stretches together, as one lognormal with their mean and variance of logs."""
    total = count.sum(axis=1)
    weight = count / np.maximum(total, 1)[:, None]
    middle = (weight * centre).sum(axis=1)
    between = (weight * (centre - middle[:, None]) ** 2).sum(axis=1)
    return Lognormal(count=total, centre=middle, spread=np.sqrt(spread**2 + between))


def _model_latency(source: Source, seen: Usage) -> Samples:
    return _mixed(seen.requests, seen.log_latency, source.behaviour.latency_spread)


def _overhead_latency(_: Source, seen: Usage) -> Samples:
    return _mixed(seen.requests, seen.log_overhead, _OVERHEAD_SPREAD)


def _setup_time(source: Source, seen: Usage) -> Samples:
    centre = np.full(seen.requests.shape, np.log(source.behaviour.setup_ms * 1000))
    return _mixed(seen.cold_starts, centre, _SETUP_SPREAD)


def _backlog(source: Source, seen: Usage) -> Samples:
    return _level(seen.minutes / np.maximum(source.life.count, 1), seen.backlog, float("inf"), 0.5)


def _backlog_per_instance(source: Source, seen: Usage) -> Samples:
    share = seen.backlog / max(source.life.count, 1)
    return _level(seen.minutes / np.maximum(source.life.count, 1), share, float("inf"), 0.5)


def _utilisation(part: str, units: Callable[[str], int]) -> Callable[[Source, Usage], Samples]:
    def samples(source: Source, seen: Usage) -> Samples:
        whole = 100.0 * units(source.life.instance)
        share = getattr(source.behaviour, part)
        # Work comes and goes with the requests; memory and disk hardly do.
        busy = seen.load * seen.noise if part in _IDLE else seen.noise**0.2
        percent = _IDLE.get(part, 0.0) + share * busy
        level = np.minimum(percent, 98.0) * whole / 100
        count = seen.requests if source.serverless else seen.minutes
        return _level(count, level, whole, _SWING[part])

    return samples


def _level(count: Floats, level: Floats, most: float, swing: float) -> Level:
    total = count.sum(axis=1)
    weight = count / np.maximum(total, 1)[:, None]
    mean = (weight * level).sum(axis=1)
    apart = np.abs(np.where(count > 0, level - mean[:, None], 0.0)).max(axis=1)
    room = np.minimum(np.minimum(most - mean, mean), np.maximum(swing * mean, apart))
    return Level(count=total, mean=mean, width=np.maximum(room, 0.0))


def _one(_: str) -> int:
    return 1


def _requests(
    name: str, samples: Callable[[Source, Usage], Samples], unit: str = "None"
) -> tuple[Metric, ...]:
    """A metric of requests, told by variant and by component."""
    rows = ((Dimensions.VARIANT, _answers), (Dimensions.COMPONENT, lambda life: life.component))
    return tuple(
        Metric(
            namespace=INVOCATIONS,
            name=name,
            dimensions=dimensions,
            unit=unit,
            published=published,
            samples=samples,
        )
        for dimensions, published in rows
    )


def _variant(
    namespace: str,
    name: str,
    unit: str,
    published: Published,
    samples: Callable[[Source, Usage], Samples],
) -> Metric:
    return Metric(
        namespace=namespace,
        name=name,
        dimensions=Dimensions.VARIANT,
        unit=unit,
        published=published,
        samples=samples,
    )


def _normalized(name: str, part: str, published: Published) -> Metric:
    return Metric(
        namespace=COMPONENTS,
        name=f"{name}UtilizationNormalized",
        dimensions=Dimensions.COMPONENT,
        unit="Percent",
        published=published,
        samples=_utilisation(part, _one),
    )


def _of_queue(name: str, samples: Callable[[Source, Usage], Samples]) -> Metric:
    return Metric(
        namespace=INVOCATIONS,
        name=name,
        dimensions=Dimensions.ENDPOINT,
        unit="Count",
        published=lambda life: life.asynchronous,
        samples=samples,
    )


METRICS: tuple[Metric, ...] = (
    *_requests("Invocations", _marks("requests")),
    *_requests("InvocationsPerInstance", _per_instance),
    *_requests("Invocation4XXErrors", _marks("errors_4xx")),
    *_requests("Invocation5XXErrors", _marks("errors_5xx")),
    *_requests("InvocationModelErrors", _marks("errors_5xx")),
    *_requests("ModelLatency", _model_latency, "Microseconds"),
    *_requests("OverheadLatency", _overhead_latency, "Microseconds"),
    _variant(INVOCATIONS, "ModelSetupTime", "Microseconds", lambda life: not life.instance, _setup_time),
    _of_queue("ApproximateBacklogSize", _backlog),
    _of_queue("ApproximateBacklogSizePerInstance", _backlog_per_instance),
    _variant(ENDPOINTS, "CPUUtilization", "Percent", _has_instances, _utilisation("cpu", vcpus)),
    _variant(
        ENDPOINTS,
        "MemoryUtilization",
        "Percent",
        lambda life: not life.component,
        _utilisation("memory", _one),
    ),
    _variant(ENDPOINTS, "DiskUtilization", "Percent", _has_instances, _utilisation("disk", _one)),
    _variant(
        ENDPOINTS,
        "GPUUtilization",
        "Percent",
        lambda life: _has_instances(life) and gpus(life.instance) > 0,
        _utilisation("gpu", gpus),
    ),
    _variant(
        ENDPOINTS,
        "GPUMemoryUtilization",
        "Percent",
        lambda life: _has_instances(life) and gpus(life.instance) > 0,
        _utilisation("gpu_memory", gpus),
    ),
    _normalized("CPU", "cpu", lambda life: life.component),
    _normalized("Memory", "memory", lambda life: life.component),
    _normalized("GPU", "gpu", lambda life: life.component and gpus(life.instance) > 0),
    _normalized("GPUMemory", "gpu_memory", lambda life: life.component and gpus(life.instance) > 0),
)
