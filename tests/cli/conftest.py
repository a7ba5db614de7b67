"""The command line in the test's own process: to import it anew takes two seconds of a processor."""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from modelgov.cli.main import main


@pytest.fixture
def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Run a command over a data folder, as the shell would there: how it ends and what it prints."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "MODELGOV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "300")

    def called(data: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(data)
        monkeypatch.setenv("MODELGOV_DATA", str(data))
        monkeypatch.setenv("HOME", str(data))
        monkeypatch.setattr(sys, "argv", ["modelgov", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else int(code is not None), told.out, told.err

    level = logging.getLogger().level
    yield called
    logging.getLogger().setLevel(level)
