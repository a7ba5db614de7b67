"""The report to print: one file without a script, that says what is unknown and what was not read."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from judged_world import Judged

from modelgov import wire
from modelgov.control.frameworks import load_frameworks
from modelgov.errors import NotFoundError
from modelgov.report.matter import matter
from modelgov.report.printed import printed
from modelgov.settings import Settings


@pytest.fixture(scope="module")
def page(judged: Judged) -> str:
    return printed(judged.matter)


def test_it_stands_alone_and_runs_nothing(page: str) -> None:
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|src=|href=|url\(", page.lower())
    assert "@media print" in page
    assert "&lt;script&gt;" in page


def test_the_cover_says_scope_evaluation_library_and_coverage(judged: Judged, page: str) -> None:
    cover = page[: page.index("</header>")]
    for said in (
        judged.matter.evaluation,
        judged.matter.library.digest,
        "not in full: 111111111111 us-east-1",
    ):
        assert said in cover


def test_every_finding_and_framework_is_in_it(judged: Judged, page: str) -> None:
    assert page.count("<tr><td>") == len(judged.matter.findings)
    for row in judged.matter.frameworks:
        assert row.framework.title in page
    assert "neither a pass nor a failure" in page


def test_where_nothing_was_evaluated_there_is_no_report(tmp_path: Path) -> None:
    settings = Settings(data=str(tmp_path))
    journal, lake = wire.journal(settings), wire.lake(settings)
    hot = wire.hot_tables(settings, journal, lake)
    with pytest.raises(NotFoundError, match="Nothing was evaluated yet"):
        matter(hot.ask, wire.library(settings), load_frameworks(), datetime.now(UTC))
    journal.close()
