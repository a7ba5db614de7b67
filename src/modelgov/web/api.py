"""The HTTP API: every route reads tables; bodies are those of `web.shape`, encoded by orjson."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Header, Path, Response
from fastapi.responses import StreamingResponse

from modelgov import __version__
from modelgov.errors import NotFoundError
from modelgov.report.sheet import lines
from modelgov.settings import Settings
from modelgov.table import covered, detail, page
from modelgov.table.hot import HotTables
from modelgov.web.detail_shape import Coverage, VersionDetail
from modelgov.web.frameworks import framework_routes
from modelgov.web.params import MOST, GroupParams, GroupQuery, VersionQuery
from modelgov.web.shape import ErrorBody, GroupPage, Overview, Shape, Status, VersionPage
from modelgov.web.stream import Hub


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the routes need."""

    hot: HotTables
    hub: Hub
    settings: Settings
    clock: Callable[[], datetime]
    local_only: bool


def answers(shape: type[Shape]) -> dict[int | str, dict[str, Any]]:
    """What a route documents: its body, and the error body of every other answer."""
    return {200: {"model": shape}, 422: {"model": ErrorBody}}


def body(content: Any) -> Response:
    """JSON by orjson, past the model: the hot path."""
    return Response(orjson.dumps(content, option=orjson.OPT_UTC_Z), media_type="application/json")


def routes(parts: Parts) -> APIRouter:
    """All routes below `/api`."""
    router = APIRouter(prefix="/api")
    _add_pages(router, parts)
    _add_lists(router, parts)
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
        return body(detail.overview(parts.hot, parts.clock()))

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
        return body(found)


def _add_lists(router: APIRouter, parts: Parts) -> None:
    @router.get("/versions", responses=answers(VersionPage))
    def versions(params: VersionQuery) -> Response:
        """A window of versions."""
        return _window(parts, page.VERSIONS, params)

    @router.get("/groups", responses=answers(GroupPage))
    def groups(params: GroupQuery) -> Response:
        """A window of groups."""
        return _window(parts, page.GROUPS, params)

    @router.get("/versions.csv", response_class=StreamingResponse)
    def versions_csv(params: VersionQuery) -> StreamingResponse:
        """All versions that the filters leave, as CSV."""
        return _csv(parts, page.VERSIONS, params)

    @router.get("/groups.csv", response_class=StreamingResponse)
    def groups_csv(params: GroupQuery) -> StreamingResponse:
        """All groups that the filters leave, as CSV."""
        return _csv(parts, page.GROUPS, params)


def _window(parts: Parts, listing: page.Listing, params: GroupParams) -> Response:
    chosen = params.filter(parts.clock())
    first = params.offset == 0
    return body(
        {
            "total": page.total(parts.hot, listing, chosen),
            "offset": params.offset,
            "rows": page.rows(parts.hot, listing, chosen, params.window()),
            "facets": page.facets(parts.hot, listing, chosen) if first else None,
        }
    )


def _csv(parts: Parts, listing: page.Listing, params: GroupParams) -> StreamingResponse:
    chosen = params.filter(parts.clock())
    chunks = page.export(parts.hot, listing, chosen, params.sort)
    first = next(chunks, [])  # an error in the filters must be an answer, not a broken file
    name = f"modelgov-{listing.table}-{parts.clock():%Y%m%dT%H%M%SZ}.csv"
    return StreamingResponse(
        _lines(listing, first, chunks),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(
    listing: page.Listing, first: list[dict[str, Any]], chunks: Iterator[list[dict[str, Any]]]
) -> Iterator[str]:
    yield lines([listing.columns])
    yield lines(row.values() for row in first)
    for chunk in chunks:
        yield lines(row.values() for row in chunk)
