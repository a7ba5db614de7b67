"""`modelgov coverage`: what it prints and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from modelgov.lake.journal import Journal
from modelgov.record.coverage import Outcome
from sample import ACCOUNT, OTHER_REGION, REGION, read

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("covered")
    journal = Journal(folder / "journal.db")
    denied = read(Outcome.DENIED, where=(ACCOUNT, OTHER_REGION), operation="ListProcessingJobs")
    journal.record((), [read(), denied])
    journal.close()
    return folder


def test_gaps_come_first_and_end_it_with_three(said: Said, data: Path) -> None:
    code, out, err = said(data, "coverage", "--format", "json")
    rows = json.loads(out)
    assert [(row["region"], row["outcome"], row["gap"]) for row in rows] == [
        (OTHER_REGION, "denied", True),
        (REGION, "read", False),
    ]
    assert (code, err) == (3, "1 gaps; events missed 0 of 0 changes that they should tell.\n")


def test_where_nothing_stayed_unseen_it_ends_well(said: Said, data: Path) -> None:
    code, out, _ = said(data, "coverage", "--region", REGION, "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 2)


def test_only_the_gaps_of_an_account(said: Said, data: Path) -> None:
    code, out, _ = said(data, "coverage", "--account", ACCOUNT, "--gaps")
    assert (code, "ListProcessingJobs" in out, "Search:ModelPackage" in out) == (3, True, False)


def test_what_events_missed_is_asked_by_itself(said: Said, data: Path) -> None:
    code, out, _ = said(data, "coverage", "--events", "--format", "csv")
    assert (code, out.strip().split(",")[-2:]) == (3, ["missed", "missed_share"])
