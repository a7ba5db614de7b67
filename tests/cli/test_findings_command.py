"""`modelgov findings assign` and `comment`: kept for findings that there are, with who did it."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.cli.main import main
from modelgov.lake.journal import Journal
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.state.assignment import Assignments
from sample import arn, seen
from sample_finding import finding

Run = Callable[..., tuple[int, str, str]]
GROUP = arn("model-package-group", "fraud")
ID = f"registry-description/{GROUP}"
DUE = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "lea")
    journal = Journal(wire.data(Settings()) / "journal.db")
    journal.record([seen(Kind.FINDING, finding(FindingId=ID, JudgedAsset=GROUP))])
    journal.close()

    def called(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["modelgov", "findings", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return called


def kept() -> Assignments:
    return wire.state(Settings()).assignments


def test_a_finding_is_given_to_somebody_and_taken_back(run: Run) -> None:
    code, said, _ = run("assign", ID, "--to", "rita", "--due", DUE)
    assert (code, said) == (0, f"rita sees to {ID}, until {DUE}, set by lea.\n")
    one = kept().current()[ID]
    assert (one.assignee, one.due_on, one.set_by) == ("rita", date.fromisoformat(DUE), "lea")
    assert run("assign", ID, "--to", "", "--by", "max")[1].startswith("Nobody sees to")
    assert kept().current() == {}


def test_a_comment_is_kept_with_who_said_it(run: Run) -> None:
    assert run("comment", ID, "It moves.", "--by", "max")[0] == 0
    assert [(one.author, one.text) for one in kept().comments(ID)] == [("max", "It moves.")]


def test_what_there_is_not_or_cannot_be_is_refused(run: Run) -> None:
    code, _, said = run("comment", "registry-description/arn:nothing", "x")
    assert code == 1
    assert "never found anything of arn:nothing" in said
    assert run("assign", ID, "--to", "rita", "--due", "2020-01-01")[0] == 1
    assert run("comment", ID, " ")[0] == 1
    assert kept().history(ID) == ()
    assert kept().comments(ID) == ()
