"""Two to four versions side by side: what each is made of, how good it is, and what it was taught with.

Every row has one value for each version, in their order; null is "not known", and differs from what is known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from modelgov.settings import Settings
from modelgov.table.card import card_texts
from modelgov.table.hot import HotTables
from modelgov.table.page import VERSIONS
from modelgov.table.shifted import shifts
from modelgov.table.stated import Stated, better, stated

Key = tuple[str, str, str, int]  # account, region, group, number
Rows = list[dict[str, Any]]

MOST = 4
NEEDED = ("version_training", "monitoring_schedule")
ABOUT = (
    *("approval_status", "maturity", "stage", "stage_status", "owner", "team", "business_unit"),
    *("environment", "intended_use", "description", "card_status"),
)
CODE = (
    *("commit_id", "repository", "project_id", "source_uri", "generated_by"),
    *("image", "image_digest", "model_data_url"),
)
JOB = (
    *("job_name", "job_status", "trained_by", "pipeline_execution_arn", "instance_type", "instance_count"),
    *("managed_spot", "training_seconds", "billable_seconds", "usd_at_list_price"),
)
JOB_CODE = ("image", "image_digest", "artifact_url")
OF_VERSION, OF_JOB = "version", "training job"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version: its record, what it states, and its training job where that is known."""

    record: Mapping[str, Any]
    stated: Stated
    job: Mapping[str, Any] | None
    parameters: Mapping[str, Any]
    inputs: Mapping[str, Any]
    metrics: Mapping[str, Any]


def side(hot: HotTables, key: Key, settings: Settings) -> Side | None:
    """One version as it is compared; None when there is no such version."""
    found = hot.page("compared_version", *key)
    if not found:
        return None
    for name in NEEDED:
        hot.keep(name)
    properties = hot.page("property", *key, key[3])
    job = next(iter(hot.page("training", found[0]["model_version_arn"])), None)
    return Side(
        record=found[0],
        stated=_unfactual(properties, settings),
        job=job,
        **(_given(hot, job) if job is not None else {"parameters": {}, "inputs": {}, "metrics": {}}),
    )


def _given(hot: HotTables, job: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a training job was given, and what it measured at its end."""
    state = (job["training_job_arn"], job["position"])
    return {
        "parameters": {row["name"]: row["value"] for row in hot.page("training_parameter", *state)},
        "inputs": _inputs(hot.page("compared_input", *state)),
        "metrics": {row["name"]: row["value"] for row in hot.page("training_metric", *state)},
    }


def _unfactual(rows: Iterable[Mapping[str, Any]], settings: Settings) -> Stated:
    """What it states, less the owner, team and so on: those are compared as what is in force."""
    facts = {key.lower() for keys in settings.spellings.values() for key in keys}
    found = stated({row["property_key"]: row["property_value"] for row in rows}, settings)
    return replace(found, rest={key: value for key, value in found.rest.items() if key.lower() not in facts})


def _inputs(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["channel"] or "unnamed", []).append(row["uri"] or "")
    return {channel: "\n".join(uris) for channel, uris in found.items()}


def compared(hot: HotTables, sides: Sequence[Side]) -> dict[str, Any]:
    """The Compare page of versions that were found."""
    records = [one.record for one in sides]
    jobs = [one.job or {} for one in sides]
    rest = _merged([one.stated.rest for one in sides], OF_VERSION)
    given = _merged([one.parameters for one in sides], OF_JOB)
    told = _merged([one.stated.parameters for one in sides], OF_VERSION)
    baselines, drift = shifts(hot, records)
    return {
        "versions": [
            {"row": {name: one.record[name] for name in VERSIONS.columns}}
            | {"trained": one.job is not None, "carded": one.record["card_json"] is not None}
            | baseline
            for one, baseline in zip(sides, baselines, strict=True)
        ],
        "sections": [
            {"name": "about", "rows": _picked(records, ABOUT, OF_VERSION)},
            {"name": "parameters", "rows": [*given, *(row for row in told if not _repeats(row, given))]},
            {
                "name": "data",
                "rows": [
                    *_merged([one.inputs for one in sides], OF_JOB),
                    *(row for row in rest if _is_of_data(row["name"])),
                ],
            },
            {"name": "training", "rows": _picked(jobs, JOB, OF_JOB)},
            {
                "name": "code",
                "rows": [*_picked(records, CODE, OF_VERSION), *_picked(jobs, JOB_CODE, OF_JOB)],
            },
            {"name": "properties", "rows": [row for row in rest if not _is_of_data(row["name"])]},
        ],
        "metrics": [
            *_measured([one.stated.metrics for one in sides], OF_VERSION),
            *_measured([one.metrics for one in sides], OF_JOB),
        ],
        "drift": drift,
        "card": card_texts([one.record["card_json"] for one in sides]),
    }


def _is_of_data(name: str) -> bool:
    return name.lower().startswith("train") or "data" in name.lower()


def _repeats(row: Mapping[str, Any], given: Rows) -> bool:
    """Whether the version only says again what its job was given."""
    same = next((one["values"] for one in given if one["name"] == row["name"]), None)
    return same is not None and all(
        said in (None, value) for said, value in zip(row["values"], same, strict=True)
    )


def _picked(sides: Sequence[Mapping[str, Any]], names: Sequence[str], source: str) -> Rows:
    """The named fields, less those that nobody has."""
    picked = [{name: one.get(name) for name in names} for one in sides]
    rows = {row["name"]: row for row in _merged(picked, source)}
    return [rows[name] for name in names if any(value is not None for value in rows[name]["values"])]


def _merged(sides: Sequence[Mapping[str, Any]], source: str) -> Rows:
    """A row for each name that any side has, by name."""
    names = sorted({name for one in sides for name in one})
    rows = []
    for name in names:
        values = [_text(one.get(name)) for one in sides]
        rows.append({"name": name, "source": source, "values": values, "changed": len(set(values)) > 1})
    return rows


def _text(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6g}"
        case _:
            return str(value)


def _measured(sides: Sequence[Mapping[str, float | None]], source: str) -> Rows:
    """A row for each metric; `best` is the place of the one best value, null where that is not known."""
    rows = []
    for name in sorted(
        {name for one in sides for name in one}, key=lambda name: (better(name) is None, name)
    ):
        values = [one.get(name) for one in sides]
        said = {"name": name, "source": source, "better": better(name), "values": values}
        rows.append(said | {"best": _best(values, better(name)), "changed": len(set(values)) > 1})
    return rows


def _best(values: Sequence[float | None], direction: str | None) -> int | None:
    known = [value for value in values if value is not None]
    if direction is None or len(known) < 2:
        return None
    best = max(known) if direction == "higher" else min(known)
    return values.index(best) if known.count(best) == 1 else None
