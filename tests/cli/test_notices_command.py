"""`modelgov notices`: what is due is sent, what fails shows, a rule can be tried."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.cli.main import main
from modelgov.cli.notices import rules_of
from modelgov.flow.notify import enqueue, sample

Run = Callable[..., tuple[int, str, str]]


class Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    monkeypatch.chdir(tmp_path)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def called(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["modelgov", "notices", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    yield called
    for number, handler in before.items():
        signal.signal(number, handler)


def configure(folder: Path, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    (folder / "rules.toml").write_text(
        f'[[rule]]\nname = "chat"\nto = "json://127.0.0.1:{port}/"\nseverity = "low"\n'
    )
    monkeypatch.setenv("MODELGOV_NOTICE_FILE", "rules.toml")


def keep() -> None:
    chosen = wire.settings()
    state = wire.state(chosen)
    enqueue(state, rules_of(chosen), [sample(wire.clock())], wire.clock())
    state.database.close()


def test_what_is_due_is_sent_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    configure(tmp_path, monkeypatch, port)
    keep()
    assert run("send")[::2] == (0, "1 sent, 0 not taken, of which 0 given up.\n")
    assert run("send")[::2] == (0, "0 sent, 0 not taken, of which 0 given up.\n")
    (row,) = json.loads(run("list", "--format", "json")[1])
    assert (row["state"], row["rule"], row["change"]) == ("sent", "chat", "opened")
    assert json.loads(run("list", "--state", "waiting", "--format", "json")[1]) == []


def test_what_is_not_taken_ends_with_3_and_says_why(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(tmp_path, monkeypatch, 1)
    keep()
    code, _, said = run("send")
    assert code == 3
    assert said.startswith("The notice was not taken: ")
    assert "0 sent, 1 not taken, of which 0 given up." in said
    (row,) = json.loads(run("list", "--state", "waiting", "--format", "json")[1])
    assert (row["tries"], row["last_error"]) == (1, said.partition(" (rule chat)")[0])


def test_a_sample_is_sent_through_a_rule(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    configure(tmp_path, monkeypatch, port)
    assert run("test", "chat")[:2] == (0, "A sample was taken by the destination of chat.\n")
    code, _, said = run("test", "desk")
    assert code == 1
    assert "Name one of chat." in said
    configure(tmp_path, monkeypatch, 1)
    code, _, said = run("test", "chat")
    assert code == 1
    assert "where: rule chat" in said


def serve(folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "modelgov", "serve", "--no-watch", "--port", "0"]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)


def test_a_dashboard_that_serves_sends_them_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    configure(tmp_path, monkeypatch, port)
    keep()
    with serve(tmp_path) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Serving ")  # from here on it heeds signals
        until = time.monotonic() + 120
        while '"sent"' not in run("list", "--format", "json")[1] and time.monotonic() < until:
            time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
    assert process.returncode == 0, said
    assert '"sent"' in run("list", "--format", "json")[1]


def test_a_dashboard_does_not_start_with_rules_that_cannot_be_used(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(tmp_path, monkeypatch, 1)
    (tmp_path / "rules.toml").write_text("[[rule]]\n")
    with serve(tmp_path) as process:
        said = process.communicate()[1]
    assert process.returncode == 1
    assert "rules.toml, rule 1, line 1" in said


def test_without_rules_it_says_where_they_go(run: Run) -> None:
    for command in (("send",), ("test", "chat")):
        code, _, said = run(*command)
        assert code == 1
        assert "notice_file" in said
