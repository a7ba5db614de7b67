"""Hourly metrics of every variant and inference component that this walk saw.

Never from ListMetrics, which forgets what was silent for two weeks. How far each variant has been read
stands in its newest known document, so an endpoint that comes late is read from its own beginning. Only
whole hours are asked for; what is asked and has no datapoint is stored as asked, without a number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import msgspec
import orjson

from modelgov.collect.reader import Reader
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import Batch, Reading, Scope
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind

HOUR = timedelta(hours=1)
MOST_QUERIES, MOST_POINTS = 500, 100_800  # of one call
STRETCH = timedelta(hours=MOST_POINTS // MOST_QUERIES // 24 * 24)  # whole days that fit into one call
SETTLED = timedelta(minutes=10)  # CloudWatch may be this late with an hour's last points
GPU = re.compile(r"ml\.[gp]\d")  # c7g and its like have an Arm processor and no GPU

INVOCATIONS, ENDPOINTS = "AWS/SageMaker", "/aws/sagemaker/Endpoints"
COMPONENTS = "/aws/sagemaker/InferenceComponents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One series of a variant: what CloudWatch calls it, and what the document does.

    `digits` are kept; `scale` divides, for CloudWatch gives latencies in microseconds.
    """

    field: str
    namespace: str
    name: str
    stat: str
    digits: int | None = 3
    scale: float = 1.0


def _latency(name: str) -> tuple[Metric, ...]:
    stats = (("", "Average"), ("P50", "p50"), ("P90", "p90"), ("P99", "p99"))
    return tuple(
        Metric(field=name + suffix, namespace=INVOCATIONS, name=name, stat=stat, scale=1000.0)
        for suffix, stat in stats
    )


def _used(field: str, namespace: str, name: str) -> Metric:
    return Metric(field=field, namespace=namespace, name=name, stat="Average")


