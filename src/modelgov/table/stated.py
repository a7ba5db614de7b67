"""What versions state of themselves: properties told apart as metrics, parameters and the rest.

And of which metrics it is known whether more or less is better: by the words of their names, since nothing in
AWS says it. Where words disagree, or none is known, the direction is not known.
"""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from modelgov.settings import Settings

HIGHER = frozenset(
    (
        *("auc", "auroc", "prauc", "auprc", "ks", "gini", "accuracy", "acc", "precision", "recall", "f1"),
        *("f0_5", "f2", "r2", "ndcg", "map", "mrr", "bleu", "rouge", "sensitivity", "specificity"),
        *("tpr", "tnr", "iou", "dice", "kappa", "mcc", "throughput", "lift"),
    )
)
LOWER = frozenset(
    (
        *("rmse", "mse", "mae", "mape", "smape", "wape", "wmape", "rmsle", "brier", "logloss", "loss"),
        *("error", "err", "latency", "perplexity", "wer", "cer", "fpr", "fnr", "ece"),
    )
)
_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Properties of one version, by what they are."""

    metrics: Mapping[str, float]
    parameters: Mapping[str, str]
    rest: Mapping[str, str]


def stated(properties: Mapping[str, str], settings: Settings) -> Stated:
    """Metrics are numbers that are neither parameters by their prefix nor facts by their spelling.

    >>> found = stated({"auc": "0.9", "param.depth": "6", "note": "x", "env": "1"}, Settings())
    >>> found.metrics, found.parameters, found.rest
    ({'auc': 0.9}, {'depth': '6'}, {'note': 'x', 'env': '1'})
    """
    facts = {key.lower() for keys in settings.spellings.values() for key in keys}
    metrics: dict[str, float] = {}
    parameters: dict[str, str] = {}
    rest: dict[str, str] = {}
    for key, value in properties.items():
        stem = next((p for p in settings.parameter_prefixes if key.startswith(p)), None)
        measured = number(value)
        if stem is not None:
            parameters[key.removeprefix(stem)] = value
        elif measured is not None and key.lower() not in facts:
            metrics[key] = measured
        else:
            rest[key] = value
    return Stated(metrics=metrics, parameters=parameters, rest=rest)


def number(text: str | None) -> float | None:
    """The text as a finite number; None for anything else."""
    with contextlib.suppress(ValueError, TypeError):
        found = float(text or "")
        return found if abs(found) < float("inf") else None
    return None


def better(metric: str) -> str | None:
    """Whether a `higher` or a `lower` value of a metric is better; None where its name does not say.

    >>> better("validation:auc"), better("latency_p95_ms"), better("train.rows"), better("recall_loss")
    ('higher', 'lower', None, None)
    >>> better("f0_5")
    'higher'
    """
    name = metric.lower()
    words = {*(word for word in _WORDS.split(name) if word), name.rpartition(":")[2]}
    higher, lower = bool(words & HIGHER), bool(words & LOWER)
    if higher == lower:
        return None
    return "higher" if higher else "lower"
