"""The model quality monitor's files: metrics against the truth, their constraints, and violations."""

from collections.abc import Callable
from typing import Any, assert_never

import numpy as np
import orjson
from numpy.typing import NDArray

from modelgov.demo.aws.monitoring.dataset import CLASSES, Numbers, Predictions, Problem

Document = dict[str, Any]
Scalars = dict[str, float]

_GROUPS = {
    Problem.BINARY: "binary_classification",
    Problem.MULTICLASS: "multiclass_classification",
    Problem.REGRESSION: "regression",
}
_SAMPLES_FOR_DEVIATION = 200
_FOLDS = 5
_CURVE = 21
_SLACK = 0.05
# Of these more is worse.
_ERRORS = frozenset({"mae", "mse", "rmse", "false_positive_rate", "false_negative_rate"})


def quality_json(problem: Problem, given: Predictions) -> bytes:
    """The file `statistics.json` of a model quality execution."""
    rows = len(given.truth)
    metrics: Document = {
        name: {"value": value, "standard_deviation": deviation}
        for name, (value, deviation) in _with_deviation(problem, given).items()
    }
    match problem:
        case Problem.BINARY:
            metrics |= _curves(given)
            metrics["confusion_matrix"] = _confusion(given, 2)
        case Problem.MULTICLASS:
            metrics["confusion_matrix"] = _confusion(given, CLASSES)
        case Problem.REGRESSION:
            pass
        case _:
            assert_never(problem)
    document = {
        "version": 0.0,
        "dataset": {"item_count": rows, "evaluation_time": None},
        f"{_GROUPS[problem]}_metrics": metrics,
    }
    return orjson.dumps(document)


def _with_deviation(problem: Problem, given: Predictions) -> dict[str, tuple[float, float | str]]:
    """Each metric, and its deviation over folds; with few samples that is the string NaN."""
    whole = scalars(problem, given)
    rows = len(given.truth)
    if rows < _SAMPLES_FOR_DEVIATION:
        return {name: (value, "NaN") for name, value in whole.items()}
    folds = [
        scalars(problem, Predictions(
            truth=given.truth[i::_FOLDS],
            said=given.said[i::_FOLDS],
            score=given.score[i::_FOLDS],
            disadvantaged=given.disadvantaged[i::_FOLDS],
        ))
        for i in range(_FOLDS)
    ]  # fmt: skip
    return {
        name: (value, float(np.std([fold[name] for fold in folds]) / np.sqrt(_FOLDS)))
        for name, value in whole.items()
    }


def scalars(problem: Problem, given: Predictions) -> Scalars:
    """The metrics that are one number."""
    match problem:
        case Problem.BINARY:
            return _binary(given)
        case Problem.MULTICLASS:
            return _multiclass(given)
        case Problem.REGRESSION:
            return _regression(given)
        case _:
            assert_never(problem)


def _binary(given: Predictions) -> Scalars:
    truth, said = given.truth == 1, given.said == 1
    hits, alarms = float((truth & said).sum()), float((~truth & said).sum())
    misses, quiet = float((truth & ~said).sum()), float((~truth & ~said).sum())
    recall, precision = _ratio(hits, hits + misses), _ratio(hits, hits + alarms)
    common = max(float(truth.mean()), 1 - float(truth.mean()))
    return {
        "recall": recall,
        "precision": precision,
        "accuracy": _ratio(hits + quiet, len(truth)),
        "accuracy_best_constant_classifier": common,
        "true_positive_rate": recall,
        "true_negative_rate": _ratio(quiet, quiet + alarms),
        "false_positive_rate": _ratio(alarms, alarms + quiet),
        "false_negative_rate": _ratio(misses, misses + hits),
        "auc": _auc(truth, given.score),
        "f0_5": _f(precision, recall, 0.5),
        "f1": _f(precision, recall, 1.0),
        "f2": _f(precision, recall, 2.0),
    }


