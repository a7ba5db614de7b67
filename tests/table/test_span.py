"""A span is whole days in UTC, relative to the moment that is looked at."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.errors import QueryError
from modelgov.table.span import Span, span_in, span_of

NOW = datetime(2026, 11, 27, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("7d", date(2026, 11, 21)),
        ("30d", date(2026, 10, 29)),
        ("90d", date(2026, 8, 30)),
        ("12m", date(2025, 12, 1)),
        ("all", None),
    ],
)
def test_a_named_range_ends_with_today(name: str, first: date | None) -> None:
    assert span_of(name, None, None, NOW) == Span(first=first, last=date(2026, 11, 27))


def test_nothing_named_is_no_span() -> None:
    assert span_of(None, None, None, NOW) is None


def test_the_last_day_is_part_of_it_and_both_ends_may_be_left_out() -> None:
    october = span_of(None, "2026-10-01", "2026-10-31", NOW)
    assert october is not None
    assert (october.since, october.until) == (
        datetime(2026, 10, 1, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
    )
    assert span_of(None, "2026-10-01", None, NOW) == Span(first=date(2026, 10, 1), last=NOW.date())
    assert span_of(None, None, "2026-10-31", NOW) == Span(first=None, last=date(2026, 10, 31))


@pytest.mark.parametrize(
    ("name", "first", "last", "said"),
    [
        ("8d", None, None, "'8d' is no range"),
        ("", None, None, "'' is no range"),
        ("7d", "2026-10-01", None, "range stands beside from or to"),
        (None, "2026-10-02", "2026-10-01", "to (2026-10-01) is before from (2026-10-02)"),
        (None, "2026-02-30", None, "from ('2026-02-30') is not a day"),
        (None, "20261001", None, "from ('20261001') is not a day"),
        (None, None, "2026-W40-1", "to ('2026-W40-1') is not a day"),
        (None, None, "2026-11-28", "to (2026-11-28) is still to come"),
        (None, "2027-01-01", None, "from (2027-01-01) is still to come"),
    ],
)
def test_what_is_no_span_is_refused_with_a_reason(
    name: str | None, first: str | None, last: str | None, said: str
) -> None:
    with pytest.raises(QueryError) as refused:
        span_of(name, first, last, NOW)
    assert refused.value.what == f"The time range is not valid: {said}."
    assert refused.value.remedy


def test_a_filter_names_a_month_a_day_or_days() -> None:
    assert span_in("2024-02") == Span(first=date(2024, 2, 1), last=date(2024, 2, 29))
    assert span_in("2026-11-07") == Span(first=date(2026, 11, 7), last=date(2026, 11, 7))
    assert span_in("2026-11-01..2026-11-07") == Span(first=date(2026, 11, 1), last=date(2026, 11, 7))
    with pytest.raises(QueryError):
        span_in("2026-02-30")


@given(st.dates(max_value=NOW.date()), st.dates(max_value=NOW.date()))
def test_a_span_has_a_begin_before_its_end(one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = span_of(None, first.isoformat(), last.isoformat(), NOW)
    assert found is not None
    assert found.until > found.since or last < date(1970, 1, 1)
    assert found.end(NOW) <= NOW
    assert found.by_day == (found.until - found.since <= timedelta(days=31))
