"""The HTTP API of the Compare page: two to four versions, of any groups and accounts."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from modelgov.errors import NotFoundError, QueryError
from modelgov.table.compare import MOST, Key, Side, compared, side
from modelgov.web.answer import Parts, answers, body
from modelgov.web.compare_shape import Comparison
from modelgov.web.shape import ErrorBody

LONGEST = 400
STEPS = 4  # account, region, group, number
DIGITS = 9
Versions = Annotated[
    list[Annotated[str, Query(max_length=LONGEST)]],
    Query(
        alias="v",
        min_length=2,
        max_length=MOST,
        description="Two to four versions, each as account/region/group/number.",
    ),
]


def add_compare(router: APIRouter, parts: Parts) -> None:
    """The route of the Compare page."""

    @router.get("/compare", responses=answers(Comparison) | {404: {"model": ErrorBody}})
    def compare(versions: Versions) -> Response:
        """The Compare page."""
        keys = [_key(text) for text in versions]
        if len(set(keys)) < len(keys):
            raise QueryError(
                what="A version cannot be compared with itself.",
                where="query string, v",
                remedy="Name two to four different versions.",
            )
        return body(compared(parts.hot, [_side(parts, key) for key in keys]))


def _key(text: str) -> Key:
    steps = text.split("/")
    number = steps[-1]
    if len(steps) == STEPS and all(steps) and number.isascii() and number.isdigit() and len(number) <= DIGITS:
        return steps[0], steps[1], steps[2], int(number)
    raise QueryError(
        what=f"{text} does not name a version.",
        where="query string, v",
        remedy="Write account/region/group/number, such as 111111111111/eu-west-1/churn/7.",
    )


def _side(parts: Parts, key: Key) -> Side:
    found = side(parts.hot, key, parts.settings)
    if found is None:
        account_id, region, name, number = key
        raise NotFoundError(
            what=f"There is no version {number} of {name} in account {account_id}, {region}.",
            where="model versions",
            remedy="Take it out of the comparison, or collect the account again if it is new.",
        )
    return found
