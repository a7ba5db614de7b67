"""The HTTP API of endpoints: their list, each of them, and its metrics over time."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from modelgov.control import scored
from modelgov.control.found import titled
from modelgov.errors import NotFoundError
from modelgov.table import page, serving
from modelgov.web.answer import Asked, Parts, answers, body, csv_file, windowed
from modelgov.web.params import EndpointParams, EndpointQuery
from modelgov.web.serving_shape import EndpointDetail, EndpointMetrics, EndpointPage
from modelgov.web.shape import ErrorBody

Days = Annotated[Literal["7", "30", "90"], Query()]


def add_serving(router: APIRouter, parts: Parts) -> None:
    """The routes of endpoints."""
    _add_list(router, parts)
    _add_endpoint(router, parts)


def _add_list(router: APIRouter, parts: Parts) -> None:
    @router.get("/endpoints", responses=answers(EndpointPage))
    def endpoints(params: EndpointQuery) -> Response:
        """A window of endpoints, and counts over all that the filters leave."""
        asked = _asked(params)
        first = asked.window.offset == 0 and asked.window.after is None
        return body(
            windowed(parts, asked)
            | {"summary": serving.summary(parts.hot, asked.chosen, parts.clock()) if first else None}
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
    def endpoint(account_id: str, region: str, endpoint_name: str) -> Response:
        """The Endpoint page."""
        found = serving.endpoint(parts.hot, (account_id, region, endpoint_name))
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
    def metrics(account_id: str, region: str, endpoint_name: str, days: Days = "7") -> Response:
        """The metrics of an endpoint over time; no part where none were ever read."""
        return body(serving.metrics(parts.hot, (account_id, region, endpoint_name), int(days)))


def _asked(params: EndpointParams) -> Asked:
    return Asked(listing=page.ENDPOINTS, chosen=params.filter(), window=params.window())
