"""What the frame and the Overview and Version pages show, from statements in `sql/page`."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson

from modelgov.record.codec import short_actor
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.table.covered import COMPLETE
from modelgov.table.hot import HotTables, Page
from modelgov.table.price import PRICE_REGION
from modelgov.table.stated import stated
from modelgov.table.trained import training

MONTHS = 24
ROW_FIELDS = 20  # the first columns of page/version.sql are those of the Models list
LONGEST_VALUE = 300
STAMPED = ("LastModifiedTime", "LastModifiedBy")  # who and when stand beside the change
FACTS = ("owner", "team", "business_unit", "environment", "intended_use")


def status(hot: HotTables) -> dict[str, Any]:
    """The state that the frame of every page shows."""
    gaps = hot.page("gap")
    complete = all(gap["outcome"] in COMPLETE for gap in gaps)
    return hot.page("status")[0] | {"position": hot.position, "complete": complete, "gaps": gaps}


def overview(page: Page, now: datetime) -> dict[str, Any]:
    """The Overview page, of what the statements of pages see."""
    summary = page("summary", now, now, now, now)[0]
    serving = page("serving")[0]
    first = _months_before(now, MONTHS - 1)
    cost = {
        name: serving.pop(name)
        for name in (
            *("usd_per_month", "priced_variants", "unpriced_variants", "serverless_variants"),
            "price_date",
        )
    }
    months = [row | {"month": f"{row['month']:%Y-%m}"} for row in page("month", first)]
    units = page("unit")
    return (
        {"as_of": now}
        | {name: value for name, value in summary.items() if name != "model_groups"}
        | {"groups": summary["model_groups"]}
        | serving
        | {
            "cost": cost | {"price_region": PRICE_REGION},
            "versions_per_month": months,
            "business_units": [row | {"groups": row.pop("model_groups")} for row in units],
            "newest": page("newest"),
        }
    )


def _months_before(now: datetime, months: int) -> datetime:
    index = now.year * 12 + now.month - 1 - months
    return datetime(index // 12, index % 12 + 1, 1, tzinfo=now.tzinfo)


def version(
    hot: HotTables, key: tuple[str, str, str, int], settings: Settings, now: datetime
) -> dict[str, Any] | None:
    """The Version page of (account, region, group, number); None when there is no such version."""
    found = hot.page("version", *key)
    if not found:
        return None
    whole = found[0]
    arn = whole["model_version_arn"]
    siblings = hot.page("sibling", *key[:3])
    before = next((row["version"] for row in siblings if row["version"] < key[3]), None)
    documents = hot.documents(Kind.MODEL_VERSION, arn)
    newest = orjson.loads(documents.get(whole["position"], b"{}"))
    said = hot.page("fact", arn)
    names = list(whole)
    return {
        "row": {name: whole[name] for name in names[:ROW_FIELDS]},
        **{name: whole[name] for name in ("description", "package_status", "generated_by", "commit_id")},
        **{name: whole[name] for name in ("repository", "project_id", "source_uri", "card_status")},
        "registered_by": _registered_by(whole),
        "facts": [_fact(name, said, settings.unassigned) for name in FACTS],
        **_properties(hot.page("property", *key[:3], key[3], before), key[3], before, settings),
        "reports": _reports(newest),
        "containers": _containers(newest),
        "card": _card(newest),
        "training": training(hot, whole, now - timedelta(days=settings.job_days)),
        "approvals": hot.page("approval", arn),
        "history": _history(hot.page("observation", arn), documents),
        "serving": hot.page("variant", arn),
        "siblings": siblings,
    }


def _registered_by(whole: Mapping[str, Any]) -> str | None:
    arn = whole["created_by_arn"]
    return whole["created_by_profile"] or (short_actor(arn) if arn else None)


def _fact(name: str, said: Sequence[Mapping[str, Any]], unassigned: str) -> dict[str, Any]:
    sources = [
        {"value": row["value"], "origin": row["origin"], "key": row["spelt"]}
        for row in said
        if row["fact"] == name
    ]
    best = sources[0] if sources else None
    value = best["value"] if best else unassigned
    conflicts = [row for row in sources[1:] if row["value"].strip().lower() != value.strip().lower()]
    return {"name": name, "value": value, "source": best, "conflicts": conflicts}


def _properties(
    rows: Sequence[Mapping[str, Any]], number: int, before: int | None, settings: Settings
) -> dict[str, Any]:
    """Properties of this version and the one before, told apart as metrics, parameters and the rest."""
    mine = {row["property_key"]: row["property_value"] for row in rows if row["version"] == number}
    theirs = {row["property_key"]: row["property_value"] for row in rows if row["version"] == before}
    now, then = stated(mine, settings), stated(theirs, settings)

    def beside(key: str, value: Any, past: Mapping[str, Any]) -> dict[str, Any]:
        was = {"previous": past.get(key), "previous_version": before if key in past else None}
        return {"name": key, "value": value} | was

    return {
        "metrics": [beside(key, value, then.metrics) for key, value in now.metrics.items()],
        "parameters": [beside(key, value, then.parameters) for key, value in now.parameters.items()],
        "properties": dict(now.rest),
    }


def _reports(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every report file that metrics and drift baselines name, by the path of its name."""
    found = []
    for field in ("ModelMetrics", "DriftCheckBaselines"):
        for path, value in _leaves(document.get(field) or {}, field):
            if path.endswith(".S3Uri"):
                name = path.removesuffix(".S3Uri")
                parent = _at(document, name)
                found.append({"name": name, "content_type": parent.get("ContentType"), "s3_uri": value})
    return found


def _at(document: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    node: Any = document
    for step in path.split("."):
        node = node[step]
    found: Mapping[str, Any] = node
    return found


def _containers(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = (document.get("InferenceSpecification") or {}).get("Containers") or []
    return [
        {
            "image": item.get("Image"),
            "image_digest": item.get("ImageDigest"),
            "model_data_url": item.get("ModelDataUrl"),
        }
        for item in listed
    ]


def _card(document: Mapping[str, Any]) -> dict[str, Any] | None:
    content = (document.get("ModelCard") or {}).get("ModelCardContent")
    with contextlib.suppress(orjson.JSONDecodeError):
        card = orjson.loads(content or "null")
        return card if isinstance(card, dict) else None
    return None


def _history(
    observations: Sequence[Mapping[str, Any]], documents: Mapping[int, bytes]
) -> list[dict[str, Any]]:
    """Observations newest first, each with the fields that differ from the one before it."""
    entries = []
    before: dict[str, Any] | None = None
    for row in observations:
        now = dict(_leaves(orjson.loads(documents.get(row["position"], b"{}")), ""))
        entries.append(dict(row) | {"changes": _changes(before, now)})
        before = now
    return entries[::-1]


def _changes(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[dict[str, Any]]:
    if before is None:
        return []
    return [
        {"field": name, "before": _text(before.get(name)), "after": _text(now.get(name))}
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name) and not name.startswith(STAMPED)
    ]


def _text(value: object) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _leaves(node: Any, path: str) -> list[tuple[str, Any]]:
    """Every value inside a document with its dotted path."""
    match node:
        case dict():
            items = [(f"{path}.{key}" if path else str(key), value) for key, value in node.items()]
        case list():
            items = [(f"{path}.{number}", value) for number, value in enumerate(node)]
        case _:
            return [(path, node)]
    return [leaf for name, value in items for leaf in _leaves(value, name)]
