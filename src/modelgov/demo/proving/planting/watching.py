"""Plants of monitors, and of what they find."""

import random
from dataclasses import replace

from modelgov.demo.aws.monitoring.dataset import Shape
from modelgov.demo.proving.plant import Mix, Plant, hosted, unwatched, watched
from modelgov.demo.proving.spec import Spec

_DATA, _QUALITY, _BIAS, _WEIGHT = "DataQuality", "ModelQuality", "ModelBias", "ModelExplainability"


def _found(kind: str) -> tuple[tuple[str, str], ...]:
    """A monitor that finds something raises its alert and has a violation."""
    schedule = f"schedule:{kind}"
    return (("monitoring-alert-open", schedule), ("quality-violations-open", schedule))


def _worse(spec: Spec, **by: float) -> Spec:
    """What is predicted becomes worse in this way, week by week."""
    return replace(spec, outcome=replace(spec.outcome, **by))  # type: ignore[arg-type]


def _lost(spec: Spec) -> Spec:
    """Callers leave out a feature; of the values that come the distribution is as it was."""
    first, *others = spec.features
    return replace(spec, features=(replace(first, loses=0.3), *others))


def _moved(spec: Spec, draw: random.Random, *, words: bool) -> Spec:
    chosen = [one for one in spec.features if (one.shape is Shape.WORD) == words]
    moved = draw.choice(chosen)
    by = 1.2 if words else draw.choice((-1.6, 1.6))
    features = tuple(replace(one, moves=by) if one is moved else one for one in spec.features)
    return watched(replace(spec, features=features), _DATA, violated=True)


def _raised_once(spec: Spec, draw: random.Random) -> Spec:
    rule = draw.choice(((2, 2), (2, 3)))
    return watched(_lost(spec), _DATA, violated=True, datapoints=rule)


def _unfair(spec: Spec, _: random.Random) -> Spec:
    # The monitor of quality got a new baseline since, for all predictions suffer with those of some.
    unfair = _worse(spec, disadvantage_grows=1.6)
    return watched(watched(unfair, _BIAS, violated=True), _QUALITY, fresh=True)


PLANTS = (
    Plant(
        control="monitoring-alert-open",
        mix=Mix.WATCH,
        what=f"schedule:{_DATA}",
        serves=True,
        change=lambda spec, _: watched(_lost(spec), _DATA, violated=True),
        besides=(("quality-violations-open", f"schedule:{_DATA}"),),
    ),
    Plant(
        control="quality-violations-open",
        mix=Mix.WATCH,
        what=f"schedule:{_DATA}",
        serves=True,
        change=_raised_once,
    ),
    Plant(
        control="monitoring-baseline-missing",
        mix=Mix.WATCH,
        what=f"schedule:{_DATA}",
        serves=True,
        change=lambda spec, _: watched(spec, _DATA, compared=False),
    ),
    Plant(
        control="monitoring-baseline-missing",
        mix=Mix.WATCH,
        what=f"schedule:{_QUALITY}",
        serves=True,
        change=lambda spec, _: watched(spec, _QUALITY, compared=False),
    ),
    Plant(
        control="monitoring-baseline-of-another",
        mix=Mix.WATCH,
        what=f"schedule:{_DATA}",
        serves=True,
        change=lambda spec, draw: watched(spec, _DATA, written=spec.trained + draw.uniform(2, 20)),
    ),
    Plant(
        control="monitoring-bias-missing",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        tier=1,
        change=lambda spec, _: unwatched(spec, _BIAS),
    ),
    Plant(
        control="monitoring-data-quality-missing",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        change=lambda spec, _: unwatched(spec, _DATA),
    ),
    Plant(
        control="monitoring-model-quality-missing",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        change=lambda spec, _: unwatched(spec, _QUALITY),
    ),
    Plant(
        control="monitoring-impossible",
        what="endpoint",
        serves=True,
        change=lambda spec, _: unwatched(hosted(spec, serverless=True), _DATA, _QUALITY, _BIAS),
    ),
    Plant(
        control="monitoring-impossible",
        what="endpoint",
        serves=True,
        change=lambda spec, _: hosted(spec, uncaptured=1.0),
        besides=(("deployment-data-capture", "endpoint"),),
    ),
    Plant(
        control="monitoring-only-failing",
        mix=Mix.WATCH,
        what=f"schedule:{_DATA}",
        serves=True,
        change=lambda spec, draw: watched(spec, _DATA, denied=True, runs=draw.choice(((2.0,), (9.0, 2.0)))),
    ),
    Plant(
        control="monitoring-silent",
        mix=Mix.WATCH,
        what=f"schedule:{_DATA}",
        serves=True,
        change=lambda spec, _: watched(spec, _DATA, daily=True, silent=True),
    ),
    Plant(
        control="monitoring-stopped",
        mix=Mix.WATCH,
        what=f"schedule:{_DATA}",
        serves=True,
        change=lambda spec, _: watched(spec, _DATA, stopped=1.0),
    ),
    Plant(
        control="drift-ks",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        change=lambda spec, draw: _moved(spec, draw, words=False),
        besides=(("drift-psi", "endpoint"), *_found(_DATA)),
    ),
    Plant(
        control="drift-psi",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        change=lambda spec, draw: _moved(spec, draw, words=True),
        besides=_found(_DATA),
    ),
    Plant(
        control="quality-attribution-drift",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        change=lambda spec, _: watched(_worse(spec, reorders=4.0), _WEIGHT, violated=True),
        besides=_found(_WEIGHT),
    ),
    Plant(
        control="quality-bias-drift",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        tier=1,
        change=_unfair,
        besides=_found(_BIAS),
    ),
    Plant(
        control="quality-degraded",
        mix=Mix.WATCH,
        what="endpoint",
        serves=True,
        tier=2,
        change=lambda spec, _: watched(_worse(spec, decays=2.2), _QUALITY, violated=True),
        besides=_found(_QUALITY),
    ),
)
