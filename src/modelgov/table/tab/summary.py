"""The head of the Version page and its Summary."""

from collections.abc import Mapping, Sequence
from typing import Any

from modelgov.record.codec import short_actor
from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.table.tab.stated import before, stated

Key = tuple[str, str, str, int]  # account, region, group, number
ROW_FIELDS = 20  # the first columns of page/version.sql are those of the Models list
FACTS = ("owner", "team", "business_unit", "environment", "intended_use")


def version_row(hot: HotTables, key: Key) -> dict[str, Any] | None:
    """All that the table has of one version; None when there is no such version."""
    return next(iter(hot.page("version", *key)), None)


def summary(hot: HotTables, whole: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """The head and the Summary of a version, from its row."""
    arn, number = whole["model_version_arn"], whole["version"]
    place = (whole["account_id"], whole["region"], whole["model_group"])
    siblings = hot.page("sibling", *place)
    said = hot.page("fact", arn)
    return {
        "row": {name: whole[name] for name in list(whole)[:ROW_FIELDS]},
        **{name: whole[name] for name in ("description", "package_status")},
        "registered_by": _registered_by(whole),
        **tier_of(hot, arn),
        "facts": [_fact(name, said, settings.unassigned) for name in FACTS],
        "metrics": stated(hot, place, number, before(siblings, number), settings).metrics,
        "approvals": hot.page("approval", arn),
        "serving": hot.page("variant", arn),
        "siblings": siblings,
    }


def tier_of(hot: HotTables, arn: str) -> dict[str, Any]:
    """The materiality tier of a version, and why."""
    hot.keep("materiality")
    return hot.page("version_tier", arn)[0]


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
