"""The HTTP API: every route reads tables; bodies are those of `web.shape`, encoded by orjson."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Response
from fastapi.responses import FileResponse, StreamingResponse

from modelgov import __version__
from modelgov.control import scored
from modelgov.control.found import titled
from modelgov.errors import NotFoundError
from modelgov.table import covered, detail, page
from modelgov.web.answer import Asked, Parts, answers, body, csv_file, parquet_file, window
from modelgov.web.compare_api import add_compare
from modelgov.web.detail_shape import Coverage, VersionDetail
from modelgov.web.finding_api import add_findings, decisions
from modelgov.web.frameworks import framework_routes
from modelgov.web.group_api import add_group
from modelgov.web.params import MOST, GroupParams, GroupQuery, VersionQuery
from modelgov.web.shape import ErrorBody, GroupPage, Overview, Status, VersionPage


def routes(parts: Parts) -> APIRouter:
    """All routes below `/api`."""
    router = APIRouter(prefix="/api")
    _add_pages(router, parts)
    _add_lists(router, parts)
    add_findings(router, parts)
    add_group(router, parts)
    add_compare(router, parts)
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

    @router.get(
        "/versions/{account_id}/{region}/{model_group}/{version}",
        responses=answers(VersionDetail) | {404: {"model": ErrorBody}},
    )
    def version(
        account_id: str, region: str, model_group: str, version: Annotated[int, Path(ge=1, le=MOST)]
    ) -> Response:
        """The Version page."""
        key = (account_id, region, model_group, version)
        found = detail.version(parts.hot, key, parts.settings, parts.clock())
        if found is None:
            raise NotFoundError(
                what=f"There is no version {version} of {model_group} in account {account_id}, {region}.",
                where="model versions",
                remedy="Look for it in Models, or collect the account again if it is new.",
            )
        parts.hot.keep("finding")
        current = parts.assignments.current()
        findings = titled(parts.library, current, parts.hot.page("version_finding", *key))
        return body(found | {"findings": findings, "judged_at": scored.judged(parts.hot)["last_at"]})


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
