"""The command line's promises: exit codes, the three sentences of an error, never a traceback."""

import csv
import io
import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.cli.main import COMMANDS, main
from modelgov.lake.committer import Committer
from modelgov.lake.journal import Journal
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES
from modelgov.settings import Settings
from modelgov.table.view import PUBLIC, STAGING
from sample import at, read, seen, serving, version


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command in an empty folder, without credentials, as the shell would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)

    def called(*arguments: str, **environment: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["modelgov", *arguments])
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        for name in environment:
            monkeypatch.delenv(name)
        said = capsys.readouterr()
        code = ended.value.code
        return Said(code=code if isinstance(code, int) else int(code is not None), out=said.out, err=said.err)

    level = logging.getLogger().level
    yield called
    logging.getLogger().setLevel(level)


def in_three_sentences(said: Said, *words: str) -> None:
    assert said.code == 1, said
    what, where, remedy = said.err.strip().splitlines()[-3:]
    assert len(what) > 10
    assert where.startswith("  where: ")
    assert remedy.startswith("  what to do: ")
    assert remedy.endswith(".")
    for word in words:
        assert word in said.err


BAD_SETTINGS = [
    ({"MODELGOV_NO_SUCH": "1"}, ("no_such", "MODELGOV_NO_SUCH")),
    ({"MODELGOV_THREADS": "many"}, ("threads", "many")),
    ({"MODELGOV_THREADS": "-1"}, ("threads", "from 1 to 256")),
    ({"MODELGOV_THREADS": "9" * 23}, ("threads", "from 1 to 256")),
    ({"MODELGOV_JOURNAL_DAYS": "0"}, ("journal_days", "from 1 to")),
    ({"MODELGOV_OVERLAP_MINUTES": "999999999999999"}, ("overlap_minutes",)),
    ({"MODELGOV_PORT": "70000"}, ("port", "65535")),
    ({"MODELGOV_DATA": ""}, ("data",)),
    ({"MODELGOV_DATABASE": ""}, ("database",)),
    ({"MODELGOV_WAREHOUSE": "ftp://x"}, ("warehouse",)),
    ({"MODELGOV_HUB_REGION": "nowhere!"}, ("hub_region",)),
    ({"MODELGOV_REGIONS": "eu-west-1,x/../y"}, ("regions", "x/../y")),
    ({"MODELGOV_ACCOUNTS": "12"}, ("accounts",)),
    ({"MODELGOV_SPELLINGS": "x"}, ("spellings",)),
    ({"MODELGOV_CONFIG": "missing.toml"}, ("missing.toml", "MODELGOV_CONFIG")),
    ({"MODELGOV_CATALOG": "hive"}, ("hive", "sqlite|glue")),
    ({"MODELGOV_CATALOG": "glue"}, ("warehouse", "s3://")),
]


@pytest.mark.parametrize(("environment", "words"), BAD_SETTINGS, ids=[str(bad[0]) for bad in BAD_SETTINGS])
def test_a_bad_setting_is_named_with_what_to_do(
    run: Run, environment: dict[str, str], words: tuple[str, ...]
) -> None:
    in_three_sentences(run("query", "select 1", **environment), *words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('no_such = "x"', ("no_such", "modelgov.toml")),
        ("threads = true", ("threads", "whole number")),
        ("threads = 1.5", ("threads", "whole number")),
        ('threads = "x"', ("threads",)),
        ("accounts = 7", ("accounts", "list")),
        ("data = 7", ("data", "text")),
        ('[spellings]\nowners = ["x"]', ("spellings", "owner")),
        ("threads = ", ("TOML", "modelgov.toml")),
    ],
)
def test_a_bad_line_of_the_settings_file_is_named_with_what_to_do(
    run: Run, tmp_path: Path, line: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "modelgov.toml").write_text(line)
    in_three_sentences(run("settings"), *words)


def test_settings_lists_every_setting_with_its_meaning_and_what_it_is_now(run: Run) -> None:
    said = run("settings", MODELGOV_DATA="my [bold]data[/bold]")
    assert said.code == 0
    for row in fields(Settings):
        assert row.name in said.out
        assert row.metadata["meaning"] in said.out
    assert "my [bold]data[/bold]" in said.out


def test_tables_lists_every_table_and_one_by_name(run: Run) -> None:
    said = run("tables")
    assert said.code == 0
    for name in (*PUBLIC, *STAGING, *(table.name for table in TABLES)):
        assert f"{name}  " in said.out
    one = run("tables", "approval")
    assert "approval_status_before" in one.out
    assert "model_group_now" not in one.out
    in_three_sentences(run("tables", "no_such"), "no_such", "modelgov tables")


