"""The monitors of an endpoint: data for which each comes to what it should, baselines, schedules and runs.

Samples vary, so a monitor may find something by chance. The data is drawn again until none does that should
not, and every one does that should; what they find is left to the emulated containers.
"""

from collections.abc import Iterator
from dataclasses import replace

from modelgov.demo.aws.monitoring import clarify
from modelgov.demo.aws.monitoring.dataset import RECIPE, Recipe, attributions, predictions
from modelgov.demo.aws.monitoring.quality import quality_json, quality_violations, scalars
from modelgov.demo.aws.monitoring.statistics import profiled
from modelgov.demo.aws.monitoring.violation import data_violations
from modelgov.demo.organisation.history import Group
from modelgov.demo.organisation.monitoring import (
    CREATE,
    SUFFIX,
    Fate,
    baseline,
    definition,
    put,
)
from modelgov.demo.organisation.step import Step
from modelgov.demo.organisation.vocabulary import USE_CASES
from modelgov.demo.organisation.watched import Watched
from modelgov.demo.proving.hosting import captured
from modelgov.demo.proving.spec import Fields, Monitor, Spec

TURNS = 9.0  # days before the end at which data begins to move, where it does
_ROWS = 4_000
_BASELINE_ROWS = 5_000
_TRIES = 80
_CLOSE = 0.035  # how far a quality or a fairness may be from its baseline by chance
_FAR = 0.2
_NEWEST_DAILY = (1 - 5 / 24, -5 / 24)  # yesterday's and today's at five, of which either may be the newest


def steps(spec: Spec) -> Iterator[Step]:
    """Everything that is done about the monitors of its endpoint."""
    hosting = spec.hosting
    if hosting is None or not hosting.monitors:
        return
    one = _watched(spec)
    yield put(one, f"{one.captured}/{RECIPE}", one.recipe.to_json(), spec.at(20))
    for monitor in hosting.monitors:
        yield from _monitor(spec, one, monitor)


def _watched(spec: Spec) -> Watched:
    # One session for all: each costs as much as a monitor.
    group = Group(name="proving", case=USE_CASES[0], owner=spec.engineer, team="", created=0.0, tags={})
    return Watched(
        cell=spec.cell,
        name=spec.endpoint,
        group=group,
        captured=f"{captured(spec)}/{spec.endpoint}",
        recipe=_settled(spec),
        since=spec.at(max(_runs(one)[0] for one in _monitors(spec))),
        daily=False,
        batch=False,
    )


def _monitors(spec: Spec) -> tuple[Monitor, ...]:
    return spec.hosting.monitors if spec.hosting is not None else ()


def _runs(monitor: Monitor) -> tuple[float, ...]:
    return (4.9,) if monitor.daily else monitor.runs


def _settled(spec: Spec) -> Recipe:
    """The first data for which every monitor comes to what it should."""
    dearest_last = sorted(_monitors(spec), key=lambda one: one.kind == "DataQuality")
    for number in range(_TRIES):
        recipe = Recipe(
            seed=f"{spec.cell.account.id}/{spec.cell.region}/{spec.name}/{number}",
            rows=_ROWS,
            turns=spec.at(TURNS),
            features=spec.features,
            outcome=spec.outcome,
        )
        if all(_comes_out(spec, one, recipe) for one in dearest_last):
            return recipe
    raise ValueError(f"No data was found that suits the monitors of {spec.name}.")


def _comes_out(spec: Spec, monitor: Monitor, recipe: Recipe) -> bool:
    """Whether its newest execution finds what it should, and nothing that is close to what is judged."""
    if not monitor.compared or monitor.denied or monitor.silent:
        return True
    files = {uri.rpartition("/")[2]: body for uri, body in _baseline(spec, monitor, recipe).items()}
    then = replace(recipe, rows=recipe.rows if monitor.fresh else _BASELINE_ROWS)
    for days in _NEWEST_DAILY if monitor.daily else monitor.runs[-1:]:
        now = round(spec.at(days), 3)
        found, apart = _found(monitor, (recipe, now), (then, _baseline_at(spec, monitor)), files)
        if found != monitor.violated or not (apart > _FAR if found else apart < _CLOSE):
            return False
    return True


