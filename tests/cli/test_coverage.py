"""`modelgov coverage`: what it prints and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from modelgov.lake.journal import Journal
from modelgov.record.coverage import Outcome
from sample import ACCOUNT, OTHER_REGION, REGION, read


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("covered")
    journal = Journal(folder / "journal.db")
    denied = read(Outcome.DENIED, where=(ACCOUNT, OTHER_REGION), operation="ListProcessingJobs")
    journal.record((), [read(), denied])
    journal.close()
    return folder


def said(data: Path, *arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "modelgov", "coverage", *arguments]
    environment = {"MODELGOV_DATA": str(data), "HOME": str(data), "COLUMNS": "300"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, cwd=data)
    return done.returncode, done.stdout, done.stderr


def test_gaps_come_first_and_end_it_with_three(data: Path) -> None:
    code, out, err = said(data, "--format", "json")
    rows = json.loads(out)
    assert [(row["region"], row["outcome"], row["gap"]) for row in rows] == [
        (OTHER_REGION, "denied", True),
        (REGION, "read", False),
    ]
    assert (code, err) == (3, "1 gaps; events missed 0 of 0 changes that they should tell.\n")


def test_where_nothing_stayed_unseen_it_ends_well(data: Path) -> None:
    code, out, _ = said(data, "--region", REGION, "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 2)


def test_only_the_gaps_of_an_account(data: Path) -> None:
    code, out, _ = said(data, "--account", ACCOUNT, "--gaps")
    assert (code, "ListProcessingJobs" in out, "Search:ModelPackage" in out) == (3, True, False)


def test_what_events_missed_is_asked_by_itself(data: Path) -> None:
    code, out, _ = said(data, "--events", "--format", "csv")
    assert (code, out.strip().split(",")[-2:]) == (3, ["missed", "missed_share"])
