"""How far the data that versions were taught with differs, from the baselines of their monitors."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from modelgov.record.report.statistics import drifts
from modelgov.table.hot import HotTables

Rows = list[dict[str, Any]]
NONE = {"baseline_uri": None, "baseline_of": None}


def shifts(hot: HotTables, records: Sequence[Mapping[str, Any]]) -> tuple[Rows, Rows]:
    """The baseline of each version, and the drift of each from that of the first."""
    baselines = _baselines(hot, records)
    first = baselines[0]["baseline_uri"]
    drift = []
    for place, other in enumerate(baselines[1:], start=1):
        uri = other["baseline_uri"]
        if first is None or uri is None:
            drift.append({"version": place, "state": "no_baseline", "features": []})
        elif first == uri:
            drift.append({"version": place, "state": "same_baseline", "features": []})
        else:
            features = _drift(hot, first, uri)
            drift.append(
                {"version": place, "state": "compared" if features else "none_alike", "features": features}
            )
    return baselines, drift


def _baselines(hot: HotTables, records: Sequence[Mapping[str, Any]]) -> Rows:
    """What the version itself names, where it was read; else what a monitor of its endpoint has."""
    arns = [record["model_version_arn"] for record in records]
    served: dict[str, dict[str, Any]] = {}
    for row in hot.page("served_baseline", *(arns + arns[:1] * 3)[:4]):
        found = {"baseline_uri": row["baseline_uri"], "baseline_of": row["endpoint_name"]}
        served.setdefault(row["model_version_arn"], found)
    own = [_own(hot, record["baseline_uri"]) for record in records]
    return [mine or served.get(arn, NONE) for mine, arn in zip(own, arns, strict=True)]


def _own(hot: HotTables, uri: str | None) -> dict[str, Any] | None:
    return {"baseline_uri": uri, "baseline_of": None} if uri and _features(hot, uri) else None


def _drift(hot: HotTables, first: str, other: str) -> Rows:
    """The features of both, the one that differs most first; kept, since sketches take their time."""
    return hot.once(("shift", first, other), lambda: _compared(hot, first, other))


def _compared(hot: HotTables, first: str, other: str) -> Rows:
    found = [
        {
            "feature": row["Feature"],
            "method": row["Method"],
            "psi": row["Psi"],
            "ks": row.get("Ks"),
            "first_count": row["BaselineCount"],
            "other_count": row["CurrentCount"],
        }
        for row in drifts(_features(hot, first), _features(hot, other))
    ]
    return sorted(found, key=lambda row: (-row["psi"], row["feature"]))


def _features(hot: HotTables, uri: str) -> Rows:
    """The features of a baseline, in the form that reports are parsed into."""
    return [
        {"Name": row["feature"], "NumPresent": row["num_present"]}
        | ({"Sketch": orjson.loads(row["sketch_json"])} if row["sketch_json"] else {})
        | ({"Buckets": orjson.loads(row["buckets_json"])} if row["buckets_json"] else {})
        for row in hot.kept_page("baseline_feature", uri)
    ]
