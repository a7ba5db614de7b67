"""The route of the search: names of all that has a page, as somebody types them."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from modelgov.control.library import Library
from modelgov.table.names import TYPOS, Names
from modelgov.table.search import Hits, Search, SearchKind
from modelgov.web.answer import Parts, answers, body
from modelgov.web.shape import Shape

LONGEST = 200
MOST = 50
ORDER = tuple(SearchKind)


class SearchHit(Shape):
    """Something that was found, and what its page is found by.

    `name` is its own name, of a control its title. `version` is the newest of a group or of what an endpoint
    serves; `status` the approval status of the version, or the state of the endpoint. `versions` are those of
    the group or team, or that the person owns; `approvals` those that the person gave.
    """

    name: str
    account_id: str | None = None
    account_name: str | None = None
    region: str | None = None
    model_group: str | None = None
    version: int | None = None
    status: str | None = None
    owner: str | None = None
    control_id: str | None = None
    versions: int | None = None
    approvals: int | None = None


class SearchGroup(Shape):
    """Hits of one kind, the nearest first; `distance` 0 is the very name, from 5 on a typo was forgiven."""

    kind: SearchKind
    distance: int
    rows: list[SearchHit]


class SearchAnswer(Shape):
    """What was found, by kind, what is found best first."""

    q: str
    groups: list[SearchGroup]


class _Controls:
    """Controls by their titles and ids."""

    def __init__(self, library: Library) -> None:
        self._ids = {title: c.id for c in library.controls for title in (c.title, c.id)}
        self._titles = {c.id: c.title for c in library.controls}
        self._names = Names(self._ids)

    def ask(self, text: str, limit: int) -> Hits:
        found = self._names.find(text, 2 * limit)
        ids = list(dict.fromkeys(self._ids[one.name] for one in found))[:limit]
        rows = [{"name": self._titles[control_id], "control_id": control_id} for control_id in ids]
        return Hits(kind=SearchKind.CONTROL, distance=found[0].distance if found else 0, rows=rows)


def add_search(router: APIRouter, parts: Parts) -> None:
    """The route, over an index of its own."""
    search, controls = Search(parts.hot), _Controls(parts.library)

    @router.get("/search", responses=answers(SearchAnswer))
    def find(
        q: Annotated[str, Query(max_length=LONGEST)], limit: Annotated[int, Query(ge=1, le=MOST)] = 5
    ) -> Response:
        """Groups, versions, endpoints, controls, teams and people by name, at most so many of each kind.

        Words may stand in any order and be begun only; `-`, `_`, `.` and spaces do not count; a typo or two
        are forgiven where nothing else is found. `name v12` is version 12 of a group; an ARN is found too.
        """
        hits = [*search.ask(q, limit), controls.ask(q, limit)]
        return body({"q": q, "groups": _ordered(hits)})


def _ordered(hits: Iterable[Hits]) -> list[dict[str, Any]]:
    ranked = sorted((one for one in hits if one.rows), key=lambda one: (one.distance, ORDER.index(one.kind)))
    if ranked and ranked[0].distance < TYPOS:
        ranked = [one for one in ranked if one.distance < TYPOS]
    every = SearchHit.model_fields
    return [
        {
            "kind": one.kind.value,
            "distance": one.distance,
            "rows": [{name: row.get(name) for name in every} for row in one.rows],
        }
        for one in ranked
    ]
