"""Windows, facets and exports of the lists: filters are rows, values are bound, columns are ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from modelgov.errors import QueryError
from modelgov.table.cursor import Cursor, after, refused
from modelgov.table.facet import FacetIndex, Mask
from modelgov.table.hot import HotTables
from modelgov.table.span import Span

EVERY_ROW = "true"
EXPORT_ROWS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list: its table, the columns it shows, its facets, its key.

    `orders` are what a column is sorted by, where it is not its own value.
    """

    table: str
    columns: tuple[str, ...]
    facets: tuple[str, ...]
    key: tuple[str, ...]
    orders: Mapping[str, str] = field(default_factory=dict)
    asset: str = ""  # the column with what a row is about, where rows can be named by it
    kept: tuple[str, ...] = ()  # what is too dear to compute for every question, in the order of need


VERSIONS = Listing(
    table="model_version",
    columns=(
        *("account_id", "account_name", "region", "model_group", "version", "model_version_arn"),
        *("approval_status", "stage", "stage_status", "owner", "team", "business_unit", "environment"),
        *("intended_use", "maturity", "production", "endpoints", "registered_at", "changed_at", "changed_by"),
    ),
    facets=(
        *("business_unit", "team", "owner", "environment", "approval_status", "stage", "maturity"),
        *("production", "account_id", "region"),
    ),
    key=("account_id", "region", "model_group", "version"),
    asset="model_version_arn",
)
GROUPS = Listing(
    table="model_group",
    columns=(
        *("account_id", "account_name", "region", "model_group", "model_group_arn", "description"),
        *("owner", "team", "business_unit", "environment", "intended_use", "versions", "approved"),
        *("pending", "rejected", "production", "latest_version", "latest_status"),
        *("latest_registered_at", "changed_at"),
    ),
    facets=("business_unit", "team", "owner", "environment", "account_id", "region"),
    key=("account_id", "region", "model_group"),
    asset="model_group_arn",
)
FINDINGS = Listing(
    table="finding",
    columns=(
        *("finding_id", "control_id", "control_group", "severity", "severity_rank", "status", "standing"),
        *("reason", "asset_kind", "asset_name", "judged_asset", "account_id", "account_name", "region"),
        *("model_group", "version", "business_unit", "team", "owner", "environment", "tier", "turn"),
        *("opened_at", "changed_at"),
    ),
    facets=(
        *("status", "severity", "control_id", "control_group", "business_unit", "team", "owner"),
        *("account_id", "region", "tier", "asset_kind"),
    ),
    key=("case status when 'fail' then 0 when 'unknown' then 1 else 2 end", "opened_at", "finding_id"),
    # the least failure before what could not be judged: nothing is known to be wrong there
    orders={
        "severity_rank": "case status when 'fail' then 8 when 'unknown' then 4 else 0 end + severity_rank"
    },
    kept=("finding",),
)
ENDPOINTS = Listing(
    table="endpoint_row",
    columns=(
        *("account_id", "account_name", "region", "endpoint_name", "endpoint_arn", "endpoint_status"),
        *("in_service", "environment", "in_production", "business_unit", "team", "owner", "tier"),
        *("model_group", "version", "registered", "variants", "shadow_variants", "not_approved"),
        *("hosting", "instance_type", "instance_types", "instance_count", "invocations_per_day"),
        *("invocations_30d", "errors_4xx_30d", "errors_5xx_30d", "error_share"),
        *("model_latency_p50_mean_ms", "model_latency_p99_median_ms", "cpu_share_mean"),
        *("memory_share_mean", "gpu_share_mean", "fit", "idle", "idle_days", "last_invoked_at"),
        *("serving_since", "asked_until", "usd_per_month", "priced_by", "usd_per_1000", "billed_usd"),
        *("findings", "severity_rank", "created_at", "changed_at"),
    ),
    facets=(
        *("endpoint_status", "environment", "business_unit", "team", "instance_type", "fit", "idle"),
        *("registered", "account_id", "region"),
    ),
    key=("usd_per_month", "account_id", "region", "endpoint_name"),
    kept=("endpoint_usage", "governed", "endpoint_cost", "endpoint_environment", "finding", "endpoint_row"),
)
# What is compared with the texts of a query string, where it is not the column itself.
AS_TEXT = {
    "production": "case when production then 'yes' when not production then 'no' end",
    "tier": "cast(tier as varchar)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to. `chosen` holds a facet's values; one of them is enough.

    `assets` are the ARNs of the rows that alone are wanted; none of them: all are.
    `approved_by` names people, one of whom gave the approval that stands. `search_controls` are controls
    whose findings the search finds too, by the words of their titles. `only_ids` and `without_ids` are of
    findings, by what is not in the tables.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    model_group: str | None = None
    approved_by: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    search: str = ""
    search_controls: tuple[str, ...] = ()
    standing: bool | None = None
    registered: Span | None = None
    waiting_since: datetime | None = None
    only_ids: frozenset[str] | None = None
    without_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which rows, and in which order: `sort` is a column, with `-` before it for descending.

    They begin at a place, or after the row of a cursor.
    """

    sort: str = "-changed_at"
    offset: int = 0
    limit: int = 100
    after: Cursor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    clause: str
    values: tuple[Any, ...]


def _table(hot: HotTables, listing: Listing) -> str:
    for name in listing.kept:
        hot.keep(name)
    return listing.table


def total(hot: HotTables, listing: Listing, chosen: Filter) -> int:
    """How many rows the filter leaves."""
    return _index(hot, listing).total(_rows(hot, listing, chosen), _narrowed(listing, chosen))


def rows(hot: HotTables, listing: Listing, chosen: Filter, window: Window) -> list[dict[str, Any]]:
    """The rows of one window."""
    return part(hot, listing, chosen, window)[0]


def part(
    hot: HotTables, listing: Listing, chosen: Filter, window: Window
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """The rows of one window, and the cursor of those after it; None when there are none."""
    where = _where(listing, chosen)
    order = _order(listing, window.sort)
    clause, values = where.clause, list(where.values)
    if window.after is not None:
        if len(window.after.values) != len(order):
            raise refused("It is of another list.")
        beyond, bound = after(order, window.after.values, descending=window.sort.startswith("-"))
        clause, values = f"{clause} and {beyond}", values + bound
    direction = "desc" if window.sort.startswith("-") else "asc"
    sorted_by = f"order by {order[0]} {direction} nulls last, {', '.join(order[1:])}"
    # which rows they are is found in few columns; the others are read of these rows alone
    which = f"select rowid from {listing.table} where {clause} {sorted_by} limit ? offset ?"
    shown_columns = ", ".join((*listing.columns, *order))
    statement = f"select {shown_columns} from {listing.table} where rowid in ({which}) {sorted_by}"
    with hot.steady(listing.kept) as session:
        found = session.run(statement, (*values, window.limit + 1, window.offset))
    shown, width = found[: window.limit], len(listing.columns)
    following = None
    if len(found) > window.limit:
        following = Cursor(sort=window.sort, values=tuple(shown[-1][width:]))
    return [dict(zip(listing.columns, row[:width], strict=True)) for row in shown], following


def one(hot: HotTables, listing: Listing, key: Mapping[str, str]) -> dict[str, Any] | None:
    """The row whose columns have these values; None where there is none."""
    matched = " and ".join(f"{name} = ?" for name in key)
    statement = f"select {', '.join(listing.columns)} from {_table(hot, listing)} where {matched}"
    found = hot.ask(statement, tuple(key.values())).records()
    return found[0] if found else None


def _select(hot: HotTables, listing: Listing, chosen: Filter, sort: str) -> tuple[str, tuple[Any, ...]]:
    where, order = _where(listing, chosen), _order(listing, sort)
    direction = "desc" if sort.startswith("-") else "asc"
    statement = (
        f"select {', '.join(listing.columns)} from {_table(hot, listing)} where {where.clause}"
        f" order by {order[0]} {direction} nulls last, {', '.join(order[1:])}"
    )
    return statement, where.values


def ids(hot: HotTables, listing: Listing, chosen: Filter) -> list[str]:
    """The ids of the findings that the filter leaves."""
    where = _where(listing, chosen)
    statement = f"select finding_id from {_table(hot, listing)} where {where.clause}"
    return [row[0] for row in hot.ask(statement, where.values).rows]


def facets(hot: HotTables, listing: Listing, chosen: Filter) -> dict[str, list[dict[str, Any]]]:
    """For every facet its values with their rows, under all other filters but the facet's own."""
    key = ("facet counts", listing.table, _where(listing, chosen))
    return hot.once(key, lambda: _facets(hot, listing, chosen))


def _facets(hot: HotTables, listing: Listing, chosen: Filter) -> dict[str, list[dict[str, Any]]]:
    found = _index(hot, listing).counts(_rows(hot, listing, chosen), _narrowed(listing, chosen))
    names = dict(hot.ask("select account_id, account_name from account").rows)
    for row in found["account_id"]:
        row["label"] = names.get(row["value"], row["value"])
    return found


def _index(hot: HotTables, listing: Listing) -> FacetIndex:
    def read() -> FacetIndex:
        statement = f"select rowid, {', '.join(map(_value, listing.facets))} from {listing.table}"
        with hot.steady(listing.kept) as session:
            return FacetIndex.of(listing.facets, session.batches(statement, (), EXPORT_ROWS).read_all())

    return hot.once(("facets", listing.table), read)


def _rows(hot: HotTables, listing: Listing, chosen: Filter) -> Mask | None:
    """The rows that are left by all but the facets; None for every row."""
    where = _where(listing, replace(chosen, chosen={}))
    if where.clause == EVERY_ROW:
        return None
    statement = f"select rowid from {listing.table} where {where.clause}"

    def read() -> Mask:
        with hot.steady(listing.kept) as session:
            found = session.batches(statement, where.values, EXPORT_ROWS).read_all()
        return _index(hot, listing).among(found.column(0).to_numpy())

    return hot.once((listing.table, where), read)


def _value(name: str) -> str:
    return AS_TEXT.get(name, name)


def export(hot: HotTables, listing: Listing, chosen: Filter, sort: str) -> Iterator[list[dict[str, Any]]]:
    """All rows that the filter leaves, in chunks."""
    offset = 0
    while chunk := rows(hot, listing, chosen, Window(sort=sort, offset=offset, limit=EXPORT_ROWS)):
        yield chunk
        offset += len(chunk)


def write_parquet(hot: HotTables, listing: Listing, chosen: Filter, sort: str, file: Path) -> None:
    """The same rows into a Parquet file, in the types that the tables have; never all of them in memory."""
    statement, values = _select(hot, listing, chosen, sort)
    with hot.session() as session:
        batches = session.batches(statement, values, EXPORT_ROWS)
        with pq.ParquetWriter(file, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)


def _narrowed(listing: Listing, chosen: Filter) -> dict[str, tuple[str, ...]]:
    """The facets of which values are chosen; raises QueryError for one that the list does not have."""
    for name in chosen.chosen:
        if name not in listing.facets:
            raise QueryError(
                what=f"The list of {listing.table} has no filter named {name}.",
                where="query string",
                remedy=f"Use one of {', '.join(listing.facets)}.",
            )
    return {name: values for name, values in chosen.chosen.items() if values}


def _where(listing: Listing, chosen: Filter) -> _Where:
    clauses: list[str] = [EVERY_ROW]
    values: list[Any] = []
    for name, wanted in _narrowed(listing, chosen).items():
        clauses.append(f"{_value(name)} in ({', '.join('?' for _ in wanted)})")
        values += wanted
    if chosen.model_group is not None:
        clauses.append("model_group = ?")
        values.append(chosen.model_group)
    for clause, bound in _named(listing, chosen):
        clauses.append(clause)
        values += bound
    if chosen.standing is not None:
        clauses.append("standing" if chosen.standing else "not standing")
    if chosen.search:
        titled = f" or control_id in ({', '.join('?' for _ in chosen.search_controls)})"
        clauses.append(f"(contains(search_text, lower(?)){titled if chosen.search_controls else ''})")
        values += (chosen.search, *chosen.search_controls)
    if chosen.registered is not None:
        clauses.append("registered_at >= ? and registered_at < ?")
        values += (chosen.registered.since, chosen.registered.until)
    if chosen.waiting_since is not None:
        clauses.append("approval_status = 'PendingManualApproval' and registered_at < ?")
        values.append(chosen.waiting_since)
    by_id = _by_id(chosen)
    return _Where(clause=" and ".join((*clauses, *by_id)), values=(*values, *by_id.values()))


def _named(listing: Listing, chosen: Filter) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Clauses about what is named one by one, each with its values."""
    if chosen.approved_by:
        marks = ", ".join("?" for _ in chosen.approved_by)
        approved = f"select model_version_arn from version_approval where actor in ({marks})"
        yield f"model_version_arn in ({approved})", chosen.approved_by
    if chosen.assets:
        yield f"{listing.asset} in ({', '.join('?' for _ in chosen.assets)})", chosen.assets


def _by_id(chosen: Filter) -> dict[str, tuple[str, ...]]:
    """Clauses about the ids of findings, each with its value."""
    listed = "(select unnest(cast(? as varchar[])))"
    found = {f"finding_id not in {listed}": tuple(sorted(chosen.without_ids))} if chosen.without_ids else {}
    if chosen.only_ids is not None:
        found[f"finding_id in {listed}"] = tuple(sorted(chosen.only_ids))
    return found


def _order(listing: Listing, sort: str) -> tuple[str, ...]:
    """What the rows are sorted by: the column that is asked for, then the key."""
    column = sort.removeprefix("-")
    if column not in listing.columns:
        raise QueryError(
            what=f"The list of {listing.table} cannot be sorted by {column}.",
            where="query string, sort",
            remedy=f"Use one of {', '.join(listing.columns)}.",
        )
    return (listing.orders.get(column, column), *(name for name in listing.key if name != column))
