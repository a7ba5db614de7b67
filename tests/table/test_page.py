"""Windows, facets and exports of the lists."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelgov.errors import QueryError
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from modelgov.table.hot import HotTables
from modelgov.table.page import GROUPS, VERSIONS, Filter, Listing, Window, export, facets, rows, total
from modelgov.table.span import span_in
from sample import OTHER_ACCOUNT, REGION, account, at, group, seen, version

STATUSES = ["Approved", "PendingManualApproval", "Rejected"]
TEAMS = ["cards", "loans", "50%_off", "É quipe"]


@pytest.fixture(scope="module")
def hot(tmp_path_factory: pytest.TempPathFactory, empty_lake: Lake) -> Iterator[HotTables]:
    journal = Journal(Path(tmp_path_factory.mktemp("page")) / "journal.db")
    for number, team in enumerate(TEAMS):
        where = (OTHER_ACCOUNT, REGION) if number % 2 else ("111111111111", REGION)
        name = f"group-{number}"
        versions = [
            seen(
                Kind.MODEL_VERSION,
                version(each, of=name, status=STATUSES[(each + number) % 3], where=where, **life(each)),
            )
            for each in range(1, 8)
        ]
        journal.record([seen(Kind.MODEL_GROUP, group(name, tagged={"team": team}, where=where)), *versions])
    journal.record([seen(Kind.ACCOUNT, account())])
    tables = Tables.load(journal, empty_lake, Settings())
    yield HotTables(tables)
    tables.close()
    journal.close()


def life(number: int) -> dict[str, Any]:
    return {"ModelLifeCycle": {"Stage": "Prod", "StageStatus": "On"}} if number % 2 else {}


CHOSEN = st.fixed_dictionaries(
    {},
    optional={
        "team": st.lists(st.sampled_from([*TEAMS, "nobody"]), max_size=2, unique=True).map(tuple),
        "approval_status": st.lists(st.sampled_from(STATUSES), max_size=2, unique=True).map(tuple),
        "production": st.just(("no",)),
        "account_id": st.just((OTHER_ACCOUNT,)),
    },
)


@given(chosen=CHOSEN)
def test_a_facet_counts_under_every_filter_but_its_own_and_its_values_sum_up(
    hot: HotTables, chosen: dict[str, tuple[str, ...]]
) -> None:
    found = facets(hot, VERSIONS, Filter(chosen=chosen))
    assert set(found) == set(VERSIONS.facets)
    for name, values in found.items():
        others = Filter(chosen={key: value for key, value in chosen.items() if key != name})
        for value in values:
            only = Filter(chosen=dict(others.chosen) | {name: (value["value"],)})
            assert value["rows"] == total(hot, VERSIONS, only) > 0
        if name != "stage":  # not every version claims one
            assert sum(value["rows"] for value in values) == total(hot, VERSIONS, others)


@pytest.mark.parametrize("listing", [VERSIONS, GROUPS], ids=lambda listing: listing.table)
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_windows_tile_the_whole_list_in_every_order(hot: HotTables, listing: Listing, limit: int) -> None:
    for column in listing.columns:
        for sort in (column, f"-{column}"):
            whole = rows(hot, listing, Filter(), Window(sort=sort, limit=500))
            count = total(hot, listing, Filter())
            tiles = [
                row
                for offset in range(0, count, limit)
                for row in rows(hot, listing, Filter(), Window(sort=sort, offset=offset, limit=limit))
            ]
            assert tiles == whole
            assert len(whole) == count
            known = [row[column] for row in whole if row[column] is not None]
            assert known == sorted(known, reverse=sort.startswith("-"))
            assert [row[column] for row in whole][: len(known)] == known  # what is not known is last
        if limit != 3:
            break


def test_an_export_is_the_whole_list(hot: HotTables) -> None:
    chosen = Filter(chosen={"team": ("cards",)})
    exported = [row for chunk in export(hot, VERSIONS, chosen, "-version") for row in chunk]
    assert exported == rows(hot, VERSIONS, chosen, Window(sort="-version", limit=500))
    assert len(exported) == 7


@pytest.mark.parametrize(
    ("search", "count"),
    [
        *(("", 28), ("cards", 7), ("CARDS", 7), ("PAYMENTS", 14), ("group-1", 7), ("é Q", 7)),
        *(("50%", 7), ("%", 7), ("_", 7), ("c_rds", 0), ("'; drop table x --", 0), ("\\", 0)),
    ],
)
def test_search_takes_every_character_for_itself_and_no_case_for_another(
    hot: HotTables, search: str, count: int
) -> None:
    assert total(hot, VERSIONS, Filter(search=search)) == count


def test_a_month_and_a_waiting_time_narrow_the_list(hot: HotTables) -> None:
    assert total(hot, VERSIONS, Filter(registered=span_in("2026-11"))) == 28
    assert total(hot, VERSIONS, Filter(registered=span_in("2026-10"))) == 0
    waiting = rows(hot, VERSIONS, Filter(waiting_since=at(4)), Window(limit=500))
    assert {row["approval_status"] for row in waiting} == {"PendingManualApproval"}
    assert max(row["registered_at"] for row in waiting) < at(4)
    assert total(hot, VERSIONS, Filter(model_group="group-2")) == 7


def test_a_value_that_tries_to_be_sql_is_only_a_value(hot: HotTables) -> None:
    assert total(hot, VERSIONS, Filter(chosen={"team": ("x') or true --",)})) == 0
    assert total(hot, VERSIONS, Filter(model_group="' or 1=1")) == 0


@pytest.mark.parametrize("sort", ["", "-", "nothing", "version desc", "--version", "1; drop table x"])
def test_an_order_that_is_not_a_column_is_refused_with_those_that_are(hot: HotTables, sort: str) -> None:
    with pytest.raises(QueryError) as refused:
        rows(hot, VERSIONS, Filter(), Window(sort=sort))
    assert "approval_status" in refused.value.remedy


def test_a_filter_that_is_not_a_facet_is_refused_with_those_that_are(hot: HotTables) -> None:
    with pytest.raises(QueryError) as refused:
        total(hot, GROUPS, Filter(chosen={"approval_status": ("Approved",)}))
    assert "business_unit" in refused.value.remedy


def test_a_window_past_the_end_is_empty(hot: HotTables) -> None:
    assert rows(hot, VERSIONS, Filter(), Window(offset=1_000)) == []
