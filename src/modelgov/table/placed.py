"""The map of accounts and regions: what each holds, how far it was read, and when it was last seen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from modelgov.table.hot import HotTables

NAMED = ("account_name", "account_status", "unit_path", "environment", "environment_source")


def accounts(hot: HotTables, now: datetime) -> dict[str, Any]:
    """The Accounts page: accounts by unit, and a cell for each region that was tried or holds something."""
    scopes = hot.kept_page("account_scope")
    said = {row["account_id"]: row for row in hot.kept_page("account_unit")}
    cells: dict[str, list[Mapping[str, Any]]] = {account: [] for account in said}
    for scope in scopes:
        cell = {name: value for name, value in scope.items() if name != "account_id"}
        cells.setdefault(scope["account_id"], []).append(cell)
    rows = [
        {"account_id": account, **_named(said.get(account), account), "cells": found}
        for account, found in cells.items()
    ]
    return {
        "as_of": now,
        "regions": sorted({scope["region"] for scope in scopes}),
        "accounts": sorted(rows, key=lambda row: (row["unit_path"], row["account_name"], row["account_id"])),
    }


def _named(said: Mapping[str, Any] | None, account: str) -> dict[str, Any]:
    """What an account is called; one that nobody names has its number."""
    if said is None:
        return dict.fromkeys(NAMED) | {"account_name": account, "unit_path": ""}
    return {name: said[name] for name in NAMED}