def _found(
    monitor: Monitor, here: tuple[Recipe, float], then: tuple[Recipe, float], files: dict[str, bytes]
) -> tuple[bool, float]:
    """Whether an execution finds violations, and how far its metrics are from the baseline's."""
    recipe, now = here
    match monitor.kind:
        case "DataQuality":
            seen = profiled(recipe, now)
            violations = data_violations(seen, files["constraints.json"], files["statistics.json"])
        case "ModelQuality":
            problem, given = recipe.outcome.problem, predictions(recipe, now)
            violated = quality_violations(problem, quality_json(problem, given), files["constraints.json"])
            first, last = scalars(problem, predictions(*then)), scalars(problem, given)
            told = [name for name, value in first.items() if value and not name.startswith("false_")]
            return bool(violated), max(abs(last[name] / first[name] - 1) for name in told)
        case "ModelBias":
            written = clarify.bias_json(recipe.outcome, predictions(recipe, now))
            biased = clarify.bias_violations(written, files["analysis.json"], recipe.rows)
            before, after = (clarify.bias_metrics(predictions(*data)) for data in (then, here))
            return bool(biased), max(abs(after[name] - value) for name, value in before.items())
        case _:
            shap = clarify.explainability_json(attributions(recipe, now))
            violations = clarify.attribution_violations(shap, files["analysis.json"])
    return bool(violations), 1.0 if violations else 0.0


def _baseline_at(spec: Spec, monitor: Monitor) -> float:
    return round(spec.at(monitor.runs[-1]), 3) if monitor.fresh else spec.at(TURNS + 200)


def _baseline(spec: Spec, monitor: Monitor, recipe: Recipe) -> dict[str, bytes]:
    home = f"s3://sagemaker-{spec.cell.region}-{spec.cell.account.id}/monitoring/{spec.endpoint}"
    rows = recipe.rows if monitor.fresh else _BASELINE_ROWS
    return baseline(
        f"{home}/baseline/{SUFFIX[monitor.kind]}",
        monitor.kind,
        replace(recipe, rows=rows),
        _baseline_at(spec, monitor),
    )


def _monitor(spec: Spec, one: Watched, monitor: Monitor) -> Iterator[Step]:
    name = spec.schedule(monitor.kind)
    for uri, body in _baseline(spec, monitor, one.recipe).items() if monitor.compared else ():
        yield put(one, uri, body, spec.at(monitor.written))
    fate = Fate.DENIED if monitor.denied else Fate.WELL
    defined = definition(one, monitor.kind, name, fate)
    if not monitor.compared:
        del defined[f"{monitor.kind}BaselineConfig"]
    first, *others = _runs(monitor)
    yield _step(spec, one, first + 0.01, CREATE[monitor.kind], defined)
    config: Fields = {"MonitoringJobDefinitionName": name, "MonitoringType": monitor.kind}
    config["ScheduleConfig"] = _schedule(monitor)
    params: Fields = {"MonitoringScheduleName": name, "MonitoringScheduleConfig": config}
    yield _step(spec, one, first, "create_monitoring_schedule", params)
    if monitor.datapoints != (1, 1):
        raised, of = monitor.datapoints
        rule = {
            "MonitoringAlertName": f"{name[:57]}-alert",
            "DatapointsToAlert": raised,
            "EvaluationPeriod": of,
        }
        params = {"MonitoringScheduleName": name} | rule
        yield _step(spec, one, first - 0.001, "update_monitoring_alert", params)
    for days in others:
        yield _step(spec, one, days, "start_monitoring_schedule", {"MonitoringScheduleName": name})
    if monitor.stopped is not None:
        yield _step(spec, one, monitor.stopped, "stop_monitoring_schedule", {"MonitoringScheduleName": name})


def _schedule(monitor: Monitor) -> dict[str, str]:
    """Model Monitor's own schedule is daily at most: who wants a week starts a schedule that runs once."""
    if monitor.daily:
        return {"ScheduleExpression": "cron(0 5 ? * * *)"}
    return {
        "ScheduleExpression": "NOW",
        "DataAnalysisStartTime": "-PT168H",
        "DataAnalysisEndTime": "-PT0H",
    }


def _step(spec: Spec, one: Watched, days: float, operation: str, params: Fields) -> Step:
    return Step(at=round(spec.at(days), 3), actor=one.actor, operation=operation, params=params)
