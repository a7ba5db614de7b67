"""`statistics.json` of the data quality monitor: what came of every feature, with its sketch or its words."""

from collections.abc import Iterator, Mapping
from typing import Any

from modelgov.record.report.value import FormError, Node, count, items, node, number, text
from modelgov.record.sketch import ks, psi, psi_of_words, weighed

Row = dict[str, Any]
MOMENTS = (("Mean", "mean"), ("Sum", "sum"), ("StdDev", "std_dev"), ("Min", "min"), ("Max", "max"))


def features(report: Node) -> list[Row]:
    """A row for every feature of the report."""
    return [_feature(one) for one in items(report.get("features"), "features")]


def item_count(report: Node) -> int | None:
    """How many rows the report is about, where it says so."""
    told = node(report.get("dataset") or {}, "dataset").get("item_count")
    return None if told is None else count(told, "item_count")


def _feature(given: Node) -> Row:
    name = text(given.get("name"))
    if name is None:
        raise FormError("a feature has no name")
    row: Row = {"Name": name, "InferredType": text(given.get("inferred_type"))}
    told = given.get("numerical_statistics") or given.get("string_statistics")
    if told is None:
        return row  # of a feature of unknown type nothing more is said
    told = node(told, f"the statistics of {name}")
    common = node(told.get("common"), f"common of {name}")
    for field, key in (("NumPresent", "num_present"), ("NumMissing", "num_missing")):
        row[field] = count(common.get(key), f"{key} of {name}")
    if told.get("distinct_count") is not None:
        row["DistinctCount"] = count(told["distinct_count"], f"distinct_count of {name}")
    for field, key in (
        ("Mean", "mean"),
        ("Sum", "sum"),
        ("StdDev", "std_dev"),
        ("Min", "min"),
        ("Max", "max"),
    ):
        row[field] = number(told.get(key))
    distribution = node(told.get("distribution") or {}, f"distribution of {name}")
    if "kll" in distribution:
        row |= _sketch(name, node(distribution["kll"], f"kll of {name}"), row["NumPresent"])
    if "categorical" in distribution:
        row["Buckets"] = _words(name, node(distribution["categorical"], f"categorical of {name}"))
    return row


def _sketch(name: str, kll: Node, present: int) -> Row:
    row: Row = {"Buckets": items(kll.get("buckets") or [], f"buckets of {name}")}
    if kll.get("sketch") is None:
        return row
    sketch = node(kll["sketch"], f"sketch of {name}")
    parameters = node(sketch.get("parameters") or {}, f"parameters of {name}")
    levels = sketch.get("data")
    if not isinstance(levels, list) or not all(isinstance(level, list) for level in levels):
        raise FormError(f"the sketch of {name} is no list of lists")
    if not all(number(value) is not None for level in levels for value in level):
        raise FormError(f"the sketch of {name} holds what is no number")
    weight = sum(len(level) << place for place, level in enumerate(levels))
    if weight != present:
        raise FormError(f"the sketch of {name} weighs {weight}, but {present} values are present")
    row |= {"SketchK": number(parameters.get("k")), "SketchC": number(parameters.get("c"))}
    return row | {"Sketch": [[float(value) for value in level] for level in levels]}


def _words(name: str, categorical: Node) -> list[Row]:
    buckets = items(categorical.get("buckets"), f"buckets of {name}")
    return [
        {"value": text(one.get("value")), "count": count(one.get("count"), f"a count of {name}")}
        for one in buckets
    ]


def drifts(baseline: list[Row], current: list[Row]) -> Iterator[Row]:
    """How far each feature is from its baseline, where both have values of the same sort."""
    known = {row["Name"]: row for row in baseline}
    for row in current:
        then = known.get(row["Name"])
        if then is None or not row.get("NumPresent") or not then.get("NumPresent"):
            continue
        found: Row = {
            "Feature": row["Name"],
            "BaselineCount": then["NumPresent"],
            "CurrentCount": row["NumPresent"],
        }
        if row.get("Sketch") and then.get("Sketch"):
            one, other = weighed(then["Sketch"]), weighed(row["Sketch"])
            yield found | {"Method": "sketch", "Psi": psi(one, other), "Ks": ks(one, other)}
        elif _is_words(row) and _is_words(then):
            yield found | {"Method": "words", "Psi": psi_of_words(_counted(then), _counted(row))}


def _is_words(row: Row) -> bool:
    return "Sketch" not in row and all("value" in one for one in row.get("Buckets") or [{}])


def _counted(row: Row) -> Mapping[str, int]:
    return {str(one["value"]): one["count"] for one in row["Buckets"]}