def furnish(folder: Path) -> Path:
    chosen = Settings(data=str(folder / "modelgov-data"))
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    journal.record(serving(), [read()])
    Committer(journal, lake, keep=timedelta(days=7), clock=lambda: at(60)).commit()
    journal.record([seen(Kind.MODEL_VERSION, version(3))])
    journal.close()
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def furnished(built: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a journal and a lake, that all tests which only look share."""
    monkeypatch.chdir(built)
    return built


QUESTION = "select version, production, stage, registered_at from model_version order by version"


@pytest.mark.usefixtures("furnished")
def test_a_question_is_answered_as_a_table_csv_or_json(run: Run) -> None:
    table = run("query", QUESTION)
    assert (table.code, table.err) == (0, "3 rows\n")
    assert table.out.splitlines()[0].split() == ["version", "production", "stage", "registered_at"]
    assert table.out.splitlines()[1].split() == ["1", "true", "2026-11-01T00:01:00+00:00"]
    rows = list(csv.reader(io.StringIO(run("query", QUESTION, "--format", "csv").out)))
    assert rows[0] == ["version", "production", "stage", "registered_at"]
    assert rows[3] == ["3", "false", "", "2026-11-01T00:03:00+00:00"]
    found = json.loads(run("query", QUESTION, "--format", "json").out)
    assert found[0] == {
        "version": 1,
        "production": True,
        "stage": None,
        "registered_at": "2026-11-01T00:01:00Z",
    }


def test_a_question_is_answered_as_it_was_known_at_a_moment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(furnish(tmp_path))
    journal = wire.journal(Settings(data=str(tmp_path / "modelgov-data")))
    journal.record([seen(Kind.MODEL_VERSION, version(4), minute=300)])
    journal.close()
    counted = ("query", "select count(*) as versions from model_version", "--format", "json")
    assert json.loads(run(*counted).out) == [{"versions": 4}]
    assert json.loads(run(*counted, "--as-of", "2026-11-01T04:59:59Z").out) == [{"versions": 3}]
    assert json.loads(run(*counted, "--as-of", "2026-11-01").out) == [{"versions": 4}]
    in_three_sentences(run(*counted, "--as-of", "2026-10-31"), "Nothing had been collected", "1 Nov 2026")


@pytest.mark.usefixtures("furnished")
def test_a_table_of_more_rows_than_anybody_reads_is_cut_and_says_so(run: Run) -> None:
    many = "select a.n from unnest(sequence(1, 2001)) as a (n)"
    table = run("query", many)
    assert len(table.out.splitlines()) == 1 + 2_000
    assert table.err == "2,001 rows, of which the first 2,000 are shown: --format csv or json gives all\n"
    assert len(run("query", many, "--format", "csv").out.splitlines()) == 1 + 2_001


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("select '[/b]' as x", "[/b]"),
        ("select '[red]a[/red] :smile:' as x", "[red]a[/red] :smile:"),
        ("select cast(9223372036854775807 as decimal(38, 0)) * 10 as x", 92233720368547758070),
        ("select sum(9223372036854775807) as x from model_version", 3 * 9223372036854775807),
        ("select cast('nan' as double) as x", None),
        ("select array[1, 2] as x", [1, 2]),
        ("select map(array[1], array['a']) as x", {"1": "a"}),
        ("select date '2026-11-01' as x", "2026-11-01"),
        ("select null as x", None),
        ("select 'é' as x", "é"),
    ],
)
@pytest.mark.usefixtures("furnished")
def test_any_value_is_printed_as_it_is_in_every_format(run: Run, sql: str, value: object) -> None:
    said = run("query", sql, "--format", "json")
    assert said.code == 0
    (row,) = json.loads(said.out)
    assert row["x"] == value
    if isinstance(value, str):
        assert value in run("query", sql, "--format", "csv").out
        assert value in run("query", sql).out


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("selec 1", ("cannot be read", "Trino")),
        ("drop table model_version", ("Only one statement", "one select")),
        ("select 1; select 2", ("Only one statement",)),
        ("select * from no_such", ("no_such", "modelgov tables")),
        ("select no_such from model_version", ("no_such",)),
        ("select * from read_text('/etc/passwd')", ("cannot be run",)),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(run: Run, sql: str, words: tuple[str, ...]) -> None:
    in_three_sentences(run("query", sql), *words)


@pytest.mark.parametrize(
    "arguments", [("nothing",), ("query",), ("query", "select 1", "--format", "xml"), ("--x",)]
)
def test_a_wrong_command_line_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert "Usage" in said.err


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(run: Run, name: str) -> None:
    said = run(name, "--help")
    assert (said.code, said.err) == (0, "")
    assert name in run("--help").out


def test_a_data_folder_that_cannot_be_made_or_used_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    in_three_sentences(run("query", "select 1", MODELGOV_DATA="file"), "MODELGOV_DATA")
    in_three_sentences(run("query", "select 1", MODELGOV_DATA="file/below"), "MODELGOV_DATA")
    in_three_sentences(run("query", "select 1", MODELGOV_DATA="/proc/none"), "MODELGOV_DATA")


@pytest.mark.parametrize("broken", ["journal.db", "catalog.db", "lake"])
def test_a_broken_file_of_the_data_folder_is_named(run: Run, tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "modelgov-data"
    folder.mkdir()
    Journal(folder / "journal.db").close()
    (folder / broken).write_bytes(b"no database, though long enough to be taken for one" * 100)
    in_three_sentences(run("query", "select 1"), "lake" if broken == "lake" else broken)


def test_a_lake_that_lost_a_file_says_so(run: Run, tmp_path: Path) -> None:
    for file in (furnish(tmp_path) / "modelgov-data" / "lake").rglob(
        "model_version_observation/**/*.parquet"
    ):
        file.unlink()
    in_three_sentences(run("query", "select count(*) from model_version"), "No files found")


NOWHERE = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "MODELGOV_ATTEMPTS": "1"}
KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
GLUE = {"MODELGOV_CATALOG": "glue", "MODELGOV_WAREHOUSE": "s3://bucket/x"}


@pytest.mark.parametrize("command", [("collect",), ("watch",), ("watch", "--set-up")])
def test_aws_without_credentials_is_said_in_three_sentences(run: Run, command: tuple[str, ...]) -> None:
    in_three_sentences(run(*command, **NOWHERE), "credentials")


@pytest.mark.parametrize("command", [("collect",), ("watch",), ("watch", "--set-up")])
def test_an_endpoint_that_nobody_answers_at_is_named(run: Run, command: tuple[str, ...]) -> None:
    in_three_sentences(run(*command, **NOWHERE, **KEYS), "127.0.0.1:9")


@pytest.mark.parametrize(
    "environment", [{"AWS_PROFILE": "nonexistent"}, {"AWS_ENDPOINT_URL": "nonsense"}], ids=str
)
@pytest.mark.parametrize("command", ["collect", "watch"])
def test_aws_settings_that_cannot_be_used_are_named(
    run: Run, command: str, environment: dict[str, str]
) -> None:
    in_three_sentences(run(command, **environment), "AWS settings")


def test_a_question_to_a_folder_that_nothing_was_collected_into_is_refused(run: Run, tmp_path: Path) -> None:
    in_three_sentences(run("query", "select 1", MODELGOV_DATA="mistyped"), "mistyped")
    assert not (tmp_path / "mistyped").exists()


def test_a_question_that_is_nested_too_deeply_is_refused(run: Run) -> None:
    in_three_sentences(run("query", "select " + "(" * 3000 + "1" + ")" * 3000), "too deeply")


def test_a_settings_file_may_begin_with_a_byte_order_mark(run: Run, tmp_path: Path) -> None:
    (tmp_path / "modelgov.toml").write_bytes(b"\xef\xbb\xbfport = 8123\n")
    assert "8123" in run("settings").out


def test_a_folder_with_the_name_of_the_settings_file_is_not_overlooked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "modelgov.toml").mkdir()
    in_three_sentences(run("settings"), "modelgov.toml")


@pytest.mark.parametrize("keys", [{}, KEYS], ids=["no keys", "no answer"])
def test_a_glue_catalog_that_cannot_be_reached_is_said_in_three_sentences(
    run: Run, keys: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "config").write_text("[default]\nmax_attempts = 1\n")
    said = run("query", "select 1", AWS_CONFIG_FILE=str(tmp_path / "config"), **GLUE, **NOWHERE, **keys)
    in_three_sentences(said, "127.0.0.1:9" if keys else "credentials")


def test_serving_refuses_a_port_that_is_taken_or_is_none_and_an_address_of_the_network(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        in_three_sentences(run("serve", "--port", port), "taken", port)
    in_three_sentences(run("serve", MODELGOV_HOST="0.0.0.0"), "sign-in", "127.0.0.1")
    assert run("serve", "--port", "70000").code == 2


def test_the_module_is_the_command_and_a_closed_pipe_is_no_traceback(furnished: Path) -> None:
    sql = "select a.asset from model_version_observation as a, unnest(sequence(1, 20000)) as t (n)"
    command = f'{sys.executable} -m modelgov query "{sql}" --format csv | head -1'
    done = subprocess.run(
        ["sh", "-c", command], cwd=furnished, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "asset"
    assert "Traceback" not in done.stderr


def test_times_are_utc_whatever_the_zone_of_the_machine(furnished: Path) -> None:
    sql = "select registered_at, date_trunc('month', registered_at) as month from model_version limit 1"
    done = subprocess.run(
        [sys.executable, "-m", "modelgov", "query", sql, "--format", "json"],
        cwd=furnished,
        env=os.environ | {"TZ": "America/New_York"},
        capture_output=True,
        text=True,
        check=True,
    )
    (row,) = json.loads(done.stdout)
    assert row["month"] == "2026-11-01T00:00:00Z"
    assert row["registered_at"].endswith("Z")
