"""What was read and what was not, and what events missed: for the command line and the Coverage page."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from modelgov.table.engine import Answer
from modelgov.table.hot import HotTables
from modelgov.table.view import duckdb_statement

GLOBAL = "global"  # where the organisation itself is read: no account and region that can be
COMPLETE = ("read", "empty", "not_offered")  # where there is nothing to see, nothing stayed unseen
MISSED_DAYS = 30  # how far back the page counts what events missed

Ask = Callable[[str], Answer]


def coverage_rows(ask: Ask) -> Answer:
    """The newest state of every read, gaps first."""
    return ask(duckdb_statement("command/coverage"))


def event_rates(ask: Ask) -> Answer:
    """Changes that events told of and missed, newest day first."""
    return ask(duckdb_statement("command/event_rate"))


def coverage(hot: HotTables, now: datetime) -> dict[str, Any]:
    """The Coverage page."""
    rows = hot.page("coverage")
    scopes = {(row["account_id"], row["region"]) for row in rows if row["region"] != GLOBAL}
    broken = {(row["account_id"], row["region"]) for row in rows if row["outcome"] not in COMPLETE}
    return {
        "complete": not broken,
        "scopes": len(scopes),
        "scopes_complete": len(scopes - broken),
        "rows": rows,
        "closed": _closed(hot, rows),
        "events": _events(hot, now),
    }


def _closed(hot: HotTables, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where nothing can be read at all, and from when on it is tried again, if that is put off."""
    by_place: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        by_place.setdefault((row["account_id"], row["region"]), []).append(row)
    remembered = {(place.account_id, place.region): place for place in hot.closed()}
    found = []
    for key, reads in sorted(by_place.items()):
        place = remembered.get(key)
        if place is None and any(row["outcome"] != "not_offered" for row in reads):
            continue
        found.append(
            {
                **{name: reads[0][name] for name in ("account_id", "account_name", "region")},
                "outcome": place.outcome.value if place is not None else "not_offered",
                "reason": place.reason if place is not None else reads[0]["reason"],
                "checked_at": place.checked_at if place is not None else None,
                "again_at": place.again_at if place is not None else None,
            }
        )
    return found


def _events(hot: HotTables, now: datetime) -> dict[str, Any]:
    """How many changes events missed; no share where there was no change to tell of."""
    since = (now - timedelta(days=MISSED_DAYS)).date()
    places = hot.kept_page("missed_rate", since)
    changes = sum(row["changes"] for row in places)
    missed = sum(row["missed"] for row in places)
    return {
        **hot.kept_page("watched")[0],
        "days": MISSED_DAYS,
        "changes": changes,
        "missed": missed,
        "missed_share": missed / changes if changes else None,
        "places": places,
        "newest": hot.kept_page("missed"),
    }
