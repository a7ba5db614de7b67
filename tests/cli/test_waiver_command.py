"""`modelgov waiver`: two people, a day, and what the list tells."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from modelgov.cli.main import main
from modelgov.lake.journal import Journal
from modelgov.record.observation import Kind
from sample import arn, group, read, seen

Run = Callable[..., tuple[int, str, str]]
ARN = "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn"
UNTIL = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "lea")

    def called(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["modelgov", "waiver", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return called


def ask(run: Run, *more: str) -> tuple[int, str, str]:
    return run("ask", "registry-owner-resolvable", ARN, "--why", "It moves.", "--until", UNTIL, *more)


def standings(run: Run, *more: str) -> list[str]:
    return [row["standing"] for row in json.loads(run("list", "--format", "json", *more)[1])]


def test_a_waiver_is_asked_for_by_the_systems_user_and_approved_by_another(run: Run) -> None:
    assert "modelgov waiver approve 1" in ask(run)[1]
    assert standings(run) == ["asked"]
    code, _, said = run("approve", "1")
    assert code == 1
    assert "Another person than who asked must approve it." in said
    code, said, _ = run("approve", "1", "--by", "max")
    assert code == 0
    assert f"counts until {UNTIL}" in said
    (row,) = json.loads(run("list", "--format", "json")[1])
    assert (row["standing"], row["asked_by"], row["approved_by"]) == ("active", "lea", "max")


def test_what_is_revoked_is_listed_only_with_all(run: Run) -> None:
    ask(run, "--by", "max")
    assert run("revoke", "1")[0] == 0
    assert standings(run) == []
    assert standings(run, "--all") == ["revoked"]


def test_a_day_too_far_ahead_is_refused_with_the_setting_that_says_how_far(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELGOV_WAIVER_DAYS", "29")
    code, _, said = ask(run)
    assert code == 1
    assert "waiver_days" in said
    monkeypatch.setenv("MODELGOV_WAIVER_DAYS", "30")
    assert ask(run)[0] == 0


def test_a_database_that_is_not_there_is_an_error_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELGOV_STATE_URL", "postgresql://modelgov:hunter2@127.0.0.1:1/modelgov")
    code, _, said = run("list")
    assert code == 1
    assert "127.0.0.1:1/modelgov" in said
    assert "hunter2" not in said


def standing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """How a check of the one control ends, and the statuses of the findings that stand."""
    control = ("--control", "registry-owner-resolvable")
    monkeypatch.setattr(sys, "argv", ["modelgov", "check", *control, "--format", "json"])
    with pytest.raises(SystemExit) as ended:
        main()
    rows = json.loads(capsys.readouterr().out)
    return int(ended.value.code or 0), [f"{row['status']}: {row['reason']}" for row in rows]


def test_what_a_waiver_covers_is_exempt_until_it_is_revoked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal(tmp_path / "modelgov-data" / "journal.db")
    journal.record([seen(Kind.MODEL_GROUP, group("churn"))], [read(operation="Search:ModelPackageGroup")])
    journal.close()
    code, failed = standing(monkeypatch, capsys)
    assert code == 4
    assert failed[0].startswith("fail: ")
    asset = arn("model-package-group", "ch*")
    run("ask", "registry-owner-resolvable", asset, "--why", "It moves.", "--until", UNTIL)
    assert standing(monkeypatch, capsys) == (4, failed)
    run("approve", "1", "--by", "max")
    code, exempt = standing(monkeypatch, capsys)
    assert code == 0
    assert exempt[0].startswith("exempt: ")
    assert "It moves." in exempt[0]
    run("revoke", "1")
    assert standing(monkeypatch, capsys) == (4, failed)
