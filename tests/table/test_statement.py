"""A reader's statement: it reads, and reaches nothing but the tables."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.errors import QueryError
from modelgov.lake.committer import Committer
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from modelgov.table.statement import read_only
from sample import serving


@pytest.mark.parametrize(
    "sql",
    [
        "insert into price values ('x', 1)",
        "update price set usd_per_hour = 0",
        "delete from price",
        "merge into price using price as p on true when matched then delete",
        "create table x (a int)",
        "create view x as select 1",
        "drop table price",
        "alter table price add column x int",
        "truncate table price",
        "copy price to '/tmp/x'",
        "attach '/tmp/x' as x",
        "install httpfs",
        "load httpfs",
        "pragma database_list",
        "set allowed_paths = ['/']",
        "reset all",
        "call pragma_version()",
        "explain analyze select 1",
        "use main",
        "begin",
        "export database '/tmp/x'",
        "checkpoint",
        "with x as (insert into price values ('x', 1) returning 1) select * from x",
        "with x as (delete from price returning 1) select 1",
        "select * into x from price",
        "select 1; select 2",
        "select 1; drop table price",
        "",
        ";",
        "-- nothing",
        "selec 1",
        "select (",
    ],
)
def test_what_does_more_than_read_once_is_refused(sql: str) -> None:
    with pytest.raises(QueryError):
        read_only(sql)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    chosen = Settings(data=str(tmp_path_factory.mktemp("reader")))
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    journal.record(serving())
    Committer(journal, lake, keep=timedelta(days=1), clock=wire.clock).commit()
    opened = Tables.attach(journal, lake, chosen)
    opened.forbid()
    yield opened
    opened.close()
    journal.close()


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_csv_auto('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from read_blob('/etc/passwd')",
        "select * from read_json('/etc/passwd')",
        "select * from read_ndjson_objects('/etc/passwd')",
        "select * from read_parquet('/etc/passwd')",
        "select * from parquet_metadata('/etc/passwd')",
        "select * from parquet_scan('/etc/passwd')",
        "select * from sniff_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        'select * from "/etc/passwd"',
        'select * from "/etc/*.conf"',
        "select * from \"glob\"('/etc/*')",
        "select * from table(read_text('/etc/passwd'))",
        "select (select content from read_text('/etc/passwd'))",
        "with x as (select * from read_text('/etc/passwd')) select * from x",
        "select 1 union all select size from read_text('/etc/passwd')",
        "select * from query('select * from read_text(''/etc/passwd'')')",
        "select * from query_table('/etc/passwd')",
        "select * from read_text('https://example.com/')",
        "select * from cursor",
        "select * from statement",
        "select * from self",
        "select getenv('HOME')",
    ],
)
def test_a_statement_reaches_no_file_address_or_variable_outside_the_lake(tables: Tables, sql: str) -> None:
    with pytest.raises(QueryError):
        tables.ask_reader(read_only(sql))


def test_what_reads_the_tables_is_answered(tables: Tables) -> None:
    for sql, rows in {
        "select count(*) from model_version": ((2,),),
        "with x as (select version from model_version) select max(version) from x": ((2,),),
        "select 1 union all select 1": ((1,), (1,)),
        "(select 1)": ((1,),),
        "values (1), (2)": ((1,), (2,)),
        "select approval_status, count(*) from model_version group by 1 order by 1": (
            ("Approved", 1),
            ("PendingManualApproval", 1),
        ),
    }.items():
        assert tables.ask_reader(read_only(sql)).rows == rows


def test_what_the_engine_refuses_is_said_in_our_words(tables: Tables) -> None:
    with pytest.raises(QueryError) as refused:
        tables.ask_reader(read_only("select no_such_column from model_version"))
    assert "no_such_column" in refused.value.what
    assert "modelgov tables" in refused.value.remedy


def test_a_file_of_the_lake_is_read_but_not_one_beside_it(tables: Tables, tmp_path: Path) -> None:
    beside = tmp_path / "beside.csv"
    beside.write_text("a\n1\n")
    with pytest.raises(QueryError):
        tables.ask_reader(read_only(f"select * from read_csv('{beside}')"))
    assert tables.ask_reader(read_only("select count(*) from model_version_observation")).rows == ((2,),)
