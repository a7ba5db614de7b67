"""Starting and stopping: a taken port is one sentence, a second start goes on, Ctrl-C leaves nothing."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from product import MODELGOV, PATIENCE, answers, clean_environment, free_port, get, until

SECOND_START = 15.0


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_one_sentence_with_its_remedy(command: str, taken: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [*MODELGOV, command, "--port", str(taken)],
        check=False,
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Port {taken} is taken.",
        f"  where: 127.0.0.1:{taken}",
        "  what to do: Stop what listens there, or choose another port with --port or PORT=.",
    ]


@contextmanager
def demo(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A demo that answers, and how long that took."""
    command = [*MODELGOV, "demo", "--size", "small", "--quiet-life", "--port", str(port)]
    began = time.monotonic()
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, env=clean_environment(), stderr=said)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(url) or process.poll() is not None)
        assert process.poll() is None, (folder / "said").read_text()
        yield process, time.monotonic() - began
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def numbers(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their cost in cents: sums of doubles depend on their order."""
    return [unit | {"usd_per_month": round(unit["usd_per_month"] or 0.0, 2)} for unit in units]


def test_a_second_start_goes_on_and_ctrl_c_leaves_no_process(snapshots: Path, tmp_path: Path) -> None:
    shutil.copytree(snapshots, tmp_path / ".demo" / "snapshot")
    port = free_port()
    with demo(tmp_path, port) as (process, _):
        children = psutil.Process(process.pid).children(recursive=True)
        first = get(f"http://127.0.0.1:{port}/api/overview")
    assert children
    assert process.returncode == 0
    assert not any(child.is_running() for child in children)
    with demo(tmp_path, port) as (process, took):
        second = get(f"http://127.0.0.1:{port}/api/overview")
    assert process.returncode == 0
    assert "Going on from the last run" in (tmp_path / "said").read_text()
    assert took < SECOND_START
    assert numbers(first["business_units"]) == numbers(second["business_units"])
    assert first["newest"] == second["newest"]
