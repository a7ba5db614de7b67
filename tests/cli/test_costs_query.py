"""Cost and usage data on the command line: read where a statement needs it, and only there."""

import json
import sys
from pathlib import Path

import pytest

from modelgov.cli.main import main
from modelgov.lake.journal import Journal

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def costs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that cost and usage data is; nothing is there yet."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "modelgov-data").mkdir()
    Journal(tmp_path / "modelgov-data" / "journal.db").close()
    monkeypatch.setenv("MODELGOV_COST_FILES", str(tmp_path / "costs"))
    return tmp_path / "costs"


def query(monkeypatch: pytest.MonkeyPatch, statement: str) -> int:
    monkeypatch.setattr(sys, "argv", ["modelgov", "query", "--format", "json", statement])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_unreadable_cost_data_is_an_error_of_the_statement_that_needs_it(
    costs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert query(monkeypatch, "select account_id from account") == 0
    assert query(monkeypatch, "select billed_usd from Endpoint_Cost") == 1
    said = capsys.readouterr().err
    assert f"where: cost_files, {costs}" in said
    assert "Traceback" not in said


def test_a_query_shows_what_was_billed(
    costs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    columns = ["usage_account_id", "usage_start_date", "product_code", "usage_type", "unblended_cost"]
    head = ",".join(f"line_item_{column}" for column in columns)
    costs.mkdir()
    (costs / "x.csv").write_text(f"{head}\n1,2026-11-03,AmazonSageMaker,Host:ml.m5.large,2.5\n")
    assert query(monkeypatch, "select day, billed_usd from cost_usage") == 0
    assert json.loads(capsys.readouterr().out) == [{"day": "2026-11-03", "billed_usd": 2.5}]