def _multiclass(given: Predictions) -> Scalars:
    rows = len(given.truth)
    shares, recalls, precisions = [], [], []
    for label in range(CLASSES):
        true, said = given.truth == label, given.said == label
        hits = float((true & said).sum())
        shares.append(float(true.sum()) / rows)
        recalls.append(_ratio(hits, float(true.sum())))
        precisions.append(_ratio(hits, float(said.sum())))

    def weighted(of: Callable[[float, float], float]) -> float:
        return sum(share * of(p, r) for share, p, r in zip(shares, precisions, recalls, strict=True))

    return {
        "accuracy": float((given.truth == given.said).mean()),
        "accuracy_best_constant_classifier": max(shares),
        "weighted_recall": weighted(lambda _, recall: recall),
        "weighted_precision": weighted(lambda precision, _: precision),
        "weighted_f0_5": weighted(lambda p, r: _f(p, r, 0.5)),
        "weighted_f1": weighted(lambda p, r: _f(p, r, 1.0)),
        "weighted_f2": weighted(lambda p, r: _f(p, r, 2.0)),
    }


def _regression(given: Predictions) -> Scalars:
    errors = given.said - given.truth
    mse = float(np.mean(errors**2))
    spread = float(np.var(given.truth))
    return {
        "mae": float(np.mean(np.abs(errors))),
        "mse": mse,
        "rmse": mse**0.5,
        "r2": 1 - _ratio(mse, spread),
    }


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f(precision: float, recall: float, beta: float) -> float:
    return _ratio((1 + beta**2) * precision * recall, beta**2 * precision + recall)


def _auc(truth: NDArray[np.bool_], score: Numbers) -> float:
    ranks = np.empty(len(score))
    ranks[np.argsort(score, kind="stable")] = np.arange(1, len(score) + 1)
    positives = int(truth.sum())
    pairs = positives * (len(truth) - positives)
    return _ratio(float(ranks[truth].sum()) - positives * (positives + 1) / 2, pairs)


def _curves(given: Predictions) -> Document:
    truth = given.truth == 1
    said = given.score[None, :] >= np.linspace(1, 0, _CURVE)[:, None]
    hits = (said & truth).sum(axis=1)
    alarms = (said & ~truth).sum(axis=1)
    recalls = (hits / max(1, truth.sum())).tolist()
    falses = (alarms / max(1, (~truth).sum())).tolist()
    precisions = np.where(hits + alarms > 0, hits / np.maximum(1, hits + alarms), 1.0).tolist()
    roc = {"false_positive_rates": falses, "true_positive_rates": recalls}
    return {
        "receiver_operating_characteristic_curve": roc,
        "precision_recall_curve": {"precisions": precisions, "recalls": recalls},
    }


def _confusion(given: Predictions, classes: int) -> Document:
    flat = np.bincount((given.truth * classes + given.said).astype(np.int64), minlength=classes * classes)
    counts = flat.reshape(classes, classes).tolist()
    return {str(true): {str(said): counts[true][said] for said in range(classes)} for true in range(classes)}


def quality_constraints_json(problem: Problem, given: Predictions) -> bytes:
    """The file `constraints.json`: thresholds a little on the safe side of what the baseline reached."""
    rules: Document = {}
    for name, value in scalars(problem, given).items():
        worse_above = name in _ERRORS
        rules[name] = {
            "threshold": value * (1 + 3 * _SLACK if worse_above else 1 - _SLACK),
            "comparison_operator": "GreaterThanThreshold" if worse_above else "LessThanThreshold",
        }
    return orjson.dumps({"version": 0.0, f"{_GROUPS[problem]}_constraints": rules})


def quality_violations(problem: Problem, statistics: bytes, constraints: bytes) -> list[dict[str, str]]:
    """The metrics on the wrong side of their thresholds, as the container words them."""
    metrics = orjson.loads(statistics)[f"{_GROUPS[problem]}_metrics"]
    rules = orjson.loads(constraints).get(f"{_GROUPS[problem]}_constraints", {})
    found = []
    for name, rule in rules.items():
        seen, operator, threshold = metrics.get(name), rule["comparison_operator"], rule["threshold"]
        if seen is None:
            continue
        value = seen["value"]
        if value > threshold if operator == "GreaterThanThreshold" else value < threshold:
            text = f"Metric {name} with {value} +/- {seen['standard_deviation']} was {operator} '{threshold}'"
            found.append({"constraint_check_type": operator, "description": text, "metric_name": name})
    return found
