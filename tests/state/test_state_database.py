"""The state's database: made once by whoever comes first, and errors without a password."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from modelgov.errors import MachineError, SettingError, StoreError
from modelgov.state.database import Database
from modelgov.state.migrate import configuration
from modelgov.state.schema import METADATA, REVISION
from modelgov.state.store import State, open_state

OPENER = Path(__file__).with_name("opener.py")
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
AT_ONCE = 3
YEAR = timedelta(days=365)


def test_the_newest_migration_is_the_revision_that_is_looked_for() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [REVISION]


def test_the_migrations_make_the_tables_that_the_statements_are_built_from(state: State) -> None:
    with state.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_processes_that_start_at_once_on_no_database_share_one(place: Path | str) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, str(OPENER), str(place), f"person {number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for number in range(AT_ONCE)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"\n")
        child.stdin.flush()
    assert [child.communicate() and child.returncode for child in children] == [0] * AT_ONCE
    opened = open_state(place, longest_waiver=YEAR)
    assert {waiver.asked_by for waiver in opened.waivers.all()} == {f"person {n}" for n in range(AT_ONCE)}
    opened.database.close()


def test_threads_that_open_it_at_once_share_one(place: Path | str) -> None:
    opened: list[Database] = []
    threads = [threading.Thread(target=lambda: opened.append(Database(place))) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == AT_ONCE
    for database in opened:
        database.close()


def test_what_another_version_wrote_is_left_alone(place: Path | str) -> None:
    database = Database(place)
    with database.writing() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    database.close()
    with pytest.raises(StoreError, match="another version of modelgov"):
        Database(place)


def test_a_step_that_fails_leaves_nothing(state: State) -> None:
    comment = "insert into comment (finding_id, author, text, at) values ('f', 'a', 't', '2026-01-01')"

    def fail() -> None:
        with state.database.writing() as connection:
            connection.execute(text(comment))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert state.assignments.comments("f") == ()


def test_a_folder_that_is_not_there_is_an_error_that_says_where(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no/state\.db") as raised:
        Database(tmp_path / "no" / "state.db")
    assert "state_url" in raised.value.remedy


def test_a_server_that_is_not_there_is_an_error_without_the_password() -> None:
    with pytest.raises(StoreError) as raised:
        Database("postgresql://modelgov:hunter2@127.0.0.1:1/modelgov")
    assert "hunter2" not in str(raised.value)
    assert "127.0.0.1:1" in raised.value.where


@pytest.mark.parametrize(
    "url",
    [
        "hunter2",
        "mysql://u:hunter2@h/d",
        "postgresql+asyncpg://u:hunter2@h/d",
        "postgresql://u:hunter2@h",
        "sqlite:///hunter2",
        "://hunter2",
    ],
)
def test_a_url_that_the_state_cannot_be_in_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingError) as raised:
        Database(url)
    assert "hunter2" not in str(raised.value)


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MachineError) as raised:
        Database("postgresql://h/d")
    assert "modelgov[postgresql]" in raised.value.remedy


def test_times_come_back_as_they_were_given(state: State) -> None:
    moment = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    state.assignments.comment("c-d/arn", "said", by="lea", now=moment)
    assert state.assignments.comments("c-d/arn")[0].at == moment
    assert state.assignments.comments("c-d/arn")[0].at.utcoffset() == NOW.utcoffset()
