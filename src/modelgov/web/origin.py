"""Changes are asked for by our own pages only: no page of another site may make a browser ask for one."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from modelgov.errors import QueryError
from modelgov.web.answer import refusal

READING = ("GET", "HEAD", "OPTIONS")
SITES = (None, "same-origin", "none")  # Sec-Fetch-Site; None of what is no browser


class OwnPagesOnly:
    """Refuses, before a body is read, what does not read and may come from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that it may not be made so."""
        if scope["type"] != "http" or scope["method"] in READING:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        error = _error(request)
        if error is None:
            await self._app(scope, receive, send)
            return
        await refusal(request, 403, error)(scope, receive, send)


def _error(request: Request) -> QueryError | None:
    where = f"{request.method} {request.url.path}"
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        # a form of another site can send texts, but JSON only after a preflight, which nothing here answers
        return QueryError(
            what="A change is taken as JSON only.",
            where=where,
            remedy="Send the body as JSON, with the header Content-Type: application/json.",
        )
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    host = request.headers.get("host", "")
    if site in SITES and (origin is None or _place(origin) == host.lower()):
        return None
    return QueryError(
        what="The request comes from a page of another site.",
        where=where,
        remedy="Make the change on a page of this dashboard.",
    )


def _place(origin: str) -> str | None:
    """Host and port of an origin; None of what is no URL, as `null` is."""
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
