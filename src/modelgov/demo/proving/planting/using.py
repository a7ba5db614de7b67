"""Plants of what an endpoint runs on, how it is used, and what it runs from outside."""

import random
from dataclasses import replace

from modelgov.demo.aws.registry.packages import image_digest
from modelgov.demo.proving.plant import Mix, Plant, called, hosted, unwatched
from modelgov.demo.proving.spec import Spec

_KINDS = ("DataQuality", "ModelQuality", "ModelBias")
_OUTSIDE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference"


_TURNED = 8.0  # days before the end on which something changed for good


def _multiplied(spec: Spec, draw: random.Random) -> Spec:
    return called(spec, cpu=30.0, turns=spec.at(_TURNED), turned_requests=draw.uniform(2.6, 4.0))


def _vanished(spec: Spec, _: random.Random) -> Spec:
    return called(spec, end=spec.at(_TURNED))


def _slower(spec: Spec, draw: random.Random) -> Spec:
    return called(spec, turns=spec.at(_TURNED), turned_latency=draw.uniform(2.0, 3.0))


def _breaking(spec: Spec, _: random.Random) -> Spec:
    """Errors multiply, and are below the limit over the month all the same."""
    burst = {"begin": spec.at(_TURNED), "hours": (_TURNED + 3) * 24, "error_5xx": 0.012}
    return called(spec, bursts=[burst])


def _tagged_image(spec: Spec, draw: random.Random) -> Spec:
    tag = draw.choice(("latest", "1.7-1", "stable"))
    return replace(spec, image=f"{spec.image.partition('@')[0]}:{tag}")


def _shadow(spec: Spec, image: str, artifact: str) -> Spec:
    """An endpoint of which the registry knows nothing."""
    return hosted(replace(spec, unknown=True), container={"Image": image, "ModelDataUrl": artifact})


def _unregistered(spec: Spec, _: random.Random) -> Spec:
    return _shadow(spec, spec.image, f"{spec.home}/notebook/model.tar.gz")


def _unpinned(spec: Spec, _: random.Random) -> Spec:
    return _shadow(spec, f"{_OUTSIDE}:0.32.0-lmi14.0.0", f"{spec.home}/notebook/model.tar.gz")


def _jumpstart(spec: Spec) -> str:
    return f"s3://jumpstart-cache-prod-{spec.cell.region}/{spec.name}/model.tar.gz"


def _unreviewed(spec: Spec, _: random.Random) -> Spec:
    return _shadow(spec, f"{_OUTSIDE}@{image_digest(_OUTSIDE)}", _jumpstart(spec))


def _half_reviewed(spec: Spec, _: random.Random) -> Spec:
    container = {"Image": f"{_OUTSIDE}@{image_digest(_OUTSIDE)}", "ModelDataUrl": _jumpstart(spec)}
    known = replace(spec, image=container["Image"], artifact=_jumpstart(spec), card_status="Draft")
    return hosted(known, container=container)


PLANTS = (
    Plant(
        control="deployment-image-digest", mix=Mix.LOAD, what="endpoint", serves=True, change=_tagged_image
    ),
    Plant(
        control="deployment-network-isolation",
        mix=Mix.LOAD,
        what="endpoint",
        serves=True,
        change=lambda spec, _: hosted(spec, isolated=False),
    ),
    Plant(
        control="deployment-single-instance",
        mix=Mix.LOAD,
        what="endpoint",
        serves=True,
        change=lambda spec, _: hosted(spec, count=1),
    ),
    Plant(
        control="deployment-data-capture",
        what="endpoint",
        serves=True,
        tier=1,
        change=lambda spec, draw: hosted(spec, capture=draw.choice((10, 50, 99))),
    ),
    Plant(
        control="deployment-data-capture",
        what="endpoint",
        serves=True,
        tier=2,
        change=lambda spec, _: unwatched(hosted(spec, capture=None), *_KINDS),
        besides=(
            ("monitoring-data-quality-missing", "endpoint"),
            ("monitoring-model-quality-missing", "endpoint"),
        ),
    ),
    Plant(control="deployment-shadow-ai", what="endpoint", serves=True, tier=2, change=_unregistered),
    Plant(
        control="cost-endpoint-idle",
        what="endpoint",
        serves=True,
        change=lambda spec, _: called(spec, requests_per_hour=0.0),
    ),
    Plant(
        control="cost-endpoint-oversized",
        what="endpoint",
        serves=True,
        change=lambda spec, draw: hosted(
            called(spec, cpu=17.0, memory=34.0), instance=draw.choice(("ml.m5.xlarge", "ml.c5.2xlarge"))
        ),
    ),
    Plant(
        control="cost-gpu-unused",
        what="endpoint",
        serves=True,
        change=lambda spec, _: hosted(called(spec, gpu=0.0, gpu_memory=0.4), instance="ml.g5.xlarge"),
    ),
    Plant(
        control="cost-price-unknown",
        what="endpoint",
        serves=True,
        change=lambda spec, draw: hosted(spec, instance=draw.choice(("ml.m9g.xlarge", "ml.x8.large"))),
    ),
    Plant(
        control="latency-errors-4xx",
        mix=Mix.LOAD,
        what="endpoint",
        serves=True,
        change=lambda spec, draw: called(spec, error_4xx=draw.uniform(0.08, 0.3)),
    ),
    Plant(
        control="latency-errors-5xx",
        mix=Mix.LOAD,
        what="endpoint",
        serves=True,
        change=lambda spec, draw: called(spec, error_5xx=draw.uniform(0.02, 0.2)),
    ),
    Plant(
        control="latency-p99-slow",
        mix=Mix.LOAD,
        what="endpoint",
        serves=True,
        change=lambda spec, draw: called(spec, latency_ms=draw.uniform(900.0, 2_000.0)),
    ),
    Plant(
        control="utilisation-over",
        mix=Mix.LOAD,
        what="endpoint",
        serves=True,
        change=lambda spec, draw: called(spec, memory=draw.uniform(90.0, 96.0)),
    ),
    Plant(
        control="utilisation-under",
        what="endpoint",
        serves=True,
        change=lambda spec, _: hosted(called(spec, cpu=4.0, memory=20.0), instance="ml.m5.large"),
    ),
    Plant(control="anomaly-traffic", mix=Mix.LOAD, what="endpoint", serves=True, change=_multiplied),
    Plant(control="anomaly-traffic", mix=Mix.LOAD, what="endpoint", serves=True, change=_vanished),
    Plant(control="anomaly-latency", mix=Mix.LOAD, what="endpoint", serves=True, change=_slower),
    Plant(control="anomaly-errors", mix=Mix.LOAD, what="endpoint", serves=True, change=_breaking),
    Plant(
        control="vendor-image-unpinned",
        what="endpoint",
        serves=True,
        tier=2,
        change=_unpinned,
        besides=(("deployment-shadow-ai", "endpoint"), ("deployment-image-digest", "endpoint")),
    ),
    Plant(
        control="vendor-unreviewed",
        what="endpoint",
        serves=True,
        tier=2,
        change=_unreviewed,
        besides=(("deployment-shadow-ai", "endpoint"),),
    ),
    Plant(
        control="vendor-unreviewed",
        what="endpoint",
        serves=True,
        change=_half_reviewed,
        besides=(("documentation-card-approved", "version"),),
    ),
)
