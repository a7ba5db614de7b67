"""How routes answer: JSON by orjson, windows of lists, and exports of all their rows."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from modelgov.control.library import Library
from modelgov.errors import ModelgovError, NotFoundError, QueryError, StateError
from modelgov.report.sheet import lines
from modelgov.settings import Settings
from modelgov.state.assignment import Assignments
from modelgov.table import page
from modelgov.table.hot import HotTables
from modelgov.web.shape import Shape
from modelgov.web.stream import Hub

KIND = re.compile(r"(?<=[a-z])(?=[A-Z])")
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the routes need; `person` names who asks for a change: without sign-in, who serves."""

    hot: HotTables
    hub: Hub
    library: Library
    settings: Settings
    assignments: Assignments
    person: Callable[[], str]
    clock: Callable[[], datetime]
    local_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which rows of which list; `dress` adds what the tables do not know, under the names in `added`.

    `labels` say what people call the values of a facet; `counted` are facets that the tables do not know.
    """

    listing: page.Listing
    chosen: page.Filter
    window: page.Window
    dress: Callable[[Rows], Rows] = list
    added: tuple[str, ...] = ()
    labels: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    counted: Mapping[str, Callable[[], Rows]] = field(default_factory=dict)


def answers(shape: type[Shape]) -> dict[int | str, dict[str, Any]]:
    """What a route documents of its body."""
    return {200: {"model": shape}}


def body(content: Any) -> Response:
    """JSON by orjson, past the model: the hot path."""
    return Response(orjson.dumps(content, option=orjson.OPT_UTC_Z), media_type="application/json")


def status_of(error: ModelgovError) -> int:
    """The status of HTTP that an error is answered with."""
    match error:
        case NotFoundError():
            return 404
        case QueryError() | StateError():
            return 422
        case _:
            return 500


def refusal(request: Request, status: int, error: ModelgovError) -> Response:
    """An error, in its three sentences."""
    content = {
        "error": KIND.sub("_", type(error).__name__.removesuffix("Error")).lower(),
        "what": error.what,
        "where": error.where,
        "remedy": error.remedy,
        "request_id": request.state.request_id,
    }
    return Response(orjson.dumps(content), status, media_type="application/json")


def windowed(parts: Parts, asked: Asked) -> dict[str, Any]:
    """A window of a list, with where the next begins; the facets come with the first one."""
    rows, following = page.part(parts.hot, asked.listing, asked.chosen, asked.window)
    first = asked.window.offset == 0 and asked.window.after is None
    return {
        "total": page.total(parts.hot, asked.listing, asked.chosen),
        "offset": asked.window.offset,
        "rows": asked.dress(rows),
        "next": following.text() if following is not None else None,
        "facets": _facets(parts, asked) if first else None,
    }


def window(parts: Parts, asked: Asked) -> Response:
    """The same as a body."""
    return body(windowed(parts, asked))


def _facets(parts: Parts, asked: Asked) -> dict[str, Rows]:
    return {
        name: [row | {"label": asked.labels[name](row["value"])} for row in rows]
        if name in asked.labels
        else rows
        for name, rows in page.facets(parts.hot, asked.listing, asked.chosen).items()
    } | {name: count() for name, count in asked.counted.items()}


def csv_file(parts: Parts, asked: Asked) -> StreamingResponse:
    """All rows that the filters leave, as CSV."""
    rows = _csv(asked, *_chunks(parts, asked))
    return _file(parts, asked, rows, "csv", "text/csv; charset=utf-8")


def json_file(parts: Parts, asked: Asked) -> StreamingResponse:
    """All rows that the filters leave, as one JSON array."""
    return _file(parts, asked, _json(*_chunks(parts, asked)), "json", "application/json")


def parquet_file(parts: Parts, asked: Asked) -> FileResponse:
    """All rows that the filters leave, as Parquet; the file goes when it was sent."""
    folder = TemporaryDirectory(prefix="modelgov-")
    file = Path(folder.name) / "rows.parquet"
    try:
        page.write_parquet(parts.hot, asked.listing, asked.chosen, asked.window.sort, file)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        file,
        media_type="application/vnd.apache.parquet",
        filename=_name(parts, asked, "parquet"),
        background=BackgroundTask(folder.cleanup),
    )


def _chunks(parts: Parts, asked: Asked) -> tuple[Rows, Iterator[Rows]]:
    """The first is read at once: an error in the filters must be an answer, not a broken file."""
    chunks = page.export(parts.hot, asked.listing, asked.chosen, asked.window.sort)
    first = next(chunks, [])
    return asked.dress(first), (asked.dress(chunk) for chunk in chunks)


def _file(parts: Parts, asked: Asked, content: Iterator[Any], ending: str, kind: str) -> StreamingResponse:
    name = _name(parts, asked, ending)
    return StreamingResponse(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _name(parts: Parts, asked: Asked, ending: str) -> str:
    return f"modelgov-{asked.listing.table}-{parts.clock():%Y%m%dT%H%M%SZ}.{ending}"


def _json(first: Rows, rest: Iterator[Rows]) -> Iterator[bytes]:
    before = b"["
    for chunk in chain((first,), rest):
        for row in chunk:
            yield before + orjson.dumps(row, option=orjson.OPT_UTC_Z)
            before = b",\n"
    yield b"[]" if before == b"[" else b"]"


def _csv(asked: Asked, first: Rows, rest: Iterator[Rows]) -> Iterator[str]:
    yield lines([(*asked.listing.columns, *asked.added)])
    for chunk in chain((first,), rest):
        yield lines(row.values() for row in chunk)
