"""The routes of frameworks: a list, and one clause by clause."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from typing import Any

import orjson
from fastapi import APIRouter, Response

from modelgov.control.clause import ClauseStanding, FrameworkStanding, standings
from modelgov.control.frameworks import Framework, framework_named, load_frameworks
from modelgov.control.library import Library, load
from modelgov.table.hot import HotTables
from modelgov.web.framework_shape import FrameworkDetail, FrameworkList
from modelgov.web.shape import ErrorBody


def framework_routes(hot: HotTables, folder: str, clock: Callable[[], datetime]) -> APIRouter:
    """Both routes; `folder` holds controls and frameworks of the user's own, read when first asked for."""
    router = APIRouter()

    @cache
    def library() -> tuple[Library, tuple[Framework, ...]]:
        return load(folder), load_frameworks(folder)

    def found(frameworks: Sequence[Framework]) -> tuple[FrameworkStanding, ...]:
        return standings(frameworks, library()[0], hot.kept_page)

    @router.get("/frameworks", responses={200: {"model": FrameworkList}})
    def frameworks() -> Response:
        """Every framework with its clauses by status."""
        rows, today = found(library()[1]), clock().date()
        evaluated = rows[0].evaluated_at if rows else None
        return _body({"evaluated_at": evaluated, "frameworks": [_row(row, today) for row in rows]})

    @router.get(
        "/frameworks/{framework}",
        responses={200: {"model": FrameworkDetail}, 404: {"model": ErrorBody}},
    )
    def framework(framework: str) -> Response:
        """One framework, clause by clause."""
        (row,) = found([framework_named(library()[1], framework)])
        return _body(
            {
                "framework": _row(row, clock().date()),
                "evaluated_at": row.evaluated_at,
                "sources": list(row.framework.sources),
                "unsettled": list(row.framework.unsettled),
                "clauses": [_clause(clause) for clause in row.clauses],
            }
        )

    return router


def _body(content: Any) -> Response:
    return Response(orjson.dumps(content, option=orjson.OPT_UTC_Z), media_type="application/json")


def _row(row: FrameworkStanding, today: date) -> dict[str, Any]:
    framework = row.framework
    names = ("id", "title", "issuer", "version", "dated", "in_force_from", "in_force_until", "force")
    counts = {("passed" if name == "pass" else name): count for name, count in row.counts.items()}
    return {
        **{name: getattr(framework, name) for name in (*names, "checked", "read")},
        "state": framework.state(today),
        "counts": counts,
    }


def _clause(row: ClauseStanding) -> dict[str, Any]:
    names = ("ref", "title", "text", "applies_from", "manual", "unsettled")
    return {
        **{name: getattr(row.clause, name) for name in names},
        "status": row.status.value,
        "controls": [asdict(control) for control in row.controls],
    }
