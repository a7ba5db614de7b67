"""Clarify's files: bias metrics of a facet, and the mean attribution of each feature."""

from math import log2, sqrt
from typing import Any

import numpy as np
import orjson

from modelgov.demo.aws.monitoring.dataset import Outcome, Predictions

Document = dict[str, Any]

VERSION = "1.0"
_NDCG_THRESHOLD = 0.9
_NAMES = {
    "CI": "Class Imbalance (CI)",
    "DPL": "Difference in Positive Proportions in Labels (DPL)",
    "KL": "Kullback-Liebler Divergence (KL)",
    "CDDL": "Conditional Demographic Disparity in Labels (CDDL)",
    "AD": "Accuracy Difference (AD)",
    "DI": "Disparate Impact (DI)",
    "DPPL": "Difference in Positive Proportions in Predicted Labels (DPPL)",
    "RD": "Recall Difference (RD)",
}
_BEFORE = ("CI", "DPL", "KL")


def bias_json(outcome: Outcome, given: Predictions) -> bytes:
    """The file `analysis.json` of a bias execution."""
    values = bias_metrics(given)
    before = [_metric(name, values[name]) for name in _BEFORE]
    before.append(
        {
            "name": "CDDL",
            "description": _NAMES["CDDL"],
            "value": None,
            "error": "Group variable is empty or not provided",
        }
    )
    after = [_metric(name, value) for name, value in values.items() if name not in _BEFORE]
    document = {
        "version": VERSION,
        "post_training_bias_metrics": _facets(outcome, after),
        "pre_training_bias_metrics": _facets(outcome, before),
    }
    return orjson.dumps(document)


def bias_metrics(given: Predictions) -> dict[str, float]:
    """How the disadvantaged rows fare against the others."""
    d, a = given.disadvantaged, ~given.disadvantaged
    truth, said = given.truth == 1, given.said == 1
    rows = len(truth)
    label_a, label_d = float(truth[a].mean()), float(truth[d].mean())
    said_a, said_d = float(said[a].mean()), float(said[d].mean())
    right = truth == said
    recall_a, recall_d = (float(said[part & truth].mean()) for part in (a, d))
    return {
        "CI": (float(a.sum()) - float(d.sum())) / rows,
        "DPL": label_a - label_d,
        "KL": _divergence(label_a, label_d),
        "AD": float(right[a].mean()) - float(right[d].mean()),
        "DI": said_d / said_a if said_a else 0.0,
        "DPPL": said_a - said_d,
        "RD": recall_a - recall_d,
    }


def _divergence(a: float, d: float) -> float:
    if not (0 < a < 1 and 0 < d < 1):
        return 0.0
    return float(a * np.log(a / d) + (1 - a) * np.log((1 - a) / (1 - d)))


def _metric(name: str, value: float) -> Document:
    return {"name": name, "description": _NAMES[name], "value": value}


def _facets(outcome: Outcome, metrics: list[Document]) -> Document:
    facet = [{"value_or_threshold": outcome.facet_value, "metrics": metrics}]
    return {"label": "label", "facets": {outcome.facet: facet}, "label_value_or_threshold": "1"}


def bias_violations(analysis: bytes, baseline: bytes, rows: int) -> list[dict[str, str]]:
    """The metrics that are farther from their neutral value than the baseline's, beyond chance."""
    now, then = _values(orjson.loads(analysis)), _values(orjson.loads(baseline))
    margin = 2.5 / sqrt(max(1, rows))
    found = []
    for (facet, value, name), seen in now.items():
        told = then.get((facet, value, name))
        if told is None:
            continue
        neutral = 1.0 if name == "DI" else 0.0
        slack = 4 * margin if name == "DI" else margin
        if abs(seen - neutral) > abs(told - neutral) + slack:
            found.append(
                {
                    "facet": facet,
                    "facet_value": value,
                    "metric_name": name,
                    "constraint_check_type": "bias_drift_check",
                    "description": f"Value {seen} does not meet the constraint requirement",
                }
            )
    return found


def _values(analysis: Document) -> dict[tuple[str, str, str], float]:
    return {
        (facet, one["value_or_threshold"], metric["name"]): metric["value"]
        for part in ("pre_training_bias_metrics", "post_training_bias_metrics")
        for facet, values in analysis.get(part, {}).get("facets", {}).items()
        for one in values
        for metric in one["metrics"]
        if metric["value"] is not None
    }


def explainability_json(attributions: dict[str, float]) -> bytes:
    """The file `analysis.json` of a feature attribution execution."""
    label = {"expected_value": 0.5, "global_shap_values": attributions}
    return orjson.dumps({"version": VERSION, "explanations": {"kernel_shap": {"label0": label}}})


def attribution_violations(analysis: bytes, baseline: bytes) -> list[dict[str, str]]:
    """A violation when the features' order is unlike the baseline's: nDCG below 0.9, whatever it says."""
    now, then = _shap(analysis), _shap(baseline)
    score = ndcg(now, then)
    if score >= _NDCG_THRESHOLD:
        return []
    return [
        {
            "label": "label0",
            "metric_name": "shap",
            "constraint_check_type": "feature_attribution_drift_check",
            "description": f"Feature attribution drift {score} exceeds threshold {_NDCG_THRESHOLD}",
        }
    ]


def _shap(analysis: bytes) -> dict[str, float]:
    shap: dict[str, float] = orjson.loads(analysis)["explanations"]["kernel_shap"]["label0"][
        "global_shap_values"
    ]
    return shap


def ndcg(now: dict[str, float], then: dict[str, float]) -> float:
    """The discounted gain of today's order of features, by the baseline's attributions."""

    def gain(order: list[str]) -> float:
        return sum(then.get(name, 0.0) / log2(place + 2) for place, name in enumerate(order))

    ideal = gain(sorted(then, key=lambda name: -then[name]))
    return gain(sorted(now, key=lambda name: -now[name])) / ideal if ideal else 1.0
