"""The HTTP API of findings: their list, each of them, controls and teams."""

from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from modelgov.control import found, scored
from modelgov.errors import NotFoundError
from modelgov.table import page
from modelgov.web.answer import Asked, Parts, answers, body, csv_file, json_file, window
from modelgov.web.finding_shape import Controls, FindingDetail, FindingPage, FindingSummary, Teams
from modelgov.web.params import FindingParams, FindingQuery, ScoreQuery
from modelgov.web.shape import ErrorBody

DECISIONS = 6
TIER_FIRST = replace(page.FINDINGS, key=("tier", "opened_at", "finding_id"))


def add_findings(router: APIRouter, parts: Parts) -> None:
    """The routes of findings, controls and teams."""
    _add_list(router, parts)

    @router.get("/scores", responses=answers(FindingSummary))
    def scores(params: ScoreQuery) -> Response:
        """Counts of the last evaluation and the trend of failures, over the list of findings."""
        return body(scored.summary(parts.hot, parts.library, params.among(), parts.clock()))

    @router.get("/controls", responses=answers(Controls))
    def controls() -> Response:
        """The Controls page."""
        return body(scored.controls(parts.hot, parts.library))

    @router.get("/teams", responses=answers(Teams))
    def teams() -> Response:
        """The Teams page."""
        return body(scored.teams(parts.hot, parts.clock()))


def _add_list(router: APIRouter, parts: Parts) -> None:
    @router.get("/findings", responses=answers(FindingPage))
    def findings(params: FindingQuery) -> Response:
        """A window of findings."""
        return window(parts, _asked(parts, params))

    @router.get("/findings.csv", response_class=StreamingResponse)
    def findings_csv(params: FindingQuery) -> StreamingResponse:
        """All findings that the filters leave, as CSV."""
        return csv_file(parts, _asked(parts, params))

    @router.get("/findings.json", response_class=StreamingResponse)
    def findings_json(params: FindingQuery) -> StreamingResponse:
        """All findings that the filters leave, as JSON."""
        return json_file(parts, _asked(parts, params))

    @router.get(
        "/findings/{control_id}/{asset:path}",
        responses=answers(FindingDetail) | {404: {"model": ErrorBody}},
    )
    def finding(control_id: str, asset: str) -> Response:
        """The Finding page."""
        one = found.finding(parts.hot, parts.library, f"{control_id}/{asset}")
        if one is None:
            raise NotFoundError(
                what=f"The control {control_id} never found anything of {asset}.",
                where="findings",
                remedy="Look for it in Findings, or run `modelgov check` if it is new.",
            )
        return body(one)


def _asked(parts: Parts, params: FindingParams) -> Asked:
    return Asked(
        listing=page.FINDINGS,
        chosen=params.filter(found.of_title(parts.library, params.q.strip())),
        window=params.window(),
        dress=partial(found.titled, parts.library),
        added=("title", "due_at"),
        labels={"control_id": partial(found.title, parts.library)},
    )


def decisions(parts: Parts) -> dict[str, Any]:
    """What needs a decision: the worst failures, of the highest tier first, and old approvals."""
    failing = page.Filter(chosen={"status": ("fail",)})
    worst = page.rows(parts.hot, TIER_FIRST, failing, page.Window(sort="-severity_rank", limit=DECISIONS))
    return {
        "judged": scored.standing(parts.hot),
        "decisions": found.titled(parts.library, worst),
        "waiting": parts.hot.kept_page("oldest_waiting"),
    }