REQUESTS: tuple[Metric, ...] = (
    *(
        Metric(field=field, namespace=INVOCATIONS, name=name, stat="Sum", digits=None)
        for field, name in (
            ("Invocations", "Invocations"),
            ("Errors4xx", "Invocation4XXErrors"),
            ("Errors5xx", "Invocation5XXErrors"),
        )
    ),
    *_latency("ModelLatency"),
    *_latency("OverheadLatency"),
)
MEMORY = (_used("Memory", ENDPOINTS, "MemoryUtilization"),)
INSTANCE = (
    _used("Cpu", ENDPOINTS, "CPUUtilization"),
    *MEMORY,
    _used("Disk", ENDPOINTS, "DiskUtilization"),
)
INSTANCE_GPU = (
    _used("Gpu", ENDPOINTS, "GPUUtilization"),
    _used("GpuMemory", ENDPOINTS, "GPUMemoryUtilization"),
)
COMPONENT = (
    _used("Cpu", COMPONENTS, "CPUUtilizationNormalized"),
    _used("Memory", COMPONENTS, "MemoryUtilizationNormalized"),
)
COMPONENT_GPU = (
    _used("Gpu", COMPONENTS, "GPUUtilizationNormalized"),
    _used("GpuMemory", COMPONENTS, "GPUMemoryUtilizationNormalized"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whose metrics are asked for, which of them, and from when on."""

    asset: str
    names: Mapping[str, str]
    instance_type: str | None
    metrics: tuple[Metric, ...]
    begin: datetime

    def queries(self, place: int) -> Iterator[dict[str, Any]]:
        """What GetMetricData is asked; the ids tell the place of the target and of the metric."""
        dimensions = [{"Name": name, "Value": value} for name, value in self.names.items()]
        for number, metric in enumerate(self.metrics):
            named = {"Namespace": metric.namespace, "MetricName": metric.name, "Dimensions": dimensions}
            stat = {"Metric": named, "Period": 3600, "Stat": metric.stat}
            yield {"Id": f"q{place}_{number}", "MetricStat": stat}


def read_metrics(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Ask for the hours that are not known yet, a stretch of days after the other."""
    reading.full = False
    reading.failure = scope.failed(Kind.ENDPOINT) or scope.failed(Kind.INFERENCE_COMPONENT)
    end = _hour(scope.run.clock() - SETTLED)
    known = scope.live(Kind.ENDPOINT_METRIC)
    targets = [
        target
        for target in _targets(scope)
        if target.begin < end and (target.asset not in known or known[target.asset].changed_at < end)
    ]
    moment = min((target.begin for target in targets), default=end)
    try:
        while moment < end:
            until = min(moment + STRETCH, end)
            begun = [target for target in targets if target.begin < until]
            yield from _stretch(scope, reading, begun, (moment, until))
            moment = until
    except CallError as error:
        reading.failure = error


def _stretch(
    scope: Scope, reading: Reading, targets: Iterable[Target], span: tuple[datetime, datetime]
) -> Iterator[Batch]:
    for group in _calls(targets):
        first = max(span[0], min(target.begin for target in group))
        answers = _asked(scope, reading, group, (first, span[1]))
        with scope.reader.door.large:
            page = next(answers, b"{}")  # a call is made so that one page holds its answer
            with scope.reader.door.parsed:
                found, refused = _taken_apart(scope.reader, group, chain((page,), answers))
                documents = [
                    _document(target, found[place], (max(first, target.begin), span[1]))
                    for place, target in enumerate(group)
                    if place not in refused
                ]
                del page, found
        yield scope.batch(reading, documents)
        for place, reason in sorted(refused.items()):
            yield scope.lost(reading, Outcome.FAILED, reason, group[place].asset)


def _calls(targets: Iterable[Target]) -> Iterator[tuple[Target, ...]]:
    """As many targets together as the queries of one call allow."""
    most = max(len(INSTANCE + INSTANCE_GPU + REQUESTS), len(COMPONENT + COMPONENT_GPU + REQUESTS))
    listed, size = tuple(targets), MOST_QUERIES // most
    return (listed[place : place + size] for place in range(0, len(listed), size))


class Result(msgspec.Struct):
    """One series of an answer of GetMetricData, or a part of it."""

    Id: str
    Timestamps: list[int | float] = []
    Values: list[float] = []
    StatusCode: str = "Complete"


class Answer(msgspec.Struct):
    """An answer of GetMetricData."""

    MetricDataResults: list[Result] = []


ANSWER = msgspec.json.Decoder(Answer)
Series = dict[str, tuple[list[int | float], list[float]]]  # hours and their values, by field


def _asked(
    scope: Scope, reading: Reading, group: tuple[Target, ...], span: tuple[datetime, datetime]
) -> Iterator[bytes]:
    """The pages of what CloudWatch answers for the targets."""
    queries = [query for place, target in enumerate(group) for query in target.queries(place)]
    arguments = {
        "MetricDataQueries": queries,
        "StartTime": span[0],
        "EndTime": span[1],
        "ScanBy": "TimestampAscending",
    }
    return scope.reader.bodies("GetMetricData", arguments, reading.tally, service="cloudwatch")


def _taken_apart(
    reader: Reader, group: tuple[Target, ...], pages: Iterable[bytes]
) -> tuple[list[Series], dict[int, str]]:
    """The points by target and metric; and which targets CloudWatch did not answer wholly."""
    found: list[Series] = [{} for _ in group]
    states: dict[int, dict[int, str]] = {place: {} for place, _ in enumerate(group)}
    for page in pages:
        for result in reader.read("GetMetricData", page, ANSWER).MetricDataResults:
            place, number = map(int, result.Id[1:].split("_"))
            hours, values = found[place].setdefault(group[place].metrics[number].field, ([], []))
            hours += result.Timestamps
            values += result.Values
            states[place][number] = result.StatusCode
    refused = {
        place: f"CloudWatch did not answer it wholly: {', '.join(sorted(set(codes)))}."
        for place, told in states.items()
        if (codes := [code for code in told.values() if code != "Complete"])
        or (codes := ["no answer"] * (len(group[place].metrics) - len(told)))
    }
    return found, refused


def _document(target: Target, series: Series, span: tuple[datetime, datetime]) -> bytes:
    """What was asked of one target and what came, hour by hour; a null where there is no datapoint."""
    first, last = span[0].timestamp(), span[1].timestamp()
    every = set[int | float]().union(*(hours for hours, _ in series.values()))
    hours = sorted(hour for hour in every if first <= hour < last)
    columns: dict[str, list[Any]] = {"Hour": hours} if hours else {}
    for metric in target.metrics:
        known, values = series.get(metric.field, ([], []))
        if hours and known:
            columns[metric.field] = _column(metric, hours, known, values)
    return orjson.dumps(
        {
            "MetricArn": target.asset,
            **target.names,
            "InstanceType": target.instance_type,
            "From": first,
            "Until": last,
            "Series": columns,
        }
    )


def _column(
    metric: Metric, hours: list[int | float], known: list[int | float], values: list[float]
) -> list[float | None]:
    """The values as they are kept, in the order of the hours; mostly they came so."""
    scale, digits = metric.scale, metric.digits
    if known == hours:
        return [round(value / scale, digits) for _, value in zip(known, values, strict=True)]
    points = dict(zip(known, values, strict=True))
    found = map(points.get, hours)
    return [None if value is None else round(value / scale, digits) for value in found]


def _targets(scope: Scope) -> Iterator[Target]:
    """The variants of the endpoints that this walk saw, and the inference components."""
    configs = {
        asset.rsplit("/", 1)[-1].lower(): orjson.loads(document)
        for asset, document in scope.current(Kind.ENDPOINT_CONFIG).items()
    }
    instances: dict[tuple[str, str], str | None] = {}
    for asset, document in scope.seen(Kind.ENDPOINT).items():
        endpoint = orjson.loads(document)
        config = configs.get(str(endpoint.get("EndpointConfigName")).lower())
        for variant in _variants(endpoint):
            planned = _planned(config, variant["VariantName"])
            named = (endpoint["EndpointName"], variant["VariantName"])
            instances[named] = planned.get("InstanceType")
            yield Target(
                asset=f"{asset}/variant/{named[1]}/metric",
                names={"EndpointName": named[0], "VariantName": named[1]},
                instance_type=instances[named],
                metrics=_metrics(variant, planned),
                begin=_begin(scope, f"{asset}/variant/{named[1]}/metric", endpoint["CreationTime"]),
            )
    for asset, document in scope.current(Kind.INFERENCE_COMPONENT).items():
        component = orjson.loads(document)
        instance = instances.get((str(component.get("EndpointName")), str(component.get("VariantName"))))
        yield Target(
            asset=f"{asset}/metric",
            names={"InferenceComponentName": component["InferenceComponentName"]},
            instance_type=instance,
            metrics=REQUESTS + COMPONENT + (COMPONENT_GPU if _may_have_gpu(instance) else ()),
            begin=_begin(scope, f"{asset}/metric", component["CreationTime"]),
        )


def _variants(endpoint: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*endpoint.get("ProductionVariants", ()), *endpoint.get("ShadowProductionVariants", ())]


def _planned(config: Mapping[str, Any] | None, name: str) -> dict[str, Any]:
    """The variant as its config plans it; nothing where the config was not seen."""
    every = _variants(config) if config is not None else []
    return next((one for one in every if one.get("VariantName") == name), {})


def _metrics(variant: Mapping[str, Any], planned: Mapping[str, Any]) -> tuple[Metric, ...]:
    if "CurrentServerlessConfig" in variant or "ServerlessConfig" in planned:
        return REQUESTS + MEMORY
    used = INSTANCE + (INSTANCE_GPU if _may_have_gpu(planned.get("InstanceType")) else ())
    hosts = planned and "ModelName" not in planned  # the components that it hosts get the requests
    return used if hosts else REQUESTS + used


def _may_have_gpu(instance_type: str | None) -> bool:
    """Whether to ask for its GPUs: also where nobody knows the type."""
    return instance_type is None or GPU.match(instance_type) is not None


def _begin(scope: Scope, asset: str, created: float) -> datetime:
    """The first hour that is not known: after the newest document, with an overlap; else the horizon."""
    last = scope.live(Kind.ENDPOINT_METRIC).get(asset)
    if last is not None:
        return last.changed_at - HOUR * -(-scope.run.overlap // HOUR)
    start = max(datetime.fromtimestamp(created, UTC), scope.run.clock() - scope.run.metric_horizon)
    return _hour(start)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
