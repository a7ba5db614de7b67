"""The web application: the API, the built front end, errors in the project's words."""

import asyncio
import gzip
import mimetypes
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import orjson
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from modelgov import __version__
from modelgov.errors import MachineError, ModelgovError, NotFoundError, QueryError
from modelgov.lake.known import said
from modelgov.web.answer import Parts, refusal, status_of
from modelgov.web.api import routes
from modelgov.web.headers import SecurityHeaders, dress, policy
from modelgov.web.origin import OwnPagesOnly
from modelgov.web.past import AsOf, Moments, Open

STATIC = Path(__file__).parent / "static"
PACKED = "text/"
READERS = 4  # more at once only slow each other down: one interpreter, two cores
DOCS = "api/docs"  # a page of the front end, which reads the contract beside it
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
UNBUILT = (
    "<!doctype html><title>modelgov</title><p>The front end is not built here. "
    "Run <code>make build</code> in the checkout and load this page again.</p>"
)


def create_app(
    parts: Parts,
    *,
    static: Path = STATIC,
    begin: Callable[[asyncio.AbstractEventLoop], None] | None = None,
    past: Open | None = None,
) -> FastAPI:
    """The application over the given parts; `begin` is called once its event loop runs.

    `past` opens the parts of a moment of the past; without it there is only the present.
    """
    moments = Moments(past or _no_past, _then)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = READERS
        if begin is not None:
            begin(asyncio.get_running_loop())
        yield
        parts.hub.close()
        moments.close()

    app = FastAPI(
        title="modelgov",
        version=__version__,
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    _add_layers(app, parts, moments)
    app.include_router(routes(parts))
    _add_errors(app)
    app.add_exception_handler(Exception, _unexpected)
    _add_front_end(app, static)
    return app


def _add_layers(app: FastAPI, parts: Parts, moments: Moments) -> None:
    """What a request goes through before its route, the last one first."""
    app.add_middleware(AsOf, moments=moments, clock=parts.clock)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    if parts.local_only:
        # Without sign-in, no page of another site may reach this one under a name of its own.
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK)
    app.add_middleware(OwnPagesOnly)
    app.add_middleware(SecurityHeaders)


def _then(parts: Parts) -> FastAPI:
    """The API of one moment; what dresses answers and tells of failures stands around it already."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(routes(parts))
    _add_errors(app)
    return app


def _no_past(moment: datetime) -> Parts:
    raise QueryError(
        what=f"Nothing is kept here of {said(moment)}.",
        where="as_of",
        remedy="Leave as_of out, or ask `modelgov serve`, which keeps what was known.",
    )


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(ModelgovError)
    async def ours(request: Request, error: ModelgovError) -> Response:
        return refusal(request, status_of(error), error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ", ".join(str(step) for step in first["loc"])
        return refusal(
            request,
            422,
            QueryError(
                what=f"The request is not valid: {first['msg']}.",
                where=where,
                remedy="Correct it; /api/docs says what each route takes.",
            ),
        )

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        said = QueryError(
            what=f"The request cannot be answered: {error.detail}.",
            where=f"{request.method} {request.url.path}",
            remedy="See /api/docs for what can be asked.",
        )
        answer = refusal(request, error.status_code, said)
        answer.headers.update(error.headers or {})
        return answer


async def _unexpected(request: Request, error: Exception) -> Response:
    """Answered outside every middleware, then raised again: the server logs it with its traceback."""
    said = MachineError(
        what=f"The server failed on this request ({type(error).__name__}).",
        where=f"{request.method} {request.url.path}",
        remedy="Try again. If it happens again, report it with what the log of modelgov serve says.",
    )
    answer = refusal(request, 500, said)
    dress(answer.headers, request.state.request_id)
    return answer


def _add_front_end(app: FastAPI, static: Path) -> None:
    @app.get("/assets/{name}", include_in_schema=False)
    async def asset(request: Request, name: str) -> Response:
        file = static / "assets" / name
        if not _is_inside(file, static):
            raise HTTPException(404)
        return _file(request, file)

    first, index = _asked_first(static), static / "index.html"

    @app.get("/{path:path}", include_in_schema=False)
    async def page(request: Request, path: str) -> Response:
        if path.startswith("api/") and path != DOCS:
            missing = NotFoundError(
                what=f"There is no route /{path}.", where="HTTP API", remedy="See /api/docs."
            )
            return refusal(request, 404, missing)
        if not index.is_file():
            return HTMLResponse(UNBUILT, 503)
        answer = _file(request, index)
        answer.headers["Content-Security-Policy"] = _policy(index, index.stat().st_mtime_ns)
        if not request.url.query:
            answer.headers.update(first.get(f"/{path}", {}))
        return answer


def _asked_first(static: Path) -> dict[str, dict[str, str]]:
    """By path the header that names what a page asks for first; the front end's build wrote it down."""
    file = static / "first.json"
    pages = orjson.loads(file.read_bytes()) if file.is_file() else {}
    return {
        path: {
            "Link": ", ".join(
                [f"<{code}>; rel=modulepreload" for code in asked["base"]]
                + [f"<{data}>; rel=preload; as=fetch; crossorigin" for data in asked["data"]]
                + [f"<{code}>; rel=modulepreload" for code in asked["code"]]
            )
        }
        for path, asked in pages.items()
    }


def _file(request: Request, file: Path) -> Response:
    """A file of the front end, packed where the reader takes it so."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    packed = kind.startswith(PACKED) and "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"} if packed else {}
    return Response(_content(file, file.stat().st_mtime_ns, packed)[0], media_type=kind, headers=headers)


@lru_cache(maxsize=256)
def _content(file: Path, written: int, packed: bool) -> tuple[bytes, int]:
    """What was `written`, read and packed once: a page's first load asks for some ten files."""
    content = file.read_bytes()
    return gzip.compress(content) if packed else content, written


@lru_cache(maxsize=1)
def _policy(page: Path, written: int) -> str:
    """The policy of what was `written`."""
    return policy(_content(page, written, False)[0])


def _is_inside(file: Path, folder: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except OSError:  # a name that is too long for any file
        return False
