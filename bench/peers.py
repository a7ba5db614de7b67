"""What one would write instead: six charts in Streamlit and in Dash, over the same versions."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser import Visit
from measure import median, tree_mb
from organisation import CACHE, HOME, UV
from report import table
from serving import free_port, wait_for

PACKAGES = (
    *("dash==4.4.1", "plotly==7.1.0", "streamlit==1.67.0"),
    *("duckdb==2.0.0", "pandas==3.1.1", "pyarrow==26.0.1"),
)
PLACE = CACHE / "peers-dash-4.4.1-streamlit-1.67.0"
PEER = HOME / "peer"
CHARTS = 6
FILTERS = ("us-east-1", "eu-west-1", "all")
SETTLE_MS = 300


@dataclass(slots=True, kw_only=True)
class Peer:
    """A dashboard that runs, and what was measured of it, in milliseconds and kB."""

    name: str
    url: str
    pid: int
    cold: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    filtered: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)


def install() -> None:
    """Into an environment of their own, once."""
    done = PLACE / "done"
    if not done.exists():
        CACHE.mkdir(exist_ok=True)
        subprocess.run((UV, "venv", "--quiet", "--clear", "--python", sys.executable, PLACE), check=True)
        python = str(PLACE / "bin" / "python")
        subprocess.run((UV, "pip", "install", "--quiet", "--python", python, *PACKAGES), check=True)
        done.touch()


def export(url: str, path: Path) -> None:
    """The versions as our dashboard has them, as Parquet."""
    with urllib.request.urlopen(f"{url}/api/v1/versions.parquet", timeout=600) as answer:
        path.write_bytes(answer.read())


@contextmanager
def running(versions: Path) -> Iterator[tuple[Peer, ...]]:
    """Both, for the time of the block."""
    ports = free_port(), free_port()
    python = str(PLACE / "bin" / "python")
    streamlit = ("-m", "streamlit", "run", str(PEER / "app_streamlit.py"), "--server.address", "127.0.0.1")
    quiet = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
    commands = (
        (python, *streamlit, "--server.port", str(ports[0]), *quiet, "--", str(versions)),
        (python, str(PEER / "app_dash.py"), str(versions), str(ports[1])),
    )
    children = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        peers = tuple(
            Peer(name=name, url=f"http://127.0.0.1:{port}", pid=child.pid)
            for name, port, child in zip(("Streamlit", "Dash"), ports, children, strict=True)
        )
        for peer, child in zip(peers, children, strict=True):
            wait_for(peer.url, child, "/")
        yield peers
    finally:
        for child in children:
            child.terminate()
            child.wait(30)


def drawn(region: str) -> str:
    """An expression: the time when every chart says that it shows this region."""
    return (
        "[...document.querySelectorAll('.gtitle')]"
        f".filter((title) => title.textContent.includes('[{region}]')).length >= {CHARTS}"
        " ? performance.now() : undefined"
    )


def visit(browser: Any, peer: Peer) -> None:
    """Load it in a fresh profile, filter, and load it again."""
    one = Visit(browser)
    one.page.goto(peer.url, wait_until="commit")
    peer.cold.append(one.when(drawn("all")))
    peer.kilobytes.append(one.kilobytes())
    for region in FILTERS:
        one.page.wait_for_timeout(SETTLE_MS)
        began: float = one.page.evaluate("performance.now()")
        one.page.get_by_text(region, exact=True).first.click()
        peer.filtered.append(one.when(drawn(region)) - began)
    one.page.goto(peer.url, wait_until="commit")
    peer.again.append(one.when(drawn("all")))
    one.close()


def peer_table(peers: tuple[Peer, ...]) -> str:
    """Medians of both."""
    rows = [
        (
            peer.name,
            median(peer.cold),
            median(peer.again),
            median(peer.filtered),
            median(peer.kilobytes),
            tree_mb(peer.pid),
        )
        for peer in peers
    ]
    head = ("", "empty cache, ms", "second visit, ms", "filter, ms", "kB loaded", "memory of the server, MB")
    return table(head, rows)
