"""`modelgov notices`: what is due is sent, what fails shows, a rule can be tried."""

import json
import signal
import sys
import threading
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
    assert said.startswith("chat: The notice was not taken: ")
    assert "0 sent, 1 not taken, of which 0 given up." in said
    (row,) = json.loads(run("list", "--state", "waiting", "--format", "json")[1])
    assert (row["tries"], row["last_error"]) == (1, said.splitlines()[0].removeprefix("chat: "))


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


def test_without_rules_it_says_where_they_go(run: Run) -> None:
    for command in (("send",), ("test", "chat")):
        code, _, said = run(*command)
        assert code == 1
        assert "notice_file" in said
