"""A list is read to its end by cursors: every row once, whatever it is sorted by."""

from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.errors import QueryError
from modelgov.table.cursor import Cursor, after

VALUES = st.one_of(st.none(), st.text(max_size=5), st.integers(-9, 9), st.booleans())
TIMES = st.datetimes(timezones=st.just(UTC))


@given(st.text(max_size=10), st.lists(st.one_of(VALUES, TIMES), max_size=5))
def test_a_cursor_comes_back_from_its_text(sort: str, values: list[object]):
    cursor = Cursor(sort=sort, values=tuple(values))
    assert Cursor.from_text(cursor.text()) == cursor
    assert replace(cursor, sort=sort + "x").text() != cursor.text()


@pytest.mark.parametrize("text", ["", "x", "!!", "W10", "bnVsbA", "WzEsWzFdXQ", "WyJhIixbW11dXQ"])
def test_what_was_never_handed_out_is_refused(text: str):
    with pytest.raises(QueryError):
        Cursor.from_text(text)


def test_rows_after_a_null_are_those_with_a_null_too():
    assert after(("a", "k"), (None, 3), descending=True) == (
        "(a is null and (k > ? or k is null or (k = ? and false)))",
        [3, 3],
    )
