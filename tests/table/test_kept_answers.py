"""Answers are kept until the tables change, and not a moment longer."""

from datetime import UTC, datetime

from seeing import Seeing

from modelgov.record.observation import Kind
from modelgov.table.detail import overview
from modelgov.table.hot import HotTables
from modelgov.table.page import VERSIONS, Filter, facets, total
from sample import seen, version

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ALL = Filter()


def numbers(hot: HotTables) -> tuple[int, int, int]:
    statuses = facets(hot, VERSIONS, ALL)["approval_status"]
    return (
        total(hot, VERSIONS, ALL),
        sum(row["rows"] for row in statuses),
        len(overview(hot.page, NOW, None)["newest"]),
    )


def test_a_change_is_in_every_answer_after_it(seeing: Seeing) -> None:
    seeing.see(seen(Kind.MODEL_VERSION, version(1)))
    hot = seeing.hot()
    assert numbers(hot) == (1, 1, 1)
    for number in (2, 3):
        seeing.see(seen(Kind.MODEL_VERSION, version(number)))
        assert numbers(hot) == (number - 1,) * 3
        hot.follow()
        assert numbers(hot) == (number,) * 3


def test_an_answer_is_computed_once_until_the_tables_change(seeing: Seeing) -> None:
    hot = seeing.hot()
    assert [hot.once("key", lambda answer=answer: answer) for answer in (1, 2)] == [1, 1]
    seeing.see(seen(Kind.MODEL_VERSION, version(1)))
    hot.follow()
    assert hot.once("key", lambda: 3) == 3


def test_an_answer_that_a_change_overtook_is_not_kept(seeing: Seeing) -> None:
    hot = seeing.hot()

    def overtaken() -> str:
        seeing.see(seen(Kind.MODEL_VERSION, version(1)))
        hot.follow()
        return "old"

    assert hot.once("key", overtaken) == "old"
    assert hot.once("key", lambda: "new") == "new"
