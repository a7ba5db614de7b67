"""The HTTP API of endpoints: their list, each of them, and its metrics over time."""

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from modelgov.control import scored
from modelgov.control.found import titled
from modelgov.errors import NotFoundError
from modelgov.table import page, serving
from modelgov.web.answer import Asked, Parts, answers, body, csv_file, windowed
from modelgov.web.params import EndpointListQuery, EndpointParams, EndpointQuery, SpanQuery
from modelgov.web.serving_shape import EndpointDetail, EndpointMetrics, EndpointPage
from modelgov.web.shape import ErrorBody


def add_serving(router: APIRouter, parts: Parts) -> None:
    """The routes of endpoints."""
    _add_list(router, parts)
    _add_endpoint(router, parts)


def _add_list(router: APIRouter, parts: Parts) -> None:
    @router.get("/endpoints", responses=answers(EndpointPage))
    def endpoints(params: EndpointListQuery) -> Response:
        """A window of endpoints, and counts over all that the filters leave."""
        asked, now = _asked(params), parts.clock()
        span = params.span(now)
        first = asked.window.offset == 0 and asked.window.after is None
        return body(
            windowed(parts, asked)
            | {"summary": serving.summary(parts.hot, asked.chosen, now, span) if first else None}
        )

    @router.get("/endpoints.csv", response_class=StreamingResponse)
    def endpoints_csv(params: EndpointQuery) -> StreamingResponse:
        """All endpoints that the filters leave, as CSV."""
        return csv_file(parts, _asked(params))


def _add_endpoint(router: APIRouter, parts: Parts) -> None:
    @router.get(
        "/endpoints/{account_id}/{region}/{endpoint_name}",
        responses=answers(EndpointDetail) | {404: {"model": ErrorBody}},
    )
    def endpoint(account_id: str, region: str, endpoint_name: str, params: SpanQuery) -> Response:
        """The Endpoint page."""
        span = params.span(parts.clock())
        found = serving.endpoint(parts.hot, (account_id, region, endpoint_name), span)
        if found is None:
            raise NotFoundError(
                what=f"There is no endpoint {endpoint_name} in account {account_id}, {region}.",
                where="endpoints",
                remedy="Look for it in Endpoints, or collect the account again if it is new.",
            )
        standing = parts.hot.page("endpoint_finding", found["row"]["endpoint_arn"])
        return body(
            found
            | {
                "findings": titled(parts.library, parts.assignments.current(), standing),
                "judged_at": scored.judged(parts.hot)["last_at"],
            }
        )

    @router.get(
        "/endpoints/{account_id}/{region}/{endpoint_name}/metrics", responses=answers(EndpointMetrics)
    )
    def metrics(account_id: str, region: str, endpoint_name: str, params: SpanQuery) -> Response:
        """The metrics of an endpoint over time: of 30 days, or of a range; no part where none were read."""
        span = params.span(parts.clock())
        return body(serving.metrics(parts.hot, (account_id, region, endpoint_name), span))


def _asked(params: EndpointParams) -> Asked:
    return Asked(listing=page.ENDPOINTS, chosen=params.filter(), window=params.window())
