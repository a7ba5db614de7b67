"""The HTTP API of one model group: its page, and the data of its charts as CSV."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from modelgov.control import scored
from modelgov.control.found import titled
from modelgov.control.limit import drift_limits
from modelgov.errors import NotFoundError
from modelgov.report.sheet import lines
from modelgov.table.group import Key, group
from modelgov.table.span import Span
from modelgov.web.answer import Parts, answers, body
from modelgov.web.group_shape import GroupDetail
from modelgov.web.params import SpanQuery
from modelgov.web.shape import ErrorBody

PAGE = "/groups/{account_id}/{region}/{model_group}"
DRIFT = "drift-psi"
WORST = 8

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One chart as a table: its heads, and its rows out of the page's answer."""

    heads: tuple[str, ...]
    rows: Callable[[Row], Iterator[tuple[Any, ...]]]


def _events(page: Row) -> Iterator[tuple[Any, ...]]:
    for row in page["versions"]:
        yield row["registered_at"], row["version"], "registered", None, None, None
    for row in page["approvals"]:
        yield row["changed_at"], row["version"], "approval", row["before"], row["after"], row["actor"]
    for row in page["deployments"]:
        where = f"{row['account_id']}/{row['region']}/{row['endpoint_name']}"
        yield row["first_served_at"], row["version"], "deployed", None, where, None


def _metrics(page: Row) -> Iterator[tuple[Any, ...]]:
    for trend in page["metrics"]:
        for point in trend["points"]:
            yield trend["name"], trend["better"], point["version"], point["registered_at"], point["value"]


def _drift(page: Row) -> Iterator[tuple[Any, ...]]:
    for trend in page["drift"]:
        for point in trend["points"]:
            yield (*(trend[n] for n in ("account_id", "region", "endpoint_name")), *point.values())


SHEETS = {
    "timeline": Sheet(heads=("at", "version", "what", "before", "after", "actor"), rows=_events),
    "metrics": Sheet(heads=("metric", "better", "version", "registered_at", "value"), rows=_metrics),
    "drift": Sheet(
        heads=(
            *("account_id", "region", "endpoint_name", "scheduled_at"),
            *("psi", "feature", "features", "too_few"),
        ),
        rows=_drift,
    ),
}


def add_group(router: APIRouter, parts: Parts) -> None:
    """The routes of one group."""
    missing: dict[int | str, dict[str, Any]] = {404: {"model": ErrorBody}}

    @router.get(PAGE, responses=answers(GroupDetail) | missing)
    def one(account_id: str, region: str, model_group: str, params: SpanQuery) -> Response:
        """The Model group page."""
        key = (account_id, region, model_group)
        page = _page(parts, key, params.span(parts.clock()))
        return body(
            page
            | {
                "psi_limit": drift_limits(parts.library, page["tier"] or 0)["psi"],
                "findings": _findings(parts, key),
            }
        )

    @router.get(PAGE + "/{sheet}.csv", response_class=Response, responses=missing)
    def csv(account_id: str, region: str, model_group: str, sheet: str, params: SpanQuery) -> Response:
        """The data of one chart: `timeline`, `metrics` or `drift`."""
        found = SHEETS.get(sheet)
        if found is None:
            raise NotFoundError(
                what=f"A model group has no chart named {sheet}.",
                where="model groups",
                remedy=f"Use one of {', '.join(SHEETS)}.",
            )
        span = params.span(parts.clock())
        page = _page(parts, (account_id, region, model_group), span)
        if span is not None:  # the page has all versions, and draws those that were registered in it
            page["versions"] = [row for row in page["versions"] if span.holds(row["registered_at"])]
        rows = sorted(found.rows(page), key=lambda row: row[0]) if sheet == "timeline" else found.rows(page)
        return Response(
            lines([found.heads, *rows]),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="modelgov-{sheet}.csv"'},
        )


def _page(parts: Parts, key: Key, span: Span | None) -> dict[str, Any]:
    control = parts.library.by_id.get(DRIFT)
    samples = control.parameters["samples"].default if control is not None else 1
    found = group(parts.hot, key, parts.settings, samples, span)
    if found is None:
        account_id, region, name = key
        raise NotFoundError(
            what=f"There is no model group {name} in account {account_id}, {region}.",
            where="model groups",
            remedy="Look for it in Models, or collect the account again if it is new.",
        )
    return found


def _findings(parts: Parts, key: Key) -> dict[str, Any]:
    parts.hot.keep("finding")
    rows = parts.hot.page("group_finding", *key, *key, WORST)
    counts = [(row.pop("failed"), row.pop("standing_all")) for row in rows]
    failed, standing = counts[0] if counts else (0, 0)
    return {
        "judged_at": scored.judged(parts.hot)["last_at"],
        "failed": failed,
        "standing": standing,
        "worst": titled(parts.library, parts.assignments.current(), rows),
    }
