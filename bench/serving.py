"""`modelgov serve` as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

READY_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server: where, which process, and how long it took to answer."""

    url: str
    pid: int
    start_s: float


@contextmanager
def served(environment: Mapping[str, str], *arguments: str) -> Iterator[Served]:
    """Serve for the time of the block, on a free port."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "modelgov", "serve", "--port", str(port), *arguments]
    began = time.perf_counter()
    with subprocess.Popen(command, env=dict(environment)) as process:
        try:
            wait_for(url, process)
            yield Served(url=url, pid=process.pid, start_s=time.perf_counter() - began)
        finally:
            os.kill(process.pid, signal.SIGINT)
            process.wait(timeout=60)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes], path: str = "/api/v1/status") -> None:
    """Wait until the server answers; end at once when it has ended."""
    limit = time.monotonic() + READY_SECONDS
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(url + path, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                raise SystemExit(f"The server ended with {process.returncode}.") from None
            time.sleep(0.05)
    raise SystemExit(f"The server did not answer in {READY_SECONDS:.0f} s.")
