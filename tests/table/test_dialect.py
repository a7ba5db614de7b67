"""The dialect gate: every statement is Trino's, in the subset that DuckDB answers alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import OptimizeError

from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.settings import Settings
from modelgov.table.describe import described, known_meanings
from modelgov.table.dialect import known_columns, offences, resolved, unknown_tables
from modelgov.table.engine import Tables, view_columns
from modelgov.table.hot import HotTables
from modelgov.table.view import (
    COLD,
    COLUMNS,
    FOLDER,
    ORDER,
    PUBLIC,
    STAGING,
    column_meanings,
    duckdb_statement,
    view,
)

FILES = sorted(FOLDER.rglob("*.sql"))


def named(file: Path) -> str:
    return str(file.relative_to(FOLDER).with_suffix(""))


@pytest.mark.parametrize("file", FILES, ids=named)
def test_every_statement_is_in_the_portable_subset(file: Path) -> None:
    assert offences(file.read_text(encoding="utf-8"), star=file.stem.endswith("_now")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "select 7 / 2",
        "select a / nullif(b, 0) from t",
        "select cast(a as double) / b from t",
        "select date_diff('day', a, b) from t",
        "select approx_percentile(a, 0.5) from t",
        "select approx_distinct(a) from t",
        "select quantile_cont(a, 0.5) from t",
        "select percentile_cont(0.5) within group (order by a) from t",
        "select median(a) from t",
        "select no_such_function(a) from t",
        "select a, count(*) from t group by all",
        "select a, count(*) from t group by 1",
        "select a from t qualify row_number() over (order by a) = 1",
        "select * exclude (a) from t",
        "select * from t",
        "select if(a, 1, 2) from t",
        "select cast(a as timestamp) from t",
        "select a from t asof join u on t.b >= u.b",
    ],
)
def test_the_gate_sees_what_it_is_there_for(statement: str) -> None:
    assert offences(statement)


def test_the_gate_passes_what_is_portable() -> None:
    statement = """
        select a, count(*) filter (where b = 1) as b, cast(sum(c) as double) / nullif(sum(d), 0) as e,
            date_diff('day', cast(f as date), cast(g as date)) as h,
            date_trunc('month', f) - interval '5' day as i
        from t where lower(a) like '%x%' group by a, f, g
    """
    assert offences(statement) == []


@pytest.fixture(scope="module")
def known() -> dict[str, dict[str, str]]:
    return known_columns()


@pytest.mark.parametrize("file", FILES, ids=named)
def test_every_column_and_table_is_one_that_exists(file: Path, known: dict[str, dict[str, str]]) -> None:
    tree = resolved(file.read_text(encoding="utf-8"), known)
    assert unknown_tables(tree, known) == []
    assert sqlglot.parse_one(tree.sql(dialect="athena"), read="athena").named_selects == tree.named_selects


@pytest.fixture(scope="module")
def hot(tmp_path_factory: pytest.TempPathFactory, empty_lake: Lake) -> Iterator[HotTables]:
    journal = Journal(tmp_path_factory.mktemp("plan") / "journal.db")
    tables = Tables.load(journal, empty_lake, Settings())
    yield HotTables(tables)
    tables.close()
    journal.close()


@pytest.mark.parametrize("file", [file for file in FILES if file.parent.name == "page"], ids=named)
def test_every_page_statement_is_one_that_duckdb_plans(file: Path, hot: HotTables) -> None:
    (statement,) = sqlglot.transpile(file.read_text(encoding="utf-8"), read="trino", write="duckdb")
    with hot.session(reach=COLD) as session:
        assert session.run(f"explain {statement}", [None] * statement.count("?"))


def test_a_column_that_does_not_exist_is_seen(known: dict[str, dict[str, str]]) -> None:
    with pytest.raises(OptimizeError):
        resolved("select no_such_column from model_version", known)


def test_views_build_only_on_those_before_them() -> None:
    assert set(ORDER) == set(STAGING) | set(PUBLIC)
    assert {file.stem for file in FOLDER.glob("*.sql")} == set(ORDER)
    for place, name in enumerate(ORDER):
        tables = {
            table.name for table in sqlglot.parse_one(view(name).statement, read="trino").find_all(exp.Table)
        }
        assert not tables & set(ORDER[place:])


def test_sqlglot_and_duckdb_agree_on_the_columns_of_every_view(known: dict[str, dict[str, str]]) -> None:
    for name, columns in view_columns().items():
        assert [column for column, _ in columns] == list(known[name])


def test_every_view_says_in_a_comment_what_it_is() -> None:
    for file in FILES:
        assert file.read_text(encoding="utf-8").startswith("-- ")
    for name in ORDER:
        assert view(name).meaning.endswith(".")
        assert "--" not in duckdb_statement(name)


def test_every_column_that_a_reader_can_ask_has_a_meaning() -> None:
    for table in described():
        assert table.meaning, table.name
        assert [column.name for column in table.columns if not column.meaning] == [], table.name


def test_every_meaning_is_of_a_column_that_views_add() -> None:
    outputs = {column for columns in view_columns().values() for column, _ in columns}
    assert column_meanings().keys() - outputs == set()
    assert len(column_meanings()) == len(COLUMNS.read_text(encoding="utf-8").strip().splitlines()) - 1
    assert known_meanings().keys() >= outputs


def test_no_column_changes_its_type_between_views() -> None:
    types: dict[str, set[str]] = {}
    for columns in view_columns().values():
        for column, type_ in columns:
            types.setdefault(column, set()).add(type_)
    apart = {column: found for column, found in types.items() if len(found) > 1}
    assert apart.keys() <= {"production"}  # a yes or no of a version, a count of a group
