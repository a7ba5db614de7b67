"""The HTTP API of findings: their list, each of them, controls and teams."""

from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from modelgov.control import found, held, scored
from modelgov.errors import NotFoundError
from modelgov.table import page
from modelgov.table.hot import Page
from modelgov.table.scope import Scope
from modelgov.web.answer import Asked, Parts, answers, body, csv_file, json_file, window
from modelgov.web.finding_shape import (
    AssignmentWish,
    CommentWish,
    Controls,
    FindingDetail,
    FindingPage,
    FindingSummary,
    Handling,
)
from modelgov.web.params import FindingParams, FindingQuery, ScoreQuery, SpanQuery
from modelgov.web.shape import ErrorBody
from modelgov.web.team_shape import TeamDetail, Teams

DECISIONS = 6
TIER_FIRST = replace(page.FINDINGS, key=("tier", "opened_at", "finding_id"))


def add_findings(router: APIRouter, parts: Parts) -> None:
    """The routes of findings, controls and teams."""
    _add_list(router, parts)
    _add_handling(router, parts)

    @router.get("/scores", responses=answers(FindingSummary))
    def scores(params: ScoreQuery) -> Response:
        """Counts of the last evaluation and the trend of failures, over the list of findings."""
        now = parts.clock()
        return body(scored.summary(parts.hot, parts.library, params.among(), now, params.span(now)))

    @router.get("/controls", responses=answers(Controls))
    def controls() -> Response:
        """The Controls page."""
        return body(scored.controls(parts.hot, parts.library))

    @router.get("/teams", responses=answers(Teams))
    def teams(params: SpanQuery) -> Response:
        """The Teams page."""
        now = parts.clock()
        return body(scored.teams(parts.hot, now, params.span(now)))

    @router.get("/teams/{team:path}", responses=answers(TeamDetail) | {404: {"model": ErrorBody}})
    def one_team(team: str, params: SpanQuery) -> Response:
        """The Team page."""
        now = parts.clock()
        found = scored.team(parts.hot, team, now, params.span(now))
        if found is None:
            raise NotFoundError(
                what=f"Nothing is known of a team {team}.",
                where="teams",
                remedy="Look for it in Teams; a team is what tags or cards call one.",
            )
        return body(found)


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
        finding_id, current = f"{control_id}/{asset}", parts.assignments.current()
        one = found.finding(parts.hot, parts.library, current, finding_id)
        if one is None:
            raise found.never(finding_id)
        return body(one | _handling(parts, finding_id, current))


def _add_handling(router: APIRouter, parts: Parts) -> None:
    taken = answers(Handling) | {403: {"model": ErrorBody}, 404: {"model": ErrorBody}}

    @router.post("/findings/{control_id}/{asset:path}/assignment", responses=taken)
    def assign(control_id: str, asset: str, wish: AssignmentWish) -> Response:
        """Give a finding to somebody, or to nobody."""
        finding_id = found.known(parts.hot.ask, f"{control_id}/{asset}")
        parts.assignments.assign(
            finding_id, wish.assignee, due_on=wish.due_on, by=parts.person(), now=parts.clock()
        )
        return body(_handling(parts, finding_id, parts.assignments.current()))

    @router.post("/findings/{control_id}/{asset:path}/comments", responses=taken)
    def comment(control_id: str, asset: str, wish: CommentWish) -> Response:
        """Say something about a finding."""
        finding_id = found.known(parts.hot.ask, f"{control_id}/{asset}")
        parts.assignments.comment(finding_id, wish.text, by=parts.person(), now=parts.clock())
        return body(_handling(parts, finding_id, parts.assignments.current()))


def _handling(parts: Parts, finding_id: str, current: held.Held) -> dict[str, Any]:
    """What people do about a finding."""
    assignment = current.get(finding_id)
    fields = ("assignee", "due_on", "set_by", "set_at")
    return {
        "assignment": {name: getattr(assignment, name) for name in fields} if assignment else None,
        "comments": [
            {name: getattr(said, name) for name in ("id", "author", "text", "at")}
            for said in parts.assignments.comments(finding_id)
        ],
    }


def _asked(parts: Parts, params: FindingParams) -> Asked:
    current = parts.assignments.current()
    chosen = params.filter(found.of_title(parts.library, params.q.strip()))
    return Asked(
        listing=page.FINDINGS,
        chosen=held.narrowed(chosen, current, params.assignee),
        window=params.window(),
        dress=partial(found.titled, parts.library, current),
        added=("title", "due_at", "assignee"),
        labels={"control_id": partial(found.title, parts.library)},
        counted={"assignee": partial(held.people, parts.hot, chosen, current)},
    )


def decisions(parts: Parts, ask: Page, scope: Scope) -> dict[str, Any]:
    """What needs a decision: the worst failures, of the highest tier first, and old approvals."""
    failing = page.Filter(chosen={"status": ("fail",), **scope.chosen()})
    worst = page.rows(parts.hot, TIER_FIRST, failing, page.Window(sort="-severity_rank", limit=DECISIONS))
    return {
        "judged": scored.standing(ask),
        "decisions": found.titled(parts.library, parts.assignments.current(), worst),
        "waiting": ask("oldest_waiting"),
    }
