"""The HTTP API: every route reads tables; bodies are those of `web.shape`, encoded by orjson."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import FileResponse, StreamingResponse

from modelgov import __version__
from modelgov.control.kpi import kpis
from modelgov.control.limit import drift_limits
from modelgov.table import covered, detail, monitored, page, placed
from modelgov.table.hot import Page
from modelgov.table.scope import KEPT, Scope
from modelgov.table.span import Span
from modelgov.web.account_shape import Accounts
from modelgov.web.answer import Asked, Parts, answers, body, csv_file, parquet_file, window
from modelgov.web.compare_api import add_compare
from modelgov.web.detail_shape import Coverage
from modelgov.web.finding_api import add_findings, decisions
from modelgov.web.frameworks import framework_routes
from modelgov.web.group_api import add_group
from modelgov.web.monitoring_shape import Monitoring
from modelgov.web.params import GroupParams, GroupQuery, OverviewQuery, SpanQuery, VersionQuery
from modelgov.web.past import documented
from modelgov.web.search_api import add_search
from modelgov.web.serving_api import add_serving
from modelgov.web.shape import ErrorBody, GroupPage, Overview, Status, VersionPage
from modelgov.web.version_api import add_versions

PREFIX = "/api/v1"
OVERVIEW_SECONDS = 600
REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"model": ErrorBody, "description": "What was asked is not valid, or not allowed."},
    500: {"model": ErrorBody, "description": "The server failed; its log says why."},
}


def routes(parts: Parts) -> APIRouter:
    """All routes below `/api/v1`; every error has the same body."""
    router = APIRouter(prefix=PREFIX, responses=REFUSALS, dependencies=[Depends(documented)])
    _add_pages(router, parts)
    _add_lists(router, parts)
    add_versions(router, parts)
    add_findings(router, parts)
    add_search(router, parts)
    add_serving(router, parts)
    add_group(router, parts)
    add_compare(router, parts)
    router.include_router(framework_routes(parts.hot, parts.settings.control_folder, parts.clock))

    @router.get("/stream", response_class=StreamingResponse)
    async def stream(
        last_event_id: Annotated[int | None, Header()] = None,
        after: Annotated[
            int | None, Query(description="The `position` of a status: what came since.")
        ] = None,
    ) -> StreamingResponse:
        """Server-sent events: `change`, `coverage`, `resync`."""
        last = after if last_event_id is None else last_event_id
        return StreamingResponse(
            parts.hub.listen(None if last == parts.hot.shown else last),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    return router


def _add_pages(router: APIRouter, parts: Parts) -> None:
    @router.get("/status", responses=answers(Status))
    def status() -> Response:
        """The state that the frame of every page shows."""
        known = {"version": __version__, "local_only": parts.local_only}
        return body(detail.status(parts.hot) | known)

    @router.get("/overview", responses=answers(Overview))
    def overview(params: OverviewQuery) -> Response:
        """The Overview page, of a part of the organisation or of all of it."""
        scope, now = params.scope(), parts.clock().replace(second=0, microsecond=0)
        span = params.span(now)
        # ages are told in hours and days: an answer is good for some minutes while nothing changes
        while_good = int(now.timestamp()) // OVERVIEW_SECONDS
        key = ("overview", scope, span, while_good, tuple(parts.assignments.current().items()))
        return body(parts.hot.once(key, lambda: _overview(parts, scope, now, span)))

    @router.get("/coverage", responses=answers(Coverage))
    def coverage() -> Response:
        """The Coverage page."""
        return body(covered.coverage(parts.hot, parts.clock()))

    @router.get("/accounts", responses=answers(Accounts))
    def accounts() -> Response:
        """The Accounts page."""
        return body(placed.accounts(parts.hot, parts.clock()))

    @router.get("/monitoring", responses=answers(Monitoring))
    def monitoring(params: SpanQuery) -> Response:
        """The Monitoring page."""
        now = parts.clock()
        found = monitored.monitoring(parts.hot, now, params.span(now))
        for row in found["drift"]:
            row["limits"] = drift_limits(parts.library, row["tier"])
        return body(found)


def _overview(parts: Parts, scope: Scope, now: datetime, span: Span | None) -> dict[str, Any]:
    if not scope:
        for name in KEPT:
            parts.hot.keep(name)
        return _seen(parts, parts.hot.page, scope, now, span)
    with parts.hot.within(scope) as ask:
        return _seen(parts, ask, scope, now, span)


def _seen(parts: Parts, ask: Page, scope: Scope, now: datetime, span: Span | None) -> dict[str, Any]:
    found = detail.overview(ask, now, span)
    return found | {"kpis": kpis(ask, scope, now, found, span)} | decisions(parts, ask, scope)


def _add_lists(router: APIRouter, parts: Parts) -> None:
    @router.get("/versions", responses=answers(VersionPage))
    def versions(params: VersionQuery) -> Response:
        """A window of versions."""
        return window(parts, _asked(parts, page.VERSIONS, params))

    @router.get("/groups", responses=answers(GroupPage))
    def groups(params: GroupQuery) -> Response:
        """A window of groups."""
        return window(parts, _asked(parts, page.GROUPS, params))

    @router.get("/versions.csv", response_class=StreamingResponse)
    def versions_csv(params: VersionQuery) -> StreamingResponse:
        """All versions that the filters leave, as CSV."""
        return csv_file(parts, _asked(parts, page.VERSIONS, params))

    @router.get("/groups.csv", response_class=StreamingResponse)
    def groups_csv(params: GroupQuery) -> StreamingResponse:
        """All groups that the filters leave, as CSV."""
        return csv_file(parts, _asked(parts, page.GROUPS, params))

    @router.get("/versions.parquet", response_class=FileResponse)
    def versions_parquet(params: VersionQuery) -> FileResponse:
        """All versions that the filters leave, as Parquet."""
        return parquet_file(parts, _asked(parts, page.VERSIONS, params))

    @router.get("/groups.parquet", response_class=FileResponse)
    def groups_parquet(params: GroupQuery) -> FileResponse:
        """All groups that the filters leave, as Parquet."""
        return parquet_file(parts, _asked(parts, page.GROUPS, params))


def _asked(parts: Parts, listing: page.Listing, params: GroupParams) -> Asked:
    return Asked(listing=listing, chosen=params.filter(parts.clock()), window=params.window())
