"""`modelgov settings` prints what is set, and no password."""

import sys
from pathlib import Path

import pytest

from modelgov.cli.main import main


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://lea:hunter2@db/x", "postgresql://lea:***@db/x"),
        ("postgresql://lea:hun:ter2@2/@db:5432/x", "postgresql://lea:***@db:5432/x"),
        (
            "postgresql://lea@db/x?password=hunter2&sslmode=require",
            "postgresql://lea@db/x?password=***&sslmode",
        ),
        ("postgresql://lea@db/x", "postgresql://lea@db/x"),
    ],
)
def test_the_password_of_a_url_is_hidden(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    url: str,
    shown: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODELGOV_STATE_URL", url)
    monkeypatch.setattr(sys, "argv", ["modelgov", "settings"])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().out
    assert shown in said
    assert "ter2" not in said
