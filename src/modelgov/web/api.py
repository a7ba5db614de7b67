"""The HTTP API: every route reads tables; bodies are those of `web.shape`, encoded by orjson."""

from typing import Annotated

from fastapi import APIRouter, Header, Response
from fastapi.responses import StreamingResponse

from modelgov import __version__
from modelgov.table import covered, detail, page
from modelgov.web.answer import Asked, Parts, answers, body, csv_file, window
from modelgov.web.detail_shape import Coverage
from modelgov.web.finding_api import add_findings, decisions
from modelgov.web.frameworks import framework_routes
from modelgov.web.params import GroupParams, GroupQuery, VersionQuery
from modelgov.web.shape import GroupPage, Overview, Status, VersionPage
from modelgov.web.version_api import add_versions


def routes(parts: Parts) -> APIRouter:
    """All routes below `/api`."""
    router = APIRouter(prefix="/api")
    _add_pages(router, parts)
    _add_lists(router, parts)
    add_versions(router, parts)
    add_findings(router, parts)
    router.include_router(framework_routes(parts.hot, parts.settings.control_folder, parts.clock))

    @router.get("/stream", response_class=StreamingResponse)
    async def stream(last_event_id: Annotated[int | None, Header()] = None) -> StreamingResponse:
        """Server-sent events: `change`, `coverage`, `resync`."""
        return StreamingResponse(
            parts.hub.listen(last_event_id),
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
    def overview() -> Response:
        """The Overview page."""
        return body(detail.overview(parts.hot, parts.clock()) | decisions(parts))

    @router.get("/coverage", responses=answers(Coverage))
    def coverage() -> Response:
        """The Coverage page."""
        return body(covered.coverage(parts.hot, parts.clock()))


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


def _asked(parts: Parts, listing: page.Listing, params: GroupParams) -> Asked:
    return Asked(listing=listing, chosen=params.filter(parts.clock()), window=params.window())
